"""The judge of false greens: what a run says, compared with the provider's own books.

What it believes. The provider's books are the truth: which request of which run it acted on, in whose account, and how
each thing stood before the run. Everything that a run says about an effect is a claim about those books:

- A step that is *done* says: our request did this. The books must show an act of this run. That the thing is as it was
  wanted is not enough: it may have been so before, and then the read-back proves nothing. Only a person's word may
  mean that somebody else did it.
- A step that was *already* done says: it was so before us. The thing was done by others, or it was over by itself and
  the playbook's own `holds` asks no more than that.
- A step that is *done with notes* because a read shows the effect after a lost answer says: it is so, whoever did it.
- The ledger's *happened* says the same, *did not happen* says that no request of this run ever acts, however late.
- A run that ends with exit code 0 says all that, and that nothing is in doubt but what a person chose to leave so.
- Nothing that a run does happens in an account that is not the one in which it began.

Effects that show late are in the books from the moment at which the provider acts, so a read that came too early
cannot excuse anybody. Excused is only what nobody can know better:

- A provider that acts later than the grace that its contract promises was believed (DESIGN 6, Grace): a read after it
  counts as a no. A refusal is never excused by that.
- A complete 2XX that can only be a yes, and a read that shows the effect, is done without a look before (DESIGN 6,
  "A yes without a `before` is done after a complete 2XX"), even where another did it at the same time.
- A person who chose `tolerate` for an effect in doubt says that it may stay so (DESIGN 2, `ask`); the ledger keeps the
  doubt. A choice by a deadline alone, or any other choice, excuses nothing.
"""

import math
from collections.abc import Iterator

from runbook.interpreter.address import pattern
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    ChoiceMade,
    EffectSettled,
    Event,
    Purpose,
    StepEnded,
)
from runbook.interpreter.standing import EffectStanding, Standing, standings
from runbook.language.procedure import Call, StepState, Verb
from runbook.planning.outline import calls_of, outline
from runbook.providers.answer import AnswerKind
from runbook.providers.contract import Effect
from tests.deterministic.provider import Temper, Thing, place_of, thing_key
from tests.deterministic.simulation import Simulation

GREEN = frozenset({StepState.DONE, StepState.DONE_WITH_NOTES, StepState.SKIPPED})
"""States of a run with exit code 0."""

PERSONS = (EffectSettled, ChoiceMade)


def false_claims(run: Simulation) -> Iterator[str]:
    """Every claim of a run that the provider's books do not bear out."""
    effects = standings(run.events)
    for effect in effects:
        yield from _standing(run, effect)
    yield from _steps(run)
    ended = run.ended
    doubts = [one.address for one in effects if one.standing is Standing.IN_DOUBT and not _chosen(run, one.address)]
    if ended is not None and ended.state in GREEN and doubts:
        yield f"the run says {ended.state.value}, and {', '.join(doubts)} is in doubt"
    for key, thing in run.provider.things.items():
        if ":" in key and thing.acts:
            yield f"{key} was done in an account that is not the run's"


def _standing(run: Simulation, effect: EffectStanding) -> Iterator[str]:
    """What the ledger says of one effect."""
    operation, path = str(effect.request["operation"]), str(effect.request["path"])
    thing = run.provider.thing(thing_key(operation, path))
    if effect.standing is Standing.HAPPENED and not _is_so(run, effect.address, thing, path):
        yield f"{effect.address} is said to have happened, and it did not"
    ours = [act for act in thing.acts if act.by == run.shape.started.run]
    if effect.standing is Standing.DID_NOT_HAPPEN and ours and not _trusted(run, effect):
        early = ": a read came too early" if _unseen(effect) else ""
        yield f"{effect.address} is said not to have happened, and it did{early}"
    if effect.standing is Standing.DID_NOT_HAPPEN and thing.partly and not _by_a_person(run, effect.address):
        yield f"{effect.address} is said not to have happened, and a part of it did"


def _unseen(effect: EffectStanding) -> bool:
    """Whether a read is to blame, not an answer."""
    return effect.answer is None or effect.answer.status is None or not 400 <= effect.answer.status < 500


def _chosen(run: Simulation, address: str) -> bool:
    """Whether a person looked at it, and let it be as it is."""
    return any(
        isinstance(event, ChoiceMade) and event.address == address and event.by and event.choice == Verb.TOLERATE.value
        for event in run.events
    )


def _by_a_person(run: Simulation, address: str) -> bool:
    return any(isinstance(event, PERSONS) and event.address == address for event in run.events)


def _trusted(run: Simulation, effect: EffectStanding) -> bool:
    """Whether a provider that acts later than it promises is to blame: it was believed that it had not acted."""
    status = effect.answer.status if effect.answer is not None else None
    refused = status is not None and 400 <= status < 500  # after any other answer the reads were believed
    return run.weather.temper is Temper.TARDY and not refused


def _steps(run: Simulation) -> Iterator[str]:
    """What the report says of each call."""
    calls = calls_of(outline(run.shape.procedure))
    paths: dict[str, str] = {}
    told: dict[str, list[Event]] = {}
    for event in run.events:
        call = calls.get(pattern(event.address))
        if call is None or call.site.operation.effect is Effect.READ:
            continue
        told.setdefault(event.address, []).append(event)
        if isinstance(event, AttemptStarted) and isinstance(event.request, dict):
            paths.setdefault(event.address, _path(call, event, str(event.request["path"])))
        if isinstance(event, StepEnded) and event.address in paths:
            yield from _ended(run, call, event, paths[event.address], told[event.address])


def _path(call: Call, event: AttemptStarted, path: str) -> str:
    """The path of the request that acts, also where the thing was only read."""
    if event.purpose is Purpose.ACT:
        return path
    tail = call.site.operation.path.split("}")[-1]
    return f"{place_of(path)}{tail}"


def _ended(run: Simulation, call: Call, event: StepEnded, path: str, told: list[Event]) -> Iterator[str]:
    thing = run.provider.thing(thing_key(call.site.operation.name, path))
    routed = [one.verb for one in told if isinstance(one, AnswerRouted)]
    verb = routed[-1] if routed else None
    by_a_person = any(isinstance(one, PERSONS) for one in told)
    if verb is Verb.FALLBACK:
        return
    match event:
        case StepEnded(state=StepState.DONE, already=True):
            if not _is_so(run, event.address, thing, path):
                yield f"{event.address} says it was done already, and it was not{_why(run, thing, path, told)}"
        case StepEnded(state=StepState.DONE) if by_a_person:
            if not (thing.acts or thing.others):
                yield f"{event.address} says done, and it is not"
        case StepEnded(state=StepState.DONE) if _said_yes(told, call) and _is_so(run, event.address, thing, path):
            return  # a 2XX that can only be a yes came, and a read shows it: whose it is nobody can know better
        case StepEnded(state=StepState.DONE):
            if not any(act.by == run.shape.started.run for act in thing.acts):
                yield f"{event.address} says done, and this run did nothing{_why(run, thing, path, told)}"
        case StepEnded(state=StepState.DONE_WITH_NOTES) if verb is not Verb.TOLERATE and not by_a_person:
            if not _is_so(run, event.address, thing, path):
                yield f"{event.address} says that it is so, and it is not{_why(run, thing, path, told)}"


REFUSALS = ({"success": False}, {"status": "ABORT"}, {"status": "PENDING"})
"""Bodies of a 2XX that say no, or not yet."""


YESES = ({"success": True}, {"status": "DONE"})
MAY_SAY_NO = frozenset({"withdraw", "halt"})
"""Operations whose 2XX can be a no, by their contract: only its body, or a 202, tells."""


def _said_yes(told: list[Event], call: Call) -> bool:
    """Whether the last answer was a complete 2XX that keeps to the contract and can only be a yes."""
    answers = [one.answer for one in told if isinstance(one, AnswerReceived) and one.purpose is Purpose.ACT]
    last = answers[-1] if answers else None
    if last is None or last.kind is not AnswerKind.RESPONSE or (last.status or 0) // 100 != 2:
        return False
    if call.site.operation.name not in MAY_SAY_NO:
        return True
    return last.body in YESES or last.status == 202


def _why(run: Simulation, thing: Thing, path: str, told: list[Event]) -> str:
    """What misled it, for people: the first of these that is true."""
    answers = [one.answer for one in told if isinstance(one, AnswerReceived) and one.purpose is Purpose.ACT]
    refused = bool(answers) and answers[-1].body in (*REFUSALS, {})
    if run.strangers:
        return ": another account took it up"
    if refused:
        return ": its 2XX was a no"
    if thing.others or run.provider.was_over(path):
        return ": it was so before"
    return ""


def _is_so(run: Simulation, address: str, thing: Thing, path: str) -> bool:
    """Whether it is as the playbook wants it, whoever did it."""
    if thing.acts or thing.others:
        return True
    if asks_only_whether_it_is_over(run, address):
        return run.provider.was_over(path)
    return thing_key("remove", path) in run.provider.things and _looks_removed(run, path)


def _looks_removed(run: Simulation, path: str) -> bool:
    """Whether the `holds` of a removal is true of a thing that is there: it asks for other effects, of anyone."""
    return all(run.provider.shows(thing_key(name, f"{path}/{name}"), math.inf) for name in ("note", "pay"))


def asks_only_whether_it_is_over(run: Simulation, address: str) -> bool:
    """Whether the playbook's read-back would be content with a thing that was over by itself."""
    verify = calls_of(outline(run.shape.procedure))[pattern(address)].verify
    return verify is not None and ".over" in verify.holds.text
