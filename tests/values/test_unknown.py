"""Unknown values and secrets."""

from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown, encode_value, is_known

LATER = Unknown(STRING, "steps.case.state")


def test_a_value_is_known_when_all_of_it_is() -> None:
    assert is_known({"a": [1, "x", None]})
    for part in (LATER, SecretName("TOKEN"), PartialText(("a", LATER))):
        assert not is_known(part)
        assert not is_known({"a": [part]})


def test_what_is_not_known_is_written_as_its_name() -> None:
    value = {"a": [LATER, SecretName("TOKEN")], "b": PartialText(("id-", LATER)), "c": 1}
    assert encode_value(value) == {  # type: ignore[arg-type]
        "a": [{"$unknown": "steps.case.state"}, {"$secret": "TOKEN"}],
        "b": {"$text": ["id-", {"$unknown": "steps.case.state"}]},
        "c": 1,
    }


def test_plain_json_is_written_as_it_is() -> None:
    value = {"a": [1, 2.5, True, None, "x"]}
    assert encode_value(value) == value  # type: ignore[arg-type]
