from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined, TemplateError, pass_context
from jinja2.sandbox import SandboxedEnvironment

from runbook.language.bounds import MAX_TEXT
from runbook.language.evaluate import EvaluationError, evaluate, render, truth
from runbook.language.expression_text import expression_text
from runbook.language.expressions import Expressions
from runbook.language.refusals import ExpressionError
from runbook.language.template import Condition
from runbook.language.templates import parse_condition, parse_template, parse_templated
from runbook.language.value_shape import shape_of
from runbook.values.shape import ANY, BOOLEAN, INTEGER, STRING, array_of, object_of
from runbook.values.unknown import PartialText, SecretName, Unknown, Value, is_known
from tests.language.building import admits, expr, node
from tests.language.strategies import SCOPE, expressions

BODY = Unknown(object_of({"id": STRING, "cases": array_of(object_of({"n": INTEGER}))}), "steps.lookup.response.body")
UNSURE = Unknown(BOOLEAN, "steps.lookup.sure")


def value(text: str, **scope: Value) -> Value:
    return evaluate(expr(text), scope or SCOPE)


def failure(text: str, **scope: Value) -> EvaluationError:
    with pytest.raises(EvaluationError) as caught:
        value(text, **scope)
    return caught.value


def template(text: str):
    found, complaints = parse_template(node(text), Expressions())
    assert not complaints
    return found


def condition(text: str) -> Condition:
    found, complaints = parse_condition(node(text), Expressions())
    assert found is not None
    assert not complaints
    return found


JINJA = SandboxedEnvironment(undefined=StrictUndefined)


def _listed(name: str):
    lazy = JINJA.filters[name]
    return pass_context(lambda context, of, *written, **named: list(lazy(context, of, *written, **named)))


JINJA.filters |= {name: _listed(name) for name in ("map", "selectattr", "rejectattr")}


@settings(deadline=None, max_examples=200)
@given(expressions)
def test_it_says_what_jinja_says_where_both_have_an_answer(expression) -> None:
    text = expression_text(expression)
    try:
        ours = evaluate(expr(text), SCOPE)
        theirs = JINJA.compile_expression(text, undefined_to_none=False)(**SCOPE)
    except (ExpressionError, EvaluationError, TemplateError, TypeError):
        assume(False)
    if not isinstance(theirs, StrictUndefined):
        assert ours == theirs


def _veiled(known: Value, origin: str, choose) -> Value:
    """The value with some of its parts unknown."""
    if choose():
        return Unknown(shape_of(known) if choose() else ANY, origin)
    match known:
        case list():
            return [_veiled(each, f"{origin}[{index}]", choose) for index, each in enumerate(known)]
        case dict():
            return {key: _veiled(each, f"{origin}.{key}", choose) for key, each in known.items()}
        case _:
            return known


def _outcome(expression, scope) -> tuple[bool, Value]:
    try:
        return True, evaluate(expression, scope)
    except EvaluationError:
        return False, None


def _agrees(planned: Value, actual: Value) -> bool:
    """Whether what was planned stays true: known parts are equal, unknown parts have their shape."""
    match planned:
        case Unknown():
            return admits(planned.shape, actual)
        case PartialText():
            return isinstance(actual, str) and all(part in actual for part in planned.parts if isinstance(part, str))
        case list() if isinstance(actual, list) and not is_known(planned):
            return len(planned) == len(actual) and all(map(_agrees, planned, actual))
        case dict() if isinstance(actual, dict) and not is_known(planned):
            return planned.keys() == actual.keys() and all(_agrees(planned[key], actual[key]) for key in planned)
        case _:
            return type(planned) is type(actual) and planned == actual


@settings(deadline=None, max_examples=300)
@given(expressions, st.randoms(use_true_random=False))
def test_what_the_plan_knows_stays_true_whatever_the_run_supplies(expression, chance) -> None:
    """A run may still fail where something turns out to be absent; it never goes on with another value."""
    scope = {name: _veiled(known, name, lambda: chance.random() < 0.15) for name, known in SCOPE.items()}
    planned_fine, planned = _outcome(expression, scope)
    actual_fine, actual = _outcome(expression, SCOPE)
    if actual_fine:
        assert planned_fine
        assert _agrees(planned, actual)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("inputs.id", "007"),
        ("case.items", "mine"),
        ("case['items']", "mine"),
        ("1 == true", False),
        ("'1' == 1", False),
        ("1 == 1.0", True),
        ("none == false", False),
        ("'a' < 'b' < 'c'", True),
        ("1 < 2 > 5", False),
        ("'b' in ['a', 'b'] and 'k' in {'k': 1} and 'ell' in 'hello'", True),
        ("inputs.none.deeper | default('x')", "x"),
        ("nothing.at.all is defined or nowhere is not defined", True),
        ("[] | first | default('none')", "none"),
        ("inputs.id | default(nowhere)", "007"),
        ("false and nowhere", False),
        ("true or nowhere", True),
        ("1 if true else nowhere", 1),
        ("[1, 2.5] | sum", Decimal("3.5")),
        ("['B', 'a', 'B', 'b'] | unique", ["B", "a", "b"]),
        ("[1, true, 1.0, '1'] | unique", [1, True, "1"]),
        ("['b', 'B', 'a'] | sort | join(' ')", "B a b"),
        ("{'a': [1, none]}", {"a": [1, None]}),
        ("true is number", False),
        ("true | string", "true"),
        ("[[1], [1.0]] | unique | length", 1),
    ],
)
def test_values_are_compared_and_found_without_conversion(text: str, expected: Value) -> None:
    found = value(text, inputs={"id": "007"}, case={"items": "mine"})
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("text", "says", "at"),
    [
        ("inptus.id", "'inptus' is not there; did you mean \"inputs\"?", "inptus"),
        ("inputs.idd", "'idd' is not there; did you mean \"id\"?", "idd"),
        ("inputs.ids[5]", "element 5 is not there", "5]"),
        ("inputs.keys", "'keys' is not there", "keys"),
        ("inputs.id.upper", "'upper' is not there", "upper"),
        ("inputs.id and true", "a condition is true or false, not a string", "inputs.id"),
        ("not inputs.n", "not an integer", "inputs.n"),
        ("1 if inputs.ids else 2", "not an array", "inputs.ids"),
        ("inputs.id < 1", "no order", "inputs.id"),
        ("1 in inputs.id", "only a string", "1"),
        ("'a' in 1", "contains nothing", "'a'"),
        ("inputs.n | lower", "takes a string, not an integer", "lower"),
        ("inputs.ids | sum", "takes numbers", "sum"),
        ("[1, 'a'] | sort", "no order", "sort"),
        ("inputs.ids | first | first", "takes an array", "first"),
        ("[] | first", "the first element is not there", "first"),
        ("[[1]] | join(',')", "an array cannot stand inside a text", "join"),
        ("secrets.TOKEN == 'x'", "a secret cannot be compared", "secrets"),
        ("secrets.TOKEN | length", "cannot take a secret", "length"),
        ("[secrets.TOKEN] | join('')", "a secret cannot stand", "join"),
        ("[secrets.TOKEN, 'a'] | unique", "a secret cannot be compared", "unique"),
        ("secrets.TOKEN.value", "a secret has no members", "secrets"),
        ("'x' in [secrets.TOKEN]", "a secret cannot be compared", "'x'"),
        ("inputs[true]", "a boolean is no key", "inputs"),
        ("{'a': [[[inputs.ids]]]} is string and inputs.id", "", ""),
    ],
)
def test_a_failure_says_what_is_there_and_where(text: str, says: str, at: str) -> None:
    scope: dict[str, Value] = {"inputs": SCOPE["inputs"], "secrets": {"TOKEN": SecretName("TOKEN")}}
    if not says:
        assert value(text, **scope) is False
        return
    error = failure(text, **scope)
    assert says in error.message
    assert text[error.offset :].startswith(at)


@pytest.mark.parametrize(
    ("text", "shape", "origin"),
    [
        ("body.id", STRING, "steps.lookup.response.body.id"),
        ("body.cases[0].n", INTEGER, "steps.lookup.response.body.cases[0].n"),
        ("body.id | lower", STRING, "body.id | lower"),
        ("body.cases | map(attribute='n') | first", INTEGER, "body.cases | map(attribute='n') | first"),
        ("body.cases | length > 0", BOOLEAN, "body.cases | length > 0"),
        ("body.id is defined", BOOLEAN, "body.id is defined"),
        ("sure and nowhere", BOOLEAN, "sure and nowhere"),
        ("1 if sure else 2", INTEGER, "1 if sure else 2"),
        ("1 if sure else nowhere", INTEGER, "1 if sure else nowhere"),
        ("['a'][body.cases[0].n]", STRING, "(...)[steps.lookup.response.body.cases[0].n]"),
        ("body.id | default('x')", STRING, "body.id | default('x')"),
    ],
)
def test_what_only_a_run_can_supply_has_its_shape_and_its_origin(text: str, shape, origin: str) -> None:
    assert value(text, body=BODY, sure=UNSURE) == Unknown(shape, origin)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("false and sure", False),
        ("true or sure", True),
        ("body.id in []", False),
        ("body is defined", True),
        ("body.other is defined", False),
        ("[1, body.id] == [2, body.id]", False),
        ("1 in [body.id, 1]", True),
        ("[body.id, body.id] | length", 2),
        ("['a', body.id] | first", "a"),
    ],
)
def test_what_is_settled_anyway_is_known_before_the_run(text: str, expected: Value) -> None:
    assert value(text, body=BODY, sure=UNSURE) == expected


def test_what_cannot_work_for_any_value_fails_before_the_run() -> None:
    for text in ("body.id and true", "body.id < 1", "body.id | sum", "1 in body.id", "'x' in body.cases[0].n"):
        failure(text, body=BODY)


def test_a_single_expression_keeps_its_type_and_mixed_text_is_text() -> None:
    assert render(template("{{ inputs.ids }}"), SCOPE) == ["b", "a", "b"]
    assert render(template("{{ inputs.id }}"), SCOPE) == "007"
    assert render(template("{{ inputs.n }}/{{ inputs.share }}/{{inputs.id}}"), SCOPE) == "3/2.5/007"
    assert render(template("plain"), SCOPE) == "plain"


def test_data_is_never_a_template() -> None:
    hostile = "{{ inputs.id }}{% for i in x %}"
    assert render(template("{{ item }}"), {"item": hostile}) == hostile
    assert render(template("<{{ item }}>"), {"item": hostile}) == f"<{hostile}>"


def test_unknown_parts_of_a_text_stay_unknown_among_the_known_ones() -> None:
    scope: dict[str, Value] = {"id": Unknown(STRING, "steps.a.id"), "n": 1}
    found = render(template("/case/{{ n }}/{{ id }}/x"), scope)
    assert found == PartialText(("/case/1/", Unknown(STRING, "steps.a.id"), "/x"))
    assert render(template("{{ text }}!"), {"text": found}) == PartialText(
        ("/case/1/", Unknown(STRING, "steps.a.id"), "/x!")
    )


@pytest.mark.parametrize(
    "odd", [None, True, [], {}, Decimal("Infinity"), 10**5000, SecretName("K"), Unknown(BOOLEAN, "x")], ids=range(8)
)
def test_only_strings_and_numbers_stand_inside_a_text(odd: Value) -> None:
    with pytest.raises(EvaluationError) as caught:
        render(template("a {{ odd }}"), {"odd": odd})
    assert caught.value.offset == 5
    assert caught.value.span is not None


def test_lists_and_mappings_are_filled_in_all_the_way_down() -> None:
    found, complaints = parse_templated(node({"a": ["{{ n }}", 1, None], "b": {"c": "x{{ n }}"}}), Expressions())
    assert not complaints
    assert render(found, {"n": 7}) == {"a": [7, 1, None], "b": {"c": "x7"}}


def test_nothing_grows_beyond_its_bounds() -> None:
    text = "x" * (MAX_TEXT // 2)
    assert "1 MiB" in failure("[t, t, t] | join('')", t=text).message
    assert "bounds" in failure(f"[{', '.join(['t'] * 20)}]", t=text).message
    with pytest.raises(EvaluationError):
        render(template("{{ t }}{{ t }}{{ t }}"), {"t": text})
    with pytest.raises(EvaluationError):
        repeated("{{ [v, v, v, v, v, v, v, v, v] }}", ["x"])
    with pytest.raises(EvaluationError):
        repeated("{{ v }}-{{ v }}", PartialText((Unknown(STRING, "u"),)))


def repeated(text: str, found: Value) -> Value:
    for _ in range(50):
        found = render(template(text), {"v": found})
    return found


def test_a_condition_holds_or_not_or_only_a_run_can_tell() -> None:
    assert truth(condition("inputs.n > 2"), SCOPE) is True
    assert truth(condition("sure"), {"sure": UNSURE}) == UNSURE
    assert truth(condition("x"), {"x": Unknown(ANY, "x")}) == Unknown(BOOLEAN, "x")
    with pytest.raises(EvaluationError, match="true or false, not a string"):
        truth(condition("inputs.id"), SCOPE)


def test_a_failure_in_a_template_stands_in_its_place() -> None:
    text = "Case {{ inputs.id }} of {{ inputs.nope }}"
    with pytest.raises(EvaluationError) as caught:
        render(template(text), SCOPE)
    assert text[caught.value.offset :].startswith("nope")
