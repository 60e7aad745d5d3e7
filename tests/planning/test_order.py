"""A state comes after all that it can have come from."""

from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Settle
from runbook.interpreter.evolve import evolve
from runbook.planning.order import order
from tests.interpreter.building import LOST, NOT_SENT, answers, begin, call, loop, procedure, says, served, step, verify
from tests.interpreter.test_evolve import rich


def test_the_order_grows_along_a_run() -> None:
    simple = procedure(step("a", call(verify=verify())), step("each", call(), loop=loop("inputs.ids", at_once=2)))
    for of in (simple, rich()):
        for said in (
            [NOT_SENT, says(429), says(200, body={"gone": True})],
            [says(422, "too late")],
            [LOST],
            [says(404)],
        ):
            script = answers(*said, *[says(200, body={"gone": True})] * 50)
            state = begin(of, ids=["x", "y"])
            before: tuple[int, ...] = ()
            while True:
                state, _, commands = advance(of, state)
                if not commands or isinstance(commands[0], Settle):
                    break
                assert order(state) > before
                before = order(state)
                for event in served(commands[0], script(commands[0]) or "stop"):
                    state = evolve(of, state, event)
