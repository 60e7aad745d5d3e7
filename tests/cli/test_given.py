from pathlib import Path

from prepared import prepared

from runbook.cli.given import inputs_of, pairs
from runbook.cli.refusal import Refusal


def test_the_value_is_everything_behind_the_first_equals_sign() -> None:
    assert pairs("-i", ["a=1", "b=x=y", "c="]) == {"a": "1", "b": "x=y", "c": ""}


def test_what_is_no_pair_or_given_twice_is_refused_without_its_value() -> None:
    for given in (["a"], ["=x"], ["a=1", "a=tw_sk_live"]):
        refusal = pairs("-i", given)
        assert isinstance(refusal, Refusal)
        assert "tw_sk_live" not in str(refusal.findings)


def test_a_list_is_given_with_commas_or_as_json_and_an_id_stays_text() -> None:
    procedure = prepared().procedure
    by_commas = inputs_of(procedure, ["case_id=007", "service_ids=a,b"], None)
    as_json = inputs_of(procedure, ["case_id=007", 'service_ids=["a","b"]'], None)
    assert isinstance(by_commas, dict)
    assert by_commas == as_json
    assert (by_commas["case_id"], by_commas["service_ids"]) == ("007", ["a", "b"])


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "inputs.yaml"
    file.write_text("case_id: c-file\nservice_ids: [s1]\n")
    values = inputs_of(prepared().procedure, ["case_id=c-line"], str(file))
    assert isinstance(values, dict)
    assert (values["case_id"], values["service_ids"]) == ("c-line", ["s1"])


def test_a_wrong_value_in_a_file_has_its_place(tmp_path: Path) -> None:
    file = tmp_path / "inputs.yaml"
    file.write_text("case_id: ../../admin\n")
    refusal = inputs_of(prepared().procedure, [], str(file))
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].span is not None
    assert refusal.findings[0].span.place.endswith("inputs.yaml:1:10")


def test_a_file_that_is_not_there_is_a_finding() -> None:
    refusal = inputs_of(prepared().procedure, [], "nowhere.yaml")
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "unreadable-file"
