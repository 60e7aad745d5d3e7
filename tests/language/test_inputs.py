from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.documents.node import Document
from runbook.documents.yaml import load
from runbook.language.inputs import read_inputs, subject_of
from runbook.values.json import Json
from tests.language.linked import READ, book, procedure_of, words

DECLARED = procedure_of(
    book(READ).replace("id: { type: string }", "id: { type: string, maxLength: 8, description: An order }")
).inputs


def read(given: dict[str, str], text: str | None = None) -> tuple[dict[str, Json], list[Diagnostic]]:
    return read_inputs(DECLARED, given, file(text) if text is not None else None)


def file(text: str) -> Document:
    document, found = load(Source("inputs.yaml", text))
    assert document is not None, found
    return document


def test_the_command_line_is_read_by_the_declared_types() -> None:
    values, found = read({"id": "007", "count": "3", "ids": "a,b"})
    assert found == []
    assert values == {"id": "007", "count": 3, "ids": ["a", "b"]}
    assert read({"id": "x", "ids": '["a","b"]'})[0]["ids"] == ["a", "b"]


def test_defaults_fill_in_what_is_not_given() -> None:
    assert read({"id": "x"}) == ({"id": "x", "count": 1, "ids": []}, [])


def test_text_is_data_and_never_a_template() -> None:
    assert read({"id": "{{7*7}}"})[0]["id"] == "{{7*7}}"


def test_an_unknown_input_is_shown_its_like() -> None:
    [found] = read({"id": "x", "idd": "y"})[1]
    assert (found.rule, found.subject, found.help) == ("unknown-input", "-i idd", 'did you mean "id"?')


def test_a_missing_input_is_explained() -> None:
    values, [found] = read({})
    assert "id" not in values
    assert (found.rule, found.subject) == ("missing-input", "-i id")
    assert found.help == "give it as -i id=... (An order)"


def test_a_value_that_breaks_its_schema_is_refused_and_not_repeated() -> None:
    values, [found] = read({"id": "secret-" * 50})
    assert "id" not in values
    assert (found.rule, found.subject) == ("bad-input", subject_of("id"))
    assert "secret-" not in f"{found.message}{found.label}{found.help}"
    [found] = read({"id": "x", "count": "007"})[1]
    assert found.label == "a whole number such as 12"


def test_what_is_wrong_inside_a_value_is_told_with_its_place() -> None:
    found = read({"id": "x", "ids": "[1, 2]"})[1]
    assert [(one.rule, one.subject) for one in found] == [("bad-input", "-i ids[0]"), ("bad-input", "-i ids[1]")]


def test_a_file_of_inputs_has_places() -> None:
    values, found = read({}, "id: x\ncount: many\nids: [ a, 5 ]\nidd: y\n")
    assert values == {"id": "x"}
    assert [(one.rule, words(one.span)) for one in found] == [
        ("unknown-input", "idd"),
        ("bad-input", "many"),
        ("bad-input", "5"),
    ]


def test_the_command_line_wins_over_the_file() -> None:
    assert read({"id": "y"}, "{ id: x, count: 2 }")[0] == {"id": "y", "count": 2, "ids": []}


def test_a_file_that_is_no_mapping_is_refused() -> None:
    assert [one.rule for one in read({"id": "x"}, "[ 1 ]")[1]] == ["bad-input"]
    assert read({"id": "x"}, "{}")[1] == []
