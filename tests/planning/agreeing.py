"""Runs by chance, each held against its plan: what it sends, which way its answers go, and what that adds up to."""

import random
from collections.abc import Iterable

from runbook.interpreter.address import pattern
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire, Pause, Send, Settle
from runbook.interpreter.events import AnswerRouted, EffectSettled, Event
from runbook.interpreter.evolve import evolve
from runbook.language.procedure import Procedure, Verb
from runbook.planning.build import Setting, build_plan
from runbook.planning.cover import Cover
from runbook.planning.plan import Plan
from runbook.providers.answer import Answer
from runbook.providers.contract import Effect
from runbook.values.json import Json
from tests.interpreter.building import LOST, NOT_SENT, begin, says, served

SETTING = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})

ANSWERS = (
    says(200, body={"gone": True, "state": "done"}),
    says(200, body={"gone": False, "state": "running"}),
    says(200, body={"gone": False, "state": "failed"}),
    says(200, body={}),
    says(404, body={"state": "running"}),
    says(422, "too late", {"state": "running"}),
    says(422, "already gone", {"state": "done"}),
    says(500, body={"state": "running"}),
    says(429, body={}),
    says(418, body={}),
    LOST,
    NOT_SENT,
)


def agrees(of: Procedure, seeds: Iterable[int], answers: tuple[Answer, ...] = ANSWERS, **inputs: Json) -> Plan:
    """The plan, after a run for each seed was held against it; every second one is answered with a yes mostly."""
    plan, problems = build_plan(of, SETTING, {"id": "t1", **inputs})
    assert problems == []
    cover = Cover(plan, "r-1")
    turns = {(step.address, road.verb) for step in plan.steps for road in step.roads}
    for seed in seeds:
        pick = random.Random(seed)
        sends, events = _ran(of, pick, answers if seed % 2 else (*answers, *[answers[0]] * len(answers)), inputs)
        for send in sends:
            assert cover.covers(send), (seed, send.address, send.request.described())
        routed = [event for event in events if isinstance(event, AnswerRouted)]
        for event in routed:
            assert event.row < 0 or (pattern(event.address), event.verb) in turns, (seed, event)
        assert len(sends) <= plan.totals.requests_at_most, seed
        again = {(event.address, event.attempt) for event in routed if event.verb is Verb.RETRY}
        acts = [one for one in sends if one.operation.effect is Effect.IRREVERSIBLE]
        may_have_acted = [one for one in acts if (one.address, one.attempt) not in again]
        assert len(may_have_acted) <= plan.totals.irreversible_at_most, seed
    return plan


def _ran(
    of: Procedure, pick: random.Random, answers: tuple[Answer, ...], inputs: dict[str, Json]
) -> tuple[list[Send], list[Event]]:
    """What a run sent and what happened in it, whatever came first of what was ready."""
    state, history, sends = begin(of, **inputs), list[Event](), list[Send]()
    while True:
        state, events, commands = advance(of, state)
        history.extend(events)
        if not commands:
            return sends, history
        command = pick.choice(commands)
        if isinstance(command, Send):
            sends.append(command)
        for event in _said(command, pick, answers):
            state = evolve(of, state, event)
            history.append(event)


def _said(command: Command, pick: random.Random, answers: tuple[Answer, ...]) -> list[Event]:
    match command:
        case Settle(address=address):
            return [EffectSettled(address, pick.random() < 0.5, "ada", "the portal says so")]
        case Inquire(choices=choices):
            return served(command, pick.choice(choices))
        case Send():
            return served(command, pick.choice(answers))
        case Pause():
            return served(command, None)
        case _:
            raise AssertionError(command)
