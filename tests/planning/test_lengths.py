"""How long loops are, as far as schemas tell."""

import pytest

from runbook.frozen import replace
from runbook.language.declared import Input
from runbook.language.procedure import Block, Branch, Group, Parallel, Procedure, Step, Use
from runbook.language.template import Templated
from runbook.planning.lengths import lengths
from runbook.planning.proved import Length
from runbook.values.shape import STRING, array_of
from tests.interpreter.building import HERE, call, condition, loop, procedure, step, template

BOUNDED = Input("ids", {"type": "array", "maxItems": 7, "uniqueItems": True}, array_of(STRING), True, None, "", HERE)
FREE = replace(BOUNDED, name="names", schema={"type": "array"})


def of(*steps: Step) -> Procedure:
    return replace(procedure(*steps), inputs={"ids": BOUNDED, "names": FREE})


@pytest.mark.parametrize(
    ("items", "length"),
    [
        ("inputs.ids", Length("ids", 7)),
        ("inputs.names", Length("names", None, False)),
        ("inputs.names | unique", Length("names", None, True)),
        ("['a', 'b']", Length("['a', 'b']", 2)),
        ("['a', 'a']", Length("['a', 'a']", 2, False)),
        ("[inputs.a, inputs.b]", Length("[inputs.a, inputs.b]", 2, False)),
        ("inputs.ids | sort", Length("inputs.ids | sort", None, False)),
    ],
)
def test_an_input_is_as_long_as_its_schema_lets_it_be(items: str, length: Length) -> None:
    assert lengths(of(step("each", call(), loop=loop(items)))) == {"each": length}


def test_loops_are_found_wherever_they_stand() -> None:
    each = step("each", call(), loop=loop("inputs.ids"))
    found = lengths(
        of(
            step("a", call(fallback=Block((each,)))),
            step("g", Group(Block((), rescue=(each,)))),
            step("p", Parallel((Branch("l", Block((each,))),), 1)),
        )
    )
    assert set(found) == {"a/each", "g/each", "p/l/each"}


@pytest.mark.parametrize(
    ("passed", "length"),
    [
        (template("{{ inputs.ids }}"), Length("ids", 7)),
        (template("{{ inputs.ids | unique }}"), Length("names", None, False)),
        (["a", "b", "c"], Length("names", 3, False)),
    ],
)
def test_a_used_playbook_is_as_bound_as_what_it_is_given(passed: Templated, length: Length) -> None:
    used = of(step("each", call(), loop=loop("inputs.names")))
    assert lengths(of(step("u", Use(used, {"names": passed})))) == {"u/each": length}


@pytest.mark.parametrize(
    ("items", "at_most", "length"),
    [
        ("steps.a.items", "50", 50),
        ("inputs.ids", "50", 7),
        ("inputs.names", "inputs.ids | length", 7),
        ("inputs.names", "inputs.most", 9),
        ("inputs.names", "inputs.names | length", None),
        ("inputs.names", "inputs.other", None),
    ],
)
def test_at_most_bounds_a_loop(items: str, at_most: str, length: int | None) -> None:
    most = replace(BOUNDED, name="most", schema={"type": "integer", "maximum": 9})
    each = replace(loop(items), at_most=condition(at_most))
    one = replace(procedure(step("a", call(), loop=each)), inputs={"ids": BOUNDED, "names": FREE, "most": most})
    assert lengths(one)["a"].at_most == length
