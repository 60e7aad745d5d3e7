"""Only the loops that are named are slowed, wherever they stand."""

from runbook.language.procedure import Block, Branch, Group, Parallel, Use, Verb
from runbook.planning.one_at_a_time import one_at_a_time
from runbook.planning.outline import outline
from tests.interpreter.building import call, loop, procedure, row, step


def test_only_the_loops_that_are_named_take_one_item_at_a_time() -> None:
    inner = step("in", call(), loop=loop("inputs.ids", at_once=5))
    of = procedure(
        step("fast", call(), loop=loop("inputs.ids", at_once=5)),
        step("fall", call(row("422", Verb.FALLBACK), fallback=Block((inner,)))),
        step("use", Use(procedure(inner), {})),
        step("arms", Parallel((Branch("one", Block((inner,))),), 2)),
        rescue=[step("group", Group(Block((), (), (inner,))))],
    )
    slow = frozenset({"fall/in", "use/in", "arms/one/in", "group/in"})
    found = {one.address: one.step.loop.at_once for one in outline(one_at_a_time(of, slow)) if one.step.loop}
    assert found == {"fast": 5, **dict.fromkeys(slow, 1)}
