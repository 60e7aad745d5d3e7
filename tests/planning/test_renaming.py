"""Steps get other names in an expression, and nothing else changes."""

import pytest

from runbook.language.expressions import Expressions
from runbook.planning.renaming import with_steps

PAIRS = [
    ("steps.a.state == 'done'", "steps.b.state == 'done'"),
    ("steps['a'].state in ['a', steps.a.choice]", "steps.b.state in ['a', steps.b.choice]"),
    ("inputs.a and not steps.a.state", "inputs.a and not steps.b.state"),
    (
        "a[steps.a.choice] if steps.a.state else {'a': steps.a.state}",
        "a[steps.b.choice] if steps.b.state else {'a': steps.b.state}",
    ),
    ("steps.a.state is defined", "steps.b.state is defined"),
    ("steps.a.choice | default(steps.a.state) | length > 0", "steps.b.choice | default(steps.b.state) | length > 0"),
    ("[steps.a.state] | join(steps.a.choice)", "[steps.b.state] | join(steps.b.choice)"),
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_only_ids_of_steps_are_renamed(before: str, after: str) -> None:
    def same(id: str) -> str:
        return id

    parse = Expressions().parse
    assert with_steps(parse(before), {"a": "b"}.__getitem__) == with_steps(parse(after), same)
    assert with_steps(parse(before), same) != with_steps(parse(after), same)


def test_places_do_not_count() -> None:
    parse = Expressions().parse
    one, other = parse("steps.a.state=='done'"), parse("  steps.a.state  ==  'done'")
    assert one != other
    assert with_steps(one, str) == with_steps(other, str)
