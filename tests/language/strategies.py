"""Generated expressions that make sense: each strategy gives trees of one type over the scope `SCOPE`."""

from decimal import Decimal

from hypothesis import strategies as st

from runbook.language.expression import (
    Arithmetic,
    Compare,
    Conditional,
    Expression,
    Filter,
    Item,
    ListOf,
    Literal,
    Logic,
    MapOf,
    Name,
    Not,
    Test,
)
from runbook.values.unknown import Value

SCOPE: dict[str, Value] = {
    "inputs": {"id": "007", "note": " x ", "n": 3, "share": Decimal("2.5"), "sure": True, "ids": ["b", "a", "b"]},
    "response": {
        "status": 422,
        "body": {"cases": [{"id": "c1", "n": 5}, {"id": "c2", "n": 4, "note": "late"}], "nothing": None, "empty": []},
    },
    "item": "s1",
}
_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r"), max_size=6)


def path(text: str) -> Expression:
    """A path of names and indices, as `response.body.cases.0.id`."""
    first, *rest = text.split(".")
    found: Expression = Name(first, 0)
    for key in rest:
        found = Item(found, Literal(int(key) if key.isdigit() else key, 0), 0)
    return found


def _paths(*texts: str) -> st.SearchStrategy[Expression]:
    return st.sampled_from([path(text) for text in texts])


def _filtered(name: str, of: st.SearchStrategy[Expression], *arguments: st.SearchStrategy[Expression]):
    return st.builds(lambda of, *written: Filter(name, of, written, (), 0), of, *arguments)


def _literals(values: st.SearchStrategy) -> st.SearchStrategy[Expression]:
    return values.map(lambda value: Literal(value, 0))


def _either(condition, branch) -> st.SearchStrategy[Expression]:
    return st.builds(lambda c, a, b: Conditional(c, a, b, 0), condition, branch, branch)


def _compared(operators: list[str], left, right=None) -> st.SearchStrategy[Expression]:
    return st.builds(
        lambda first, operator, second: Compare(first, ((operator, second),), 0),
        left,
        st.sampled_from(operators),
        left if right is None else right,
    )


_absent = _paths("response.body.nope", "inputs.nope.deeper", "response.body.cases.7", "response.body.nothing.x")
strings = st.deferred(
    lambda: (
        _literals(_texts)
        | _paths("inputs.id", "inputs.note", "item", "response.body.cases.0.id", "inputs.ids.1")
        | _filtered("lower", strings)
        | _filtered("upper", strings)
        | _filtered("trim", strings)
        | _filtered("first", texts)
        | _filtered("join", texts, _literals(_texts))
        | _filtered("default", strings | _absent, strings)
        | _filtered("string", numbers)
        | _either(booleans, strings)
    )
)
numbers = st.deferred(
    lambda: (
        _literals(st.integers(2, 99) | st.sampled_from([Decimal("2.5"), Decimal("3.25")]))
        | _paths("inputs.n", "inputs.share", "response.status", "response.body.cases.1.n")
        | _filtered("length", texts)
        | _filtered("length", strings)
        | _filtered("default", numbers | _absent, numbers)
        | st.just(
            Filter(
                "sum", Filter("map", path("response.body.cases"), (), (("attribute", Literal("n", 0)),), 0), (), (), 0
            )
        )
        | _either(booleans, numbers)
        | st.builds(
            lambda operator, left, right: Arithmetic(operator, left, right, 0),
            st.sampled_from(["add", "sub", "mul"]),
            numbers,
            numbers,
        )
    )
)
texts = st.deferred(
    lambda: (
        _paths("inputs.ids", "response.body.empty")
        | st.lists(strings, min_size=1, max_size=3).map(lambda elements: ListOf(tuple(elements), 0))
        | _filtered("list", texts)
        | rows.map(lambda of: Filter("map", of, (), (("attribute", Literal("id", 0)),), 0))
        | _either(booleans, texts)
    )
)
rows = st.deferred(
    lambda: (
        _paths("response.body.cases")
        | st.builds(
            lambda name, of, test, value: Filter(name, of, (Literal("id", 0), Literal(test, 0), value), (), 0),
            st.sampled_from(["selectattr", "rejectattr"]),
            rows,
            st.sampled_from(["==", "ne", "equalto"]),
            strings,
        )
        | st.builds(
            lambda name, of: Filter(name, of, (Literal("note", 0), Literal("defined", 0)), (), 0),
            st.sampled_from(["selectattr", "rejectattr"]),
            rows,
        )
    )
)
_tests = st.sampled_from(["none", "string", "mapping"])
booleans = st.deferred(
    lambda: (
        _literals(st.booleans())
        | _paths("inputs.sure")
        | _compared(["eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin"], strings)
        | _compared(["eq", "ne", "lt", "lteq", "gt", "gteq"], numbers)
        | _compared(["in", "notin"], strings, texts)
        | _compared(["eq", "ne"], texts)
        | _compared(["eq", "ne"], strings, _paths("response.body.nothing"))
        | st.builds(lambda a, b, c: Compare(a, (("lt", b), ("lteq", c)), 0), numbers, numbers, numbers)
        | st.builds(lambda o, a, b: Logic(o, a, b, 0), st.sampled_from(["and", "or"]), booleans, booleans)
        | booleans.map(lambda of: Not(of, 0))
        | st.builds(
            lambda name, of: Test(name, of, 0), _tests, strings | _paths("response.body", "response.body.nothing")
        )
        | (strings | _absent).map(lambda of: Test("defined", of, 0))
        | _either(booleans, booleans)
    )
)
_maps = st.dictionaries(_texts, strings | numbers | booleans, max_size=2).map(lambda m: MapOf(tuple(m.items()), 0))
expressions = strings | numbers | texts | rows | booleans | _maps
