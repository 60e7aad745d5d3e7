"""R1: what a model check proves of a playbook holds of its runs, whatever is answered, however long its lists are."""

import random
from collections.abc import Iterable

import pytest

from runbook.interpreter.address import pattern
from runbook.interpreter.commands import Command, Inquire, Send
from runbook.interpreter.events import AttemptStarted, Event, StepEnded, WaitEnded
from runbook.language.procedure import Ask, Block, Branch, Group, IfNot, Parallel, Procedure, Question, StepState, Verb
from runbook.planning.proof import Prover
from runbook.planning.proved import Burden
from runbook.providers.answer import Answer
from tests.interpreter.building import LOST, NOT_SENT, call, handover, loop, play, procedure, row, says, step, verify
from tests.planning.test_walk import walked

ALONE = step("one", call(row("422", Verb.TOLERATE)), loop=loop("inputs.ids", at_once=2))
ARMS = (
    Branch("left", Block((step("l", call(verify=verify())),), (handover("left_over"),))),
    Branch("right", Block((step("r", call(row("422", Verb.ASK))), step("r2", call())), always=(step("log", call()),))),
)
SHAPES = {
    "fallback": (step("all", call(row("422", Verb.FALLBACK, "too late"), fallback=Block((ALONE,)))), step("b", call())),
    "parallel": (step("both", Parallel(ARMS, 2)), step("after", call())),
    "resend": (step("a", call(verify=verify(IfNot.RESEND))), step("b", call(verify=verify(IfNot.ASK)))),
    "loop": (step("each", call(row("404", Verb.TOLERATE)), loop=loop("inputs.ids", at_once=3)), step("b", call())),
    "states": (
        step("a", call(row("404", Verb.TOLERATE)), keeps=["state"]),
        step("b", call(), when="steps.a.state == 'done_with_notes'"),
        step("c", Ask(Question("go on?", ("yes", "no"))), keeps=["choice"]),
        step("d", call(), when="steps.c.choice == 'yes'"),
        step("g", Group(Block((step("x", call()),), rescue=(step("undo", call()),)))),
    ),
}
ANSWERS = (
    *(says(200, body={"gone": gone}) for gone in (True, False)),
    *(says(status) for status in (200, 404, 429, 500, 418)),
    says(422, "too late"),
    says(422, "already gone"),
    LOST,
    NOT_SENT,
)


def shape(name: str) -> Procedure:
    return procedure(*SHAPES[name], rescue=[handover()], always=[step("last", call(row("4XX", Verb.TOLERATE)))])


def runs(of: Procedure, number: int, ids: list[str]) -> list[Event]:
    chance = random.Random(number)

    def script(command: Command) -> Answer | str | None:
        match command:
            case Send():
                return chance.choice(ANSWERS)
            case Inquire(choices=choices):
                return chance.choice(choices)
            case _:
                return None

    return play(of, script, ids=ids)[1]


def endings(events: Iterable[Event]) -> set[tuple[str, StepState]]:
    """How steps ended; a walk does not tell done with notes from done where nothing reads it."""
    ended = (one for one in events if isinstance(one, StepEnded))
    noted = StepState.DONE_WITH_NOTES
    return {(pattern(one.address), StepState.DONE if one.state is noted else one.state) for one in ended}


@pytest.mark.parametrize("name", SHAPES)
def test_no_run_ends_a_step_in_a_way_that_the_walk_did_not_see(name: str) -> None:
    of = shape(name)
    walk = walked(*of.body.steps, rescue=of.body.rescue, always=of.body.always)
    seen = {ending for rest in walk.rests for leg in rest.legs for ending in endings(leg.events)}
    for number in range(150):
        assert endings(runs(of, number, ["x", "y", "z"][: number % 4])) <= seen


@pytest.mark.parametrize("name", SHAPES)
def test_no_run_is_longer_than_the_worst_road(name: str) -> None:
    of = shape(name)
    examined = Prover().check(of)
    assert examined.findings == ()
    assert examined.proof is not None
    longest = Burden()
    for number in range(150):
        ids = [f"i{at}" for at in range(number % 5)]
        bound = examined.proof.fixed
        for share in examined.proof.shares:
            bound += share.burden.times(len(ids))
        events = runs(of, number, ids)
        requests = sum(isinstance(one, AttemptStarted) for one in events)
        waits = sum(one.seconds for one in events if isinstance(one, WaitEnded))
        assert requests <= bound.requests
        assert waits <= bound.wait
        longest = longest.most(Burden(requests))
    assert longest.requests > 4, "the runs are too short to prove anything"
