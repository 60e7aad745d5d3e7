import pytest

from runbook.language.jinja import parse_expression
from runbook.rules.names import inputs_read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("inputs.case_id == 'x'", {"case_id"}),
        ("inputs['case_id'] if inputs.flag else [inputs.other]", {"case_id", "flag", "other"}),
        ("steps.a.response.body | default(inputs.fallback)", {"fallback"}),
        ("inputs[run.id]", {"*"}),
        ("inputs | length > 1", {"*"}),
        ("not (inputs.a is none) and {'k': inputs.b}.k", {"a", "b"}),
        ("steps.inputs.state", set()),
    ],
)
def test_the_inputs_that_an_expression_reads(text: str, read: set[str]) -> None:
    assert set(inputs_read(parse_expression(text))) == read
