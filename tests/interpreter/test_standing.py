from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire, Send, Settle
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    Asked,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    Purpose,
    StepEnded,
    Verdict,
)
from runbook.interpreter.evolve import evolve
from runbook.interpreter.standing import Standing, effect_key, refuses, standings
from runbook.language.procedure import Call, IfNot, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.numbers import number_text
from tests.exact import exact_numbers
from tests.interpreter.building import begin, call, procedure, row, served, step, verify

REQUEST = {"provider": "toy", "operation": "cancel", "effect": "irreversible", "path": "/x", "query": [], "body": None}
LOST = Answer(AnswerKind.NO_ANSWER)


def says(status: int) -> Answer:
    return Answer(AnswerKind.RESPONSE, status)


def tried(answer: Answer | None, verb: Verb | None, number: int = 1) -> list[Event]:
    events: list[Event] = [AttemptStarted("a", number, Purpose.ACT, REQUEST, "")]
    if answer is not None:
        events.append(AnswerReceived("a", number, Purpose.ACT, answer))
    if verb is not None:
        events.append(AnswerRouted("a", number, 0, verb, "", nothing=answer is not None and refuses(answer)))
    return events


def said_to_be_nothing(verb: Verb, number: int = 1) -> list[Event]:
    """A 200 that a contract or a row takes for proof that nothing happened."""
    return [*tried(says(200), None, number), AnswerRouted("a", number, 0, verb, "", nothing=True)]


def read(verdict: Verdict) -> Event:
    return EffectRead("a", 1, verdict)


STOPPED = StepEnded("a", StepState.FAILED, "")
ASKED = Asked("a", "and now?", ("stop",), None, None)


@pytest.mark.parametrize(
    ("events", "standing"),
    [
        (tried(None, None), Standing.IN_DOUBT),
        (tried(LOST, None), Standing.IN_DOUBT),
        (tried(says(200), Verb.DONE), Standing.HAPPENED),
        (tried(says(409), Verb.ALREADY), Standing.HAPPENED),
        (tried(says(404), Verb.STOP), Standing.DID_NOT_HAPPEN),
        (tried(says(422), Verb.FALLBACK), Standing.DID_NOT_HAPPEN),
        (tried(says(422), Verb.TOLERATE), Standing.DID_NOT_HAPPEN),
        (tried(says(302), Verb.STOP), Standing.IN_DOUBT),
        (tried(says(200), Verb.STOP), Standing.IN_DOUBT),
        (tried(says(200), Verb.TOLERATE), Standing.IN_DOUBT),
        (tried(says(200), Verb.FALLBACK), Standing.IN_DOUBT),
        (tried(says(200), Verb.RETRY), Standing.IN_DOUBT),
        (said_to_be_nothing(Verb.STOP), Standing.DID_NOT_HAPPEN),
        (said_to_be_nothing(Verb.TOLERATE), Standing.DID_NOT_HAPPEN),
        (said_to_be_nothing(Verb.FALLBACK), Standing.DID_NOT_HAPPEN),
        ([*tried(LOST, Verb.SETTLE), *said_to_be_nothing(Verb.STOP, 2)], Standing.IN_DOUBT),
        (tried(Answer(AnswerKind.MALFORMED, 200), Verb.STOP), Standing.IN_DOUBT),
        (tried(Answer(AnswerKind.NOT_SENT), Verb.STOP), Standing.DID_NOT_HAPPEN),
        (tried(says(429), Verb.RETRY), Standing.DID_NOT_HAPPEN),
        ([*tried(LOST, Verb.SETTLE), read(Verdict.HOLDS)], Standing.HAPPENED),
        ([*tried(LOST, Verb.SETTLE), read(Verdict.CANNOT_TELL)], Standing.IN_DOUBT),
        ([*tried(says(200), Verb.DONE), read(Verdict.DOES_NOT_HOLD)], Standing.IN_DOUBT),
        ([*tried(LOST, Verb.SETTLE), read(Verdict.DOES_NOT_HOLD), STOPPED], Standing.DID_NOT_HAPPEN),
        ([*tried(LOST, Verb.SETTLE), read(Verdict.CANNOT_TELL), STOPPED], Standing.IN_DOUBT),
        ([*tried(says(200), Verb.DONE), read(Verdict.DOES_NOT_HOLD), STOPPED], Standing.IN_DOUBT),
        (
            [*tried(LOST, Verb.SETTLE), read(Verdict.DOES_NOT_HOLD), read(Verdict.CANNOT_TELL), STOPPED],
            Standing.IN_DOUBT,
        ),
        (
            [*tried(LOST, Verb.SETTLE), read(Verdict.DOES_NOT_HOLD), ASKED, ChoiceMade("a", "stop", "ada"), STOPPED],
            Standing.IN_DOUBT,
        ),
        ([*tried(LOST, Verb.SETTLE), EffectSettled("a", True, "ada", "")], Standing.HAPPENED),
        ([*tried(LOST, Verb.SETTLE), EffectSettled("a", False, "ada", "")], Standing.DID_NOT_HAPPEN),
        ([*tried(says(422), Verb.ASK), ChoiceMade("a", "done", "ada")], Standing.HAPPENED),
        ([*tried(says(422), Verb.ASK), ChoiceMade("a", "stop", "ada")], Standing.DID_NOT_HAPPEN),
        ([*tried(LOST, Verb.SETTLE), *tried(says(404), Verb.STOP, 2)], Standing.IN_DOUBT),
        (
            [*tried(LOST, Verb.SETTLE), read(Verdict.CANNOT_TELL), *tried(says(404), Verb.STOP, 2)],
            Standing.IN_DOUBT,
        ),
        (
            [*tried(LOST, Verb.SETTLE), read(Verdict.DOES_NOT_HOLD), *tried(says(404), Verb.STOP, 2)],
            Standing.DID_NOT_HAPPEN,
        ),
    ],
)
def test_what_became_of_an_effect(events: list[Event], standing: Standing) -> None:
    (effect,) = standings(events)
    assert effect.standing is standing


def test_reads_are_no_effects_and_each_address_is_its_own() -> None:
    reading = AttemptStarted("look", 1, Purpose.ACT, {**REQUEST, "effect": "read"}, "")
    other = AttemptStarted("b", 1, Purpose.ACT, REQUEST, "")
    assert [effect.address for effect in standings([reading, *tried(None, None), other])] == ["a", "b"]


def test_an_effect_is_the_same_whoever_asks_for_it_and_another_with_other_arguments() -> None:
    alike = {**REQUEST, "headers": [["idempotency-key", "r-1/a"]], "server": "else"}
    assert effect_key(REQUEST, "r-1") == effect_key(alike, "r-2")
    others = [{**REQUEST, name: "else"} for name in ("provider", "operation", "path", "query", "body")]
    assert len({effect_key(one, "r-1") for one in (REQUEST, *others)}) == 6


NUMBERED = {**REQUEST, "query": [["amount", "1.10"], ["version", "1.10"]], "numbers": ["amount"]}


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"query": [["amount", "1.1"], ["version", "1.10"]]}, True),
        ({"query": [["amount", "1.100"], ["version", "1.10"]]}, True),
        ({"query": [["amount", "1.10"], ["version", "1.1"]]}, False),
        ({"query": [["amount", "1.11"], ["version", "1.10"]]}, False),
        ({"query": [["amount", "all"], ["version", "1.10"]]}, False),
    ],
)
def test_a_number_in_a_query_counts_by_value_where_the_contract_declares_one(change, same: bool) -> None:
    assert (effect_key(NUMBERED, "r-1") == effect_key({**NUMBERED, **change}, "r-1")) is same


@given(exact_numbers(), st.integers(0, 3), exact_numbers())
def test_a_number_in_a_body_counts_by_value_and_true_is_none(number: Decimal, zeros: int, other: Decimal) -> None:
    text = number_text(number)
    longer = Decimal(text + ("" if "." in text else ".") + "0" * zeros)
    key = effect_key({**REQUEST, "body": {"amount": [number]}}, "r-1")
    assert key == effect_key({**REQUEST, "body": {"amount": [longer]}}, "r-1")
    assert (key == effect_key({**REQUEST, "body": {"amount": [other]}}, "r-1")) is (number == other)
    assert effect_key({**REQUEST, "body": {"amount": True}}, "r-1") != effect_key(
        {**REQUEST, "body": {"amount": 1}}, "r-1"
    )


def test_a_body_that_an_adapter_marked_with_the_run_asks_for_the_same_effect() -> None:
    one, other = ({**REQUEST, "body": {"details": [f"late (runbook run {run})", 1]}} for run in ("r-1", "r-2"))
    assert effect_key(one, "r-1") == effect_key(other, "r-2")
    assert effect_key(one, "r-1") != effect_key(one, "r-2")


class TruthfulWorld:
    """One effect, and everything that can go wrong around it. Nothing lies: a 200 acted, a refusal did not.

    `moods`: what happens to each request: whether the world is in order, and how the answer is lost or spoilt.
    """

    def __init__(self, moods: Sequence[str]) -> None:
        self._moods: Iterator[str] = iter(moods)
        self.applied = False

    def answer(self, command: Command) -> Answer | str | None:
        mood = next(self._moods, "fine")
        if isinstance(command, Inquire):
            return "done" if self.applied else "stop"
        if not isinstance(command, Send):
            return None
        return self._act(mood) if command.purpose is Purpose.ACT else self._read(mood)

    def _act(self, mood: str) -> Answer:
        if mood in ("lost before", "error before", "refused", "busy", "not sent"):
            return _SPOILT[mood]
        refused = self.applied
        self.applied = True
        return says(422) if refused and mood == "fine" else _SPOILT.get(mood, says(200))

    def _read(self, mood: str) -> Answer:
        if mood in ("lost after", "lost before", "error after", "not sent"):
            return _SPOILT[mood]
        return Answer(AnswerKind.RESPONSE, 200, body={"gone": self.applied})


_SPOILT = {
    "lost before": LOST,
    "lost after": LOST,
    "error before": Answer(AnswerKind.RESPONSE, 500),
    "error after": Answer(AnswerKind.RESPONSE, 500),
    "garbled": Answer(AnswerKind.MALFORMED, 200),
    "refused": Answer(AnswerKind.RESPONSE, 422),
    "busy": Answer(AnswerKind.UNDECLARED, 429),
    "not sent": Answer(AnswerKind.NOT_SENT),
}


def told_truly(of: Call, moods: Sequence[str]) -> Iterator[tuple[Standing, bool]]:
    """After each event: what is told of the effect, and whether it is there."""
    world, one = TruthfulWorld(moods), procedure(step("a", of))
    state, history = begin(one), list[Event]()
    while True:
        state, events, commands = advance(one, state)
        for event in events:
            history.append(event)
            yield told(history), world.applied
        if not commands:
            return
        if isinstance(commands[0], Settle):
            said: list[Event] = [EffectSettled("a", world.applied, "ada", "they looked")]
        else:
            said = served(commands[0], world.answer(commands[0]))
        for event in said:
            state = evolve(one, state, event)
            history.append(event)
            yield told(history), world.applied


def told(history: Sequence[Event]) -> Standing:
    effect = next(iter(standings(history)), None)
    return effect.standing if effect is not None else Standing.DID_NOT_HAPPEN


@given(
    refused=st.sampled_from([Verb.STOP, Verb.TOLERATE, Verb.SETTLE, Verb.ASK]),
    failed=st.sampled_from([Verb.STOP, Verb.TOLERATE, Verb.SETTLE, Verb.ASK]),
    if_not=st.sampled_from([None, *IfNot]),
    moods=st.lists(st.sampled_from(["fine", *_SPOILT]), max_size=12),
)
@example(Verb.STOP, Verb.SETTLE, IfNot.RESEND, ["lost before", "fine", "fine", "fine", "lost after", "fine"])
@example(Verb.STOP, Verb.STOP, None, ["busy", "lost after"])
def test_whatever_happens_it_never_tells_of_an_effect_what_is_not_so(
    refused: Verb, failed: Verb, if_not: IfNot | None, moods: list[str]
) -> None:
    of = call(row("422", refused), row("500", failed), verify=None if if_not is None else verify(if_not))
    for standing, applied in told_truly(of, moods):
        assert standing is Standing.IN_DOUBT or (standing is Standing.HAPPENED) == applied


def test_a_read_that_shows_it_outweighs_an_earlier_one_that_did_not() -> None:
    """Else another run could take the effect for free, and cause it a second time."""
    history: list[Event] = [
        AttemptStarted("a", 1, Purpose.ACT, {"effect": "irreversible"}, ""),
        AnswerReceived("a", 1, Purpose.ACT, Answer(AnswerKind.NO_ANSWER)),
        AnswerRouted("a", 1, -1, Verb.SETTLE, ""),
        EffectRead("a", 1, Verdict.DOES_NOT_HOLD),
        EffectRead("a", 2, Verdict.HOLDS),
        StepEnded("a", StepState.DONE_WITH_NOTES),
    ]
    assert told(history) is Standing.HAPPENED
