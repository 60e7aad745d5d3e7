"""From a procedure and its inputs to a plan."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen, replace
from runbook.interpreter.address import pattern
from runbook.interpreter.commands import Record, Send
from runbook.interpreter.events import Event, Purpose, RunStarted, StepEnded
from runbook.interpreter.evolve import evolve
from runbook.interpreter.loops import TOO_MANY
from runbook.interpreter.state import State
from runbook.language.bounds import TOO_LARGE
from runbook.language.procedure import Call, Procedure, StepState
from runbook.planning.graph import explore
from runbook.planning.heeded import without_outputs
from runbook.planning.made_of import inputs_behind
from runbook.planning.outline import Entry, calls_of, detail_of, kind_of, outline
from runbook.planning.plan import Plan, PlannedLoop, PlannedRequest, PlannedStep, Totals
from runbook.planning.plan_graph import MOST_NODES, PlanGraph, PlanNode, PlanTooLargeError, ignored
from runbook.planning.planned_loops import ItemLabels, innermost, planned_loops
from runbook.planning.roads import Roads
from runbook.planning.totals import hoped, worst
from runbook.providers.request import Request
from runbook.values.unknown import Value

SAMPLE_RUN = "r-00000000-000000-0000"
"""Stands in a plan for the run's id, which is chosen when the run starts; it has the form of a real one."""


_READS = (Purpose.BEFORE, Purpose.VERIFY)

_Sender: TypeAlias = tuple[str, Purpose]
"""The address of what sends, or its pattern, and what for."""

PLAN_TOO_LARGE = "plan-too-large"
"""The rule of the one problem with which there is no plan at all."""


@frozen
class Setting:
    """Where a plan is for. `servers`: contract name -> base URL."""

    environment: str
    production: bool
    servers: Mapping[str, str]


def build_plan(
    procedure: Procedure, setting: Setting, inputs: Mapping[str, Value], told: Callable[[int], None] = ignored
) -> tuple[Plan, list[Diagnostic]]:
    """The plan, and an error for each request that its inputs make impossible, or one when it would be too large.

    `told`: what is called with the number of states that were looked at, when there are many.
    """
    procedure = without_outputs(procedure)
    entries = outline(procedure)
    calls = calls_of(entries)
    started = RunStarted("", SAMPLE_RUN, procedure.name, procedure.digest, setting.environment, setting.servers, inputs)
    graph, large = _explored(procedure, entries, evolve(procedure, State(), started), told)
    roads = Roads(graph, calls, {entry.address: entry.number for entry in entries})
    reached = _reached(graph)
    requests = _requests(graph)
    skipped = _skipped(graph) - reached
    loops = planned_loops(entries, _events(graph))
    planned = (_planned(entry, requests, roads, reached, loops) for entry in entries)
    steps = tuple(replace(step, skipped=step.address in skipped) for step in planned)
    plan = Plan(
        name=procedure.name,
        title=procedure.title,
        owner=procedure.owner,
        effect=procedure.effect,
        procedure=procedure.digest,
        environment=setting.environment,
        production=setting.production,
        servers=setting.servers,
        inputs=inputs,
        steps=steps,
        totals=_totals(graph, calls, steps),
        nodes=len(graph.nodes),
    )
    return plan, large or list(_refused(graph, entries))


def _explored(
    procedure: Procedure, entries: tuple[Entry, ...], start: State, told: Callable[[int], None]
) -> tuple[PlanGraph, list[Diagnostic]]:
    """The graph of a plan; an empty one and an error when it would be too large."""
    try:
        return explore(procedure, entries, start, told), []
    except PlanTooLargeError:
        too_large = Diagnostic(
            PLAN_TOO_LARGE,
            f"{procedure.name} has more than {MOST_NODES:,} states with these inputs, so no plan was made",
            subject=procedure.source_name,
            help="nothing was sent; give fewer items at a time, or make each of them a run of its own with "
            "`runbook batch`; steps that read `failure` make every item a state of its own",
        )
        return PlanGraph([PlanNode(None, ())]), [too_large]


def _events(graph: PlanGraph) -> Iterator[Event]:
    for node in graph.nodes:
        yield from node.arrival
        yield from (command.event for command in node.others if isinstance(command, Record))
        for edge in node.edges:
            yield from edge.events


def _reached(graph: PlanGraph) -> frozenset[str]:
    """Address patterns of the steps that some road leads to."""
    asked = {node.command.address for node in graph.nodes if node.command is not None}
    begun = {
        event.address
        for event in _events(graph)
        if not (isinstance(event, StepEnded) and event.state is StepState.SKIPPED)
    }
    return frozenset(map(pattern, asked | begun))


def _skipped(graph: PlanGraph) -> frozenset[str]:
    """Address patterns of the steps whose condition is false on some road."""
    ends = (event for event in _events(graph) if isinstance(event, StepEnded))
    return frozenset(
        pattern(event.address)
        for event in ends
        if event.state is StepState.SKIPPED and event.because.startswith("not ")
    )


def _planned(
    entry: Entry,
    requests: Mapping[_Sender, Sequence[PlannedRequest]],
    roads: Roads,
    reached: frozenset[str],
    loops: Mapping[str, PlannedLoop],
) -> PlannedStep:
    step = entry.step
    acts = tuple(requests.get((entry.address, Purpose.ACT), ()))
    call = step.action if isinstance(step.action, Call) else None
    return PlannedStep(
        number=entry.number,
        address=entry.address,
        id=step.id,
        title=step.title,
        kind=kind_of(step),
        depth=entry.depth,
        part=entry.part,
        reachable=entry.address in reached,
        times=_times(entry, acts, loops),
        detail=detail_of(step),
        when=step.when.text if step.when is not None else "",
        requests=acts,
        reads=tuple(one for purpose in _READS for one in requests.get((entry.address, purpose), ())),
        roads=roads.of(entry.address),
        unverified=call.site.operation.unverified if call is not None else (),
        moves_money=call.site.operation.moves_money if call is not None else False,
        instead=call.verify.instead if call is not None and call.verify is not None else "",
        loop=loops.get(entry.address),
    )


def _times(entry: Entry, acts: Sequence[PlannedRequest], loops: Mapping[str, PlannedLoop]) -> int | None:
    """How often the step may be done: once for each known request, else as often as the loops around it allow."""
    around = innermost(loops, entry.address)
    prefixes = (entry.address[:at] for at in range(len(entry.address) + 1))
    if around is not None and any(at in loops and loops[at].open for at in prefixes):
        return around.in_all
    return max(1, len({planned.address for planned in acts}))


def _requests(graph: PlanGraph) -> Mapping[_Sender, Sequence[PlannedRequest]]:
    """Every different request that some road sends, by the step that sends it and what for."""
    found: dict[_Sender, list[PlannedRequest]] = defaultdict(list)
    known: dict[_Sender, list[Request]] = defaultdict(list)
    labels = ItemLabels(_events(graph))
    for node in graph.nodes:
        for send in (node.command, *node.others):
            if isinstance(send, Send):
                before = known[send.address, send.purpose]
                if not any(_is_same(send.request, one) for one in before):
                    before.append(send.request)
                    planned = PlannedRequest(send.address, send.purpose, send.request, labels.of(send.address))
                    found[pattern(send.address), send.purpose].append(planned)
    return found


def _is_same(first: Request, second: Request) -> bool:
    """Whether a plan shows two requests of one place alike."""
    return first.described() == second.described()


def _totals(graph: PlanGraph, calls: dict[str, Call], steps: tuple[PlannedStep, ...]) -> Totals:
    most = worst(graph, calls)
    endless = any(step.reachable and step.times is None and (step.requests or step.kind == "wait") for step in steps)
    return Totals(
        answers=sum(len({(road.status, road.message) for road in step.roads}) for step in steps),
        irreversible_at_most=most.irreversible,
        irreversible_expected=hoped(graph, calls).irreversible,
        requests_at_most=None if endless else most.requests,
        longest_wait=None if endless else most.wait,
        asked_wait=max((call.retry.cap for call in calls.values()), default=0.0),
        rests=any(call.verify is not None and call.verify.rests for call in calls.values()),
    )


def _refused(graph: PlanGraph, entries: tuple[Entry, ...]) -> Iterator[Diagnostic]:
    """Requests that the contract or our own guards forbid; known before anything is sent.

    What lacks a value on one road and is sent on another is none of them: there the step stops, as the run will.
    """
    told: set[str] = set()
    calls = calls_of(entries)
    sent = {node.command.address for node in graph.nodes if isinstance(node.command, Send)}
    for event in _events(graph):
        if not isinstance(event, StepEnded) or event.because in told:
            continue
        if event.because.startswith(TOO_MANY):
            told.add(event.because)
            yield _too_many(event, entries)
        if TOO_LARGE in event.because:
            told.add(event.because)
            yield _too_large(event, entries)
        if event.because.startswith("not sent: "):
            at, problem = pattern(event.address), event.because.removeprefix("not sent: ")
            if at not in calls or (event.address in sent and not _names_argument(calls[at], problem)):
                continue
            told.add(event.because)
            yield Diagnostic(
                rule="refused-request",
                message=f"{event.address} cannot be sent: {problem}",
                span=calls[at].site.span,
                help=_mend(inputs_behind(entries, at, problem)),
            )


def _names_argument(call: Call, problem: str) -> bool:
    """Whether a problem is one with the value of an argument, not with a value that is not there."""
    return any(f'"{name}"' in problem for name in call.site.arguments)


def _too_many(ended: StepEnded, entries: tuple[Entry, ...]) -> Diagnostic:
    """A list that is longer than the playbook allows; known before anything is sent."""
    loop = next(entry.step.loop for entry in entries if entry.address == pattern(ended.address))
    return Diagnostic(
        rule="too-many-items",
        message=f"{ended.address}: {ended.because.removeprefix(TOO_MANY)}",
        span=loop.items.span if loop is not None else None,
        help="nothing was sent; give a shorter list, or go over the first of it with `| slice(0, N)`",
    )


def _too_large(ended: StepEnded, entries: tuple[Entry, ...]) -> Diagnostic:
    """A value that known parts make too large; known before anything is sent."""
    step = next(entry.step for entry in entries if entry.address == pattern(ended.address))
    return Diagnostic(
        rule="value-too-large",
        message=f"{ended.address}: {ended.because}",
        span=step.span,
        help="nothing was sent; one value has at most 4 million characters, an element of a list counts as 16",
    )


def _mend(inputs: tuple[str, ...]) -> str:
    """What to do about a request that these inputs make impossible."""
    given = " and ".join(f"-i {name}=… (or {name} in the file of --inputs)" for name in inputs)
    return f"nothing was sent; correct {given or 'the value that the playbook gives here'}"
