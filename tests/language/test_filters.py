from decimal import Decimal

import pytest

from runbook.language.expression import Filter
from runbook.language.filters import FILTERS
from runbook.language.refusals import OperandError
from runbook.language.value_shape import shape_of
from runbook.values.shape import ANY, INTEGER, STRING, array_of
from runbook.values.unknown import SecretName, Unknown
from tests.language.building import expr, refusal

ODDS = [None, True, 1, Decimal("1.5"), "text", [], [1, "a"], [None], [[1]], {}, {"a": 1}, [{"a": 1}, {}]]


def test_nothing_that_grows_calls_or_converts_is_among_them() -> None:
    refused = {"replace", "format", "attr", "center", "indent", "batch", "wordwrap", "int", "float", "tojson"}
    refused |= {"urlize", "xmlattr", "pprint", "random", "groupby", "dictsort", "safe", "truncate", "items"}
    assert not refused & FILTERS.keys()


@pytest.mark.parametrize("name", FILTERS)
def test_each_can_be_written_as_its_usage_says(name: str) -> None:
    text = FILTERS[name].usage.replace("...", "rows")
    assert isinstance(expr(text), Filter)


@pytest.mark.parametrize("name", FILTERS)
def test_each_refuses_arguments_that_do_not_fit(name: str) -> None:
    for arguments in ("(1, 2, 3, 4)", "(nope=1)", "(*x)", "(**x)"):
        assert refusal(f"rows | {name}{arguments}").rule == "template-not-allowed"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x | selectattr('a')", "arguments"),
        ("x | selectattr('a', '==')", "needs a value"),
        ("x | selectattr('a', 'none', 1)", "takes no value"),
        ("x | selectattr('a', 'odd')", "one of =="),
        ("x | map(attribute=y)", "strings in quotes"),
        ("x | map(attribute=1)", "strings in quotes"),
        ("x | default", "arguments"),
    ],
)
def test_a_complaint_says_what_is_wrong_and_how_it_is_written(text: str, says: str) -> None:
    error = refusal(text)
    assert says in error.message
    assert error.help.startswith("write `... | ")


@pytest.mark.parametrize("name", [name for name in FILTERS if not FILTERS[name].most and not FILTERS[name].named])
@pytest.mark.parametrize("odd", ODDS, ids=range(len(ODDS)))
def test_what_shapes_refuse_values_refuse_too(name: str, odd) -> None:
    rule = FILTERS[name]
    try:
        rule.evaluate(odd)
    except OperandError:
        return
    rule.shape(shape_of(odd))


def test_the_shape_of_what_a_run_will_make_is_known_before() -> None:
    rows = Unknown(array_of(ANY), "rows")
    assert FILTERS["length"].outcome_shape(rows, []) == INTEGER
    assert FILTERS["join"].outcome_shape(rows, [","]) == STRING
    assert FILTERS["selectattr"].outcome_shape(Unknown(array_of(STRING), "x"), ["id", "==", 1]) == ANY
    assert FILTERS["sum"].outcome_shape(Unknown(array_of(STRING), "x"), []) == ANY
    for name, value in (("lower", rows), ("sum", SecretName("K")), ("string", Unknown(array_of(STRING), "x"))):
        with pytest.raises(OperandError):
            FILTERS[name].outcome_shape(value, [])
