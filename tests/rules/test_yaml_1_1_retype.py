import pytest
from examples import example, findings, playbook

from runbook.diagnostics.source import Source
from runbook.documents.yaml import load_document
from runbook.rules.checked import Checked
from runbook.rules.yaml_1_1_retype import check
from tests.interpreter.building import procedure

RULE = "yaml-1-1-retype"


def test_the_bad_example_is_found_with_its_place_and_a_remedy() -> None:
    found = findings(playbook(example(RULE, "Bad")), RULE)
    assert found
    assert all(one.rule == RULE and one.span is not None and one.help for one in found)


def test_the_good_example_is_not() -> None:
    assert findings(playbook(example(RULE, "Good")), RULE) == []


SAMPLES = [
    "no",
    "On",
    "y",
    "010",
    "-0_7",
    "+07",
    "12:30",
    "1_0:5:59.5",
    "-190:20:30",
    "0b101",
    "+0b1_0",
    "1_000",
    "0_1.5",
    "2026-1-2",
]


@pytest.mark.parametrize("written", [*SAMPLES, "2026-01-02 10:00:00"])
@pytest.mark.parametrize(
    "around", ["inputs:\n  {}\n", "inputs: {{ a: {} }}\n", "inputs:\n  a: {} # words\n", "inputs: [1,{}]\n"]
)
def test_each_scalar_is_found_wherever_it_stands(written: str, around: str) -> None:
    text = around.replace("{}", written).replace("{{", "{").replace("}}", "}")
    document, _ = load_document(Source("x.yaml", text))
    assert document is not None
    whole = Checked(document, procedure())
    (found,) = check(whole)
    assert found.span is not None
    assert text[found.span.start : found.span.end] == written
