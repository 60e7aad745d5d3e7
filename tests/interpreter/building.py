"""Procedures built by hand, and a driver that answers their commands from a script."""

from collections.abc import Callable, Iterable, Mapping

from runbook.diagnostics.source import Source, Span
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire, Pause, Send, Settle
from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    ChoiceMade,
    Event,
    FellInDoubt,
    RunEnded,
    RunStarted,
    StepEnded,
    WaitEnded,
)
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import State
from runbook.language.declared import ProviderUse
from runbook.language.jinja import parse_expression
from runbook.language.procedure import (
    Action,
    Block,
    Call,
    CallSite,
    Handover,
    IfNot,
    Loop,
    Origin,
    Procedure,
    Retry,
    Row,
    Step,
    StepState,
    Verb,
    Verify,
)
from runbook.language.template import Condition, Template, Templated
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Contract, Effect, Location, Operation, Parameter, Response, Server
from runbook.values.json import Json
from runbook.values.shape import ANY, STRING

SOURCE = Source("toy.yaml", "toy\n")
HERE = Span(SOURCE, 0, 3)


def operation(name: str, method: str, effect: Effect, responses: Iterable[Response]) -> Operation:
    return Operation(
        name=name,
        operation_id=name,
        method=method,
        path=f"/things/{{id}}/{name}",
        summary="",
        effect=effect,
        parameters=(Parameter("id", Location.PATH, True, {"type": "string"}, STRING, "simple", False),),
        body=None,
        responses=tuple(responses),
        security=(),
        error_message="/message",
        grace=0.0,
    )


def response(status: str, *messages: str) -> Response:
    return Response(status, "", ("application/json",), {}, ANY, messages, has_body=True)


CANCEL = operation(
    "cancel",
    "POST",
    Effect.IRREVERSIBLE,
    [response("200"), response("404"), response("422", "too late", "already gone"), response("500")],
)
READ = operation("read", "GET", Effect.READ, [response("200"), response("403"), response("500")])

CONTRACT = Contract(
    name="toy",
    title="Toy",
    version="1",
    digest="sha256:toy",
    adapter="",
    servers=(Server("http://127.0.0.1:0", "simulator", False),),
    schemes={},
    builders={"cancel": lambda: CANCEL, "read": lambda: READ},
    span_of=lambda name: None,
)


def condition(text: str) -> Condition:
    return Condition(text, parse_expression(text), HERE)


def template(text: str) -> Template:
    """One expression in braces, with optional text around it."""
    before, _, rest = text.partition("{{")
    inner, _, after = rest.partition("}}")
    segments = [segment for segment in (before, parse_expression(inner.strip()), after) if segment != ""]
    return Template(text, tuple(segments), HERE)


def site(name: str = "cancel", **arguments: Templated) -> CallSite:
    given: dict[str, Templated] = {"id": template("{{ inputs.id }}"), **arguments}
    return CallSite("toy", CANCEL if name == "cancel" else READ, given, HERE)


def row(status: str, verb: Verb, message: str | None = None, when: str | None = None, because: str = "why") -> Row:
    held = condition(when) if when else None
    return Row(status, verb, because, Origin.STEP, HERE, message=message, when=held)


BUILT_IN = (
    Row("2XX", Verb.DONE, "", Origin.BUILT_IN, None),
    Row("401", Verb.STOP, "credential refused", Origin.BUILT_IN, None),
    Row("403", Verb.STOP, "credential refused", Origin.BUILT_IN, None),
    Row("not_sent", Verb.RETRY, "", Origin.BUILT_IN, None),
    Row("429", Verb.RETRY, "", Origin.BUILT_IN, None),
    Row("no_answer", Verb.SETTLE, "", Origin.BUILT_IN, None),
    Row("5XX", Verb.SETTLE, "", Origin.BUILT_IN, None),
    Row("undeclared", Verb.STOP, "contract drift", Origin.BUILT_IN, None),
    Row("malformed", Verb.SETTLE, "", Origin.BUILT_IN, None),
)


def verify(if_not: IfNot = IfNot.IN_DOUBT, within: float = 10, every: float = 5) -> Verify:
    return Verify(site("read"), condition("response.body.gone == true"), every, within, if_not)


def call(
    *rows: Row, fallback: Block | None = None, verify: Verify | None = None, where: CallSite | None = None
) -> Call:
    own = (*rows, row("404", Verb.STOP, because="no such thing"), row("422", Verb.STOP))
    return Call(where or site(), (*own, *BUILT_IN), Retry(), fallback, verify)


def step(
    id: str,
    action: Action,
    *,
    when: str | None = None,
    loop: Loop | None = None,
    keeps: Iterable[str] = (),
    heeds: Iterable[str] | None = None,
) -> Step:
    """A step; what is kept is read by steps, unless `heeds` says which of it is."""
    held = condition(when) if when else None
    return Step(id, "", action, HERE, held, loop, frozenset(keeps), frozenset(keeps if heeds is None else heeds))


def loop(items: str, name: str = "each", at_once: int = 1) -> Loop:
    return Loop(condition(items), name, at_once)


def handover(id: str = "hand_over", note: str = "{{ failure.step }}") -> Step:
    return step(id, Handover("ops", template(note)))


def procedure(*steps: Step, rescue: Iterable[Step] = (), always: Iterable[Step] = (), **outputs: str) -> Procedure:
    return Procedure(
        name="toy",
        title="Toy",
        owner="ops",
        effect=Effect.IRREVERSIBLE,
        inputs={},
        providers={"toy": ProviderUse("toy", CONTRACT, PlainAdapter(), {}, HERE)},
        body=Block(steps, tuple(rescue), tuple(always)),
        outputs={name: template(text) for name, text in outputs.items()},
        digest="sha256:procedure",
        source_name="toy.yaml",
    )


def started(**inputs: Json) -> RunStarted:
    given: Mapping[str, Json] = {"id": "t1", **inputs}
    return RunStarted("", "r-1", "toy", "sha256:procedure", "simulator", {"toy": "http://127.0.0.1:0"}, given)


def begin(of: Procedure, **inputs: Json) -> State:
    return evolve(of, State(), started(**inputs))


def says(status: int, message: str | None = None, body: Json = None) -> Answer:
    declared = status in {200, 403, 404, 422, 500}
    kind = AnswerKind.RESPONSE if declared else AnswerKind.UNDECLARED
    return Answer(kind, status, body=body, message=message)


LOST = Answer(AnswerKind.NO_ANSWER, reason="the connection was cut")
NOT_SENT = Answer(AnswerKind.NOT_SENT, reason="connection refused")

Script = Callable[[Command], Answer | str | None]
"""What the world says to a command: an answer to a Send, a choice to an Inquire; None lets a Pause pass."""


def answers(*queue: Answer) -> Script:
    """The same answers in this order, whatever is sent; pauses pass."""
    rest = list(queue)

    def script(command: Command) -> Answer | str | None:
        return rest.pop(0) if isinstance(command, Send) else None

    return script


def play(of: Procedure, script: Script, **inputs: Json) -> tuple[State, list[Event]]:
    """Drive to the end or to doubt, always serving the first command that is ready."""
    state, history = begin(of, **inputs), list[Event]()
    while True:
        state, events, commands = advance(of, state)
        history.extend(events)
        if not commands or isinstance(commands[0], Settle):
            return state, history
        for event in served(commands[0], script(commands[0])):
            state = evolve(of, state, event)
            history.append(event)


def served(command: Command, said: Answer | str | None) -> list[Event]:
    match command:
        case Send() if isinstance(said, Answer):
            request = command.request
            return [
                AttemptStarted(command.address, command.attempt, command.purpose, None, request.digest),
                AnswerReceived(command.address, command.attempt, command.purpose, said),
            ]
        case Pause(address=address, seconds=seconds, reason=reason):
            return [WaitEnded(address, seconds, reason)]
        case Inquire(address=address) if isinstance(said, str):
            return [ChoiceMade(address, said, "ada")]
        case _:
            raise AssertionError(command)


def end(history: Iterable[Event]) -> RunEnded:
    return next(event for event in history if isinstance(event, RunEnded))


def outcome(history: Iterable[Event]) -> StepState:
    """How a run ended; in doubt when it rests on a doubt."""
    events = list(history)
    return StepState.IN_DOUBT if isinstance(events[-1], FellInDoubt) else end(events).state


def state_of(history: Iterable[Event], address: str) -> StepState:
    return next(event.state for event in history if isinstance(event, StepEnded) and event.address == address)


def sent(history: Iterable[Event]) -> list[str]:
    """Addresses of the attempts, in order, `?` behind reads."""
    return [
        event.address + ("?" if event.purpose.value == "verify" else "")
        for event in history
        if isinstance(event, AttemptStarted)
    ]
