"""The judge of DESIGN's sentence "the dry run is the run": a plan and a run of it, compared.

What it believes. A plan is a promise about every answer. So after a run it asks, of each answer that came:

0. *What came*. The run reads what stands on the wire: the status, the body, the provider's words on any status, and
   each header that the contract declares or the playbook names.
1. *Parts*. Expressions and rows read `response.status`, `.body`, `.message` and `.headers`. A plan shows classes of
   answers; some class must stand for what came: its kind and status fit, and every part of it is either unknown in the
   plan or equal to what the run has. A part that is known to the plan and otherwise in the run is a lie that some
   expression can read, whether or not this playbook does.
2. *Roads*. The row that took the answer is one that the plan shows for such a class, with the same verb.
3. *What follows*. The step that begins next, or the state in which the run ends, stands behind that road.
4. *Bounds*. Not more requests, and not more irreversible ones, than the plan's totals.
5. *Cover*. Nothing was refused as "not in the plan", which would be exit code 4, and, after something irreversible
   left, a run that can never end.

And no exception anywhere: that would be exit code 70. The judge reads the plan as it is shown (`PlannedStep.roads`),
not the graph behind it, so that what people approve is what is compared.
"""

import json
from collections.abc import Callable, Iterator, Sequence

from runbook.interpreter.address import pattern
from runbook.interpreter.context import response_value
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    EffectRead,
    Event,
    FellInDoubt,
    Purpose,
    RunEnded,
    StepEnded,
    WaitEnded,
)
from runbook.language.procedure import Call, Origin, StepState, Verb
from runbook.planning.answers import OTHER_WORDS, AnswerClass, possible_answers
from runbook.planning.outline import calls_of, outline
from runbook.planning.plan import PlannedStep, Road
from runbook.providers.answer import Answer, AnswerKind, RawResponse, Reply
from runbook.providers.contract import Effect
from runbook.providers.shapes import kind_of
from runbook.runtime.rest import Halt
from runbook.values.shape import Kind, Shape
from runbook.values.unknown import PartialText, Unknown, Value
from tests.agreement.combination import Combination
from tests.agreement.play import Played
from tests.agreement.service import HEADERS

Classes = Callable[[Call], tuple[AnswerClass, ...]]
"""The classes of answers that a plan knows of a call."""


def disagreements(given: Combination, played: Played, classes: Classes = possible_answers) -> Iterator[str]:
    """Everything in which this run differs from its plan."""
    steps = {step.address: step for step in given.plan.steps}
    calls = calls_of(outline(given.procedure))
    events = played.events
    for index, event in enumerate(events):
        if isinstance(event, AnswerReceived) and event.purpose is Purpose.ACT:
            at = pattern(event.address)
            reply = played.wire.get((event.address, event.attempt))
            yield from _came(event, reply, calls[at].site.operation.name, given)
            yield from _answer(event, events[index + 1 :], calls[at], classes(calls[at]), steps)
        yield from _reached(event, steps)
    yield from _refused(played)
    totals, acts = given.plan.totals, _may_have_acted(events, calls)
    if acts > totals.irreversible_at_most:
        yield f"bound: {acts} irreversible requests, at most {totals.irreversible_at_most} in the plan"
    if played.requests > totals.requests_at_most:
        yield f"bound: {played.requests} requests, at most {totals.requests_at_most} in the plan"


def _came(event: AnswerReceived, reply: Reply | None, operation: str, given: Combination) -> Iterator[str]:
    """What the run has otherwise than it stands on the wire."""
    answer, place = event.answer, f"came: {event.address} {_told(event.answer)}"
    if not isinstance(reply, RawResponse) or answer.kind is AnswerKind.MALFORMED:
        return
    body = json.loads(reply.body) if reply.body else None
    words = body.get("message") if isinstance(body, dict) else None
    if answer.status != reply.status:
        yield f"{place}: the status was {reply.status}"
    if isinstance(words, str) and answer.message != words:
        yield f"{place}: its words were {words!r}, and the run has {answer.message!r}"
    if body is not None and answer.body != body:
        yield f"{place}: the body was {body!r}, and the run has {answer.body!r}"
    declared = {name for one in given.service.operation(operation).answers for name in one.headers}
    named = declared | {name for name in HEADERS if f"headers['{name}']" in given.playbook}
    for name, value in reply.headers:
        if name in named and answer.headers.get(name) != value:
            yield f"{place}: the header {name} was {value}, and the run has {answer.headers.get(name)!r}"


def _may_have_acted(events: Sequence[Event], calls: dict[str, Call]) -> int:
    """Irreversible requests as a plan counts them: one that is tried again, since it did not act, counts once."""
    count = 0
    for event in events:
        if isinstance(event, AttemptStarted) and event.purpose is Purpose.ACT:
            count += calls[pattern(event.address)].site.operation.effect is Effect.IRREVERSIBLE
        if isinstance(event, AnswerRouted) and event.verb is Verb.RETRY:
            count -= calls[pattern(event.address)].site.operation.effect is Effect.IRREVERSIBLE
    return count


def _refused(played: Played) -> Iterator[str]:
    rest = played.rest
    if rest.halt is Halt.REFUSED and rest.withheld is not None:
        why = "the plan does not show it" if rest.withheld.earlier is None else "its effect is there already"
        yield f"exit 4: {rest.withheld.send.address}: {why}, after {played.irreversible} irreversible requests"
    elif rest.halt is not Halt.ENDED:
        yield f"dead end: the run rests {rest.halt.value}, and nobody can take it further"


def _reached(event: Event, steps: dict[str, PlannedStep]) -> Iterator[str]:
    if isinstance(event, AttemptStarted) and not steps[pattern(event.address)].reachable:
        yield f"roads: {event.address} began, and in the plan no road leads there"


def _answer(
    event: AnswerReceived,
    then: Sequence[Event],
    call: Call,
    known: Sequence[AnswerClass],
    steps: dict[str, PlannedStep],
) -> Iterator[str]:
    classes = _standing_for(known, event.answer)
    reasons = [list(_parts(one.answer, event.answer)) for one in classes]
    fitting = [one for one, found in zip(classes, reasons, strict=True) if not found]
    if not fitting:
        closest = min(reasons, key=len, default=["no class of such an answer"])
        yield f"parts: {event.address} {_told(event.answer)}: {'; '.join(closest)}"
        fitting = classes
    routed = next((one for one in then if isinstance(one, AnswerRouted) and one.address == event.address), None)
    if routed is None:
        return
    roads = [road for road in steps[pattern(event.address)].roads if any(_shows(road, one) for one in fitting)]
    taken = [road for road in roads if _is_taken(road, routed, call)]
    if not taken:
        shown = ", ".join(sorted({road.verb.value for road in roads}))
        verb = f"{routed.verb.value}, in the plan: {shown} ({routed.because})"
        yield f"roads: {event.address} {_told(event.answer)} -> {verb}"
        return
    behind = then[then.index(routed) + 1 :]
    yield from _behind(event, behind, taken, steps)


def _behind(
    event: AnswerReceived, then: Sequence[Event], taken: Sequence[Road], steps: dict[str, PlannedStep]
) -> Iterator[str]:
    """What came next stands behind one of the roads."""
    for one in then:
        if isinstance(one, RunEnded | FellInDoubt):
            state = StepState.IN_DOUBT if isinstance(one, FellInDoubt) else _plain(one.state)
            if not any(state in map(_plain, road.ends) for road in taken):
                yield f"roads: after {event.address} {_told(event.answer)} the run is {state.value}, not in the plan"
            return
        number = steps[pattern(one.address)].number if pattern(one.address) in steps else ""
        shown = any(number in road.to for road in taken)
        if isinstance(one, StepEnded) and one.state is StepState.SKIPPED and shown:
            return  # its condition decides, as the plan says
        if _is_away(one, event.address):
            if number and not shown:
                yield f"roads: {one.address} follows {event.address} {_told(event.answer)}, not in the plan"
            return


def _plain(state: StepState) -> StepState:
    """States that a plan does not tell apart, because nothing that can still happen does."""
    return StepState.DONE if state is StepState.DONE_WITH_NOTES else state


def _is_away(event: Event, origin: str) -> bool:
    """Whether an event is the first thing that another step, or another item, does."""
    if isinstance(event, EffectRead | WaitEnded | AnswerRouted):
        return False
    if isinstance(event, StepEnded) and event.state is StepState.SKIPPED:
        return False
    address = event.address
    return bool(address) and address != origin and not origin.startswith((f"{address}/", f"{address}["))


def _standing_for(known: Sequence[AnswerClass], came: Answer) -> list[AnswerClass]:
    """The classes of the same kind and family; of exactly the same status where there are some."""
    alike = [one for one in known if one.answer.kind is came.kind and _family(one.answer) == _family(came)]
    return [one for one in alike if one.answer.status == came.status] or alike


def _family(answer: Answer) -> int:
    """The first digit of the status, where the kind of answer has one that matters."""
    return 0 if answer.kind is AnswerKind.MALFORMED else (answer.status or 0) // 100


def _parts(planned: Answer, came: Answer) -> Iterator[str]:
    """The parts that the plan knows to be otherwise than the run has them."""
    there, here = response_value(planned), response_value(came)
    assert isinstance(there, dict)
    assert isinstance(here, dict)
    for name, value in there.items():
        if name == "message" and value == OTHER_WORDS:
            continue
        yield from _differences(value, here[name], f"response.{name}")


def _differences(planned: Value, came: Value, at: str) -> Iterator[str]:
    match planned:
        case Unknown(shape=shape):
            yield from (f"{at}{where} cannot be so in the plan, and is in the run" for where in _excluded(shape, came))
        case PartialText():
            return
        case dict() if isinstance(came, dict):
            for name in sorted({*planned, *came}):
                if name not in planned or name not in came:
                    yield f"{at}.{name} is {'there' if name in planned else 'absent'} in the plan and not in the run"
                else:
                    yield from _differences(planned[name], came[name], f"{at}.{name}")
        case _ if type(planned) is not type(came) or planned != came:
            yield f"{at} is {planned!r} in the plan and {came!r} in the run"
        case _:
            return


def _excluded(shape: Shape, value: Value, at: str = "") -> Iterator[str]:
    """Where a value is none of its shape."""
    if not shape.may_be(kind_of(value)) or (shape.choices is not None and value not in shape.choices):
        yield at
    elif isinstance(value, dict):
        for name in shape.required - value.keys() if shape.only(Kind.OBJECT) else ():
            yield f"{at}.{name}"
        for name, member in value.items():
            if name in shape.properties:
                yield from _excluded(shape.properties[name], member, f"{at}.{name}")
            elif not shape.open:
                yield f"{at}.{name}"
    elif isinstance(value, list) and shape.items is not None:
        for member in value:
            yield from _excluded(shape.items, member, f"{at}[]")


def _shows(road: Road, one: AnswerClass) -> bool:
    message = "(other words)" if one.message == OTHER_WORDS else one.message
    return road.status == one.status and road.message == message


def _is_taken(road: Road, routed: AnswerRouted, call: Call) -> bool:
    """Whether a road is the one; of what no row or a built-in one takes, a run can tell more than a plan."""
    origin = call.rows[routed.row].origin if routed.row >= 0 else Origin.BUILT_IN
    alike = road.verb is routed.verb and road.origin is origin
    more = origin is Origin.BUILT_IN and routed.because.startswith(f"{road.because}: ")
    return alike and (routed.row < 0 or more or road.because == routed.because)


def _told(answer: Answer) -> str:
    return f"{answer.kind.value} {answer.status or ''}".strip()
