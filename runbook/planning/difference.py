"""What a change of a playbook or of a plan changes for the world: calls within reach, roads, requests, bounds."""

from collections.abc import Iterator, Mapping

from runbook.frozen import field, frozen, replace
from runbook.language.procedure import Origin, StepState, Verb
from runbook.planning.assurances import Assured, assured_changes
from runbook.planning.plan import Plan, PlannedStep, Road
from runbook.planning.plan_file import Facts
from runbook.providers.contract import Effect
from runbook.providers.request import Request
from runbook.values.canonical import canonical_json
from runbook.values.unknown import encode_value

Traits = Mapping[tuple[str, str], str]
"""(address pattern or part of the playbook, trait) -> as text."""


@frozen
class Side:
    """One of the two. `name`: of its file; `traits`: what the plan itself does not show.

    `facts`: where it goes, as whom, and who must agree. `unplanned`: why no request and no road of it is known.
    """

    name: str
    plan: Plan
    traits: Traits
    facts: Facts = field(default_factory=dict)
    unplanned: str = ""


@frozen
class Reached:
    """An irreversible call that one side can send and the other cannot. `ways`: (step, answer) that lead to it."""

    address: str
    operation: str
    moves_money: bool
    ways: tuple[tuple[str, str], ...]


@frozen
class Turn:
    """An answer of a call that leads elsewhere; None: that side does not know the answer. `to` of a road: addresses.

    `asks`: what the row that takes it looks at, as of a road.
    """

    address: str
    status: str
    message: str | None
    asks: str
    old: Road | None
    new: Road | None


@frozen
class Change:
    """Something else that is not the same; the empty text: that side has none."""

    where: str
    trait: str
    old: str
    new: str


@frozen
class RequestChange:
    """Requests of a step that only one side can send, `gone` the old and `come` the new."""

    address: str
    gone: tuple[Request, ...]
    come: tuple[Request, ...]


@frozen
class Difference:
    """All that is not the same. `assured`: said first; `added`, `removed`: addresses of steps."""

    old: Side
    new: Side
    assured: tuple[Assured, ...]
    opened: tuple[Reached, ...]
    closed: tuple[Reached, ...]
    turns: tuple[Turn, ...]
    requests: tuple[RequestChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs, as far as that is known: of a side without a plan it is not."""
        found = (
            self.assured,
            self.opened,
            self.closed,
            self.turns,
            self.requests,
            self.added,
            self.removed,
            self.changes,
        )
        return not any(found) and not self.unplanned

    @property
    def unplanned(self) -> tuple[str, ...]:
        """Why requests and roads could not be compared."""
        return tuple(dict.fromkeys(side.unplanned for side in (self.old, self.new) if side.unplanned))


def difference(old: Side, new: Side) -> Difference:
    """What differs between two sides; steps are the same step when their addresses are equal."""
    before, after = _by_address(old.plan), _by_address(new.plan)
    both = [(before[address], step) for address, step in after.items() if address in before]
    named, renamed = _Names(old.plan), _Names(new.plan)
    changes = [one for was, now in both for one in _changes(_shown(was), _shown(now))]
    return Difference(
        old=old,
        new=new,
        assured=assured_changes(old.facts, new.facts),
        opened=tuple(_reached(new.plan, before)),
        closed=tuple(_reached(old.plan, after)),
        turns=tuple(turn for was, now in both for turn in _turns(was, now, named, renamed)),
        requests=tuple(change for was, now in both for change in _requests(was, now)),
        added=tuple(address for address in after if address not in before),
        removed=tuple(address for address in before if address not in after),
        changes=(*_changes(_whole(old, after), _whole(new, before)), *changes),
    )


def _by_address(plan: Plan) -> dict[str, PlannedStep]:
    return {step.address: step for step in plan.steps}


def _irreversible(step: PlannedStep | None) -> frozenset[str]:
    """The irreversible operations that some road sends from a step."""
    if step is None or not step.reachable:
        return frozenset()
    sent = (one.request for one in step.requests)
    return frozenset(f"{one.provider}.{one.operation}" for one in sent if one.effect is Effect.IRREVERSIBLE)


def _reached(plan: Plan, other: Mapping[str, PlannedStep]) -> Iterator[Reached]:
    for step in plan.steps:
        for operation in sorted(_irreversible(step) - _irreversible(other.get(step.address))):
            yield Reached(step.address, operation, step.moves_money, tuple(_ways(plan, step)))


def _ways(plan: Plan, to: PlannedStep) -> Iterator[tuple[str, str]]:
    """The answers that lead straight to a step; a retry and a settling lead there only through another."""
    for step in plan.steps:
        for road in step.roads:
            if to.number in road.to and road.verb not in (Verb.RETRY, Verb.SETTLE):
                yield step.address, answer_of(road.status, road.message, road.asks)


def answer_of(status: str, message: str | None, asks: str = "") -> str:
    """`200`, `422 "too late"`, `422 (other words)`, `200 with /open at 0`."""
    said = "" if message is None else f" {message}" if message.startswith("(") else f' "{message}"'
    return f"{status}{said} {asks}".rstrip()


class _Names:
    """The addresses behind the numbers of one plan: a step keeps its address when one before it goes."""

    def __init__(self, plan: Plan) -> None:
        self._addresses: dict[str, list[str]] = {}
        for step in plan.steps:
            self._addresses.setdefault(step.number, []).append(step.address)

    def road(self, road: Road) -> Road:
        """The same road, with the addresses of the steps it leads to."""
        to = sorted({address for number in road.to for address in self._addresses.get(number, [number])})
        return replace(road, to=tuple(to))


def _turns(old: PlannedStep, new: PlannedStep, before: _Names, after: _Names) -> Iterator[Turn]:
    was = {(road.status, road.message, road.asks): before.road(road) for road in old.roads}
    now = {(road.status, road.message, road.asks): after.road(road) for road in new.roads}
    for key in dict.fromkeys((*now, *was)):
        one, other = was.get(key), now.get(key)
        if one is None or other is None or not _alike(one, other):
            yield Turn(new.address, *key, one, other)


def _alike(one: Road, other: Road) -> bool:
    """Whether both lead to the same; who wrote the row does not matter."""
    return _bare(one) == _bare(other)


_WELL = frozenset({StepState.DONE, StepState.DONE_WITH_NOTES, StepState.SKIPPED})


def _bare(road: Road) -> Road:
    """What a road itself says: notes come from steps before it, and what follows a retry from its last answer."""
    ends = tuple(state for state in road.ends if state not in _WELL)
    if any(state in _WELL for state in road.ends):
        ends = (StepState.DONE, *ends)
    detour = road.verb in (Verb.RETRY, Verb.SETTLE)
    return replace(road, origin=Origin.STEP, to=() if detour else road.to, ends=() if detour else ends)


def _changes(old: Traits, new: Traits) -> Iterator[Change]:
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key, ""), new.get(key, "")
        if was != now:
            yield Change(*key, was, now)


def _whole(side: Side, others: Mapping[str, PlannedStep]) -> dict[tuple[str, str], str]:
    """What is true of a whole side; what is true of a step that the other does not have is told by the step itself."""
    plan = side.plan
    own = {step.address for step in plan.steps} - set(others)
    found = {
        ("playbook", "name"): plan.name,
        ("playbook", "title"): plan.title,
        ("playbook", "effect"): plan.effect.value,
        **{("inputs", name): canonical_json(encode_value(value)) for name, value in plan.inputs.items()},
    }
    return found | {key: text for key, text in side.traits.items() if key[0] not in own}


def _shown(step: PlannedStep) -> dict[tuple[str, str], str]:
    """What the plan shows of a step besides its requests and roads."""
    reached = "yes" if step.reachable else "no"
    found = {"kind": step.kind, "when": step.when, "does": step.detail, "within reach": reached}
    return {(step.address, trait): text for trait, text in (found | _order_of_rows(step)).items()}


def _order_of_rows(step: PlannedStep) -> dict[str, str]:
    """The conditions that are tried for one answer, where there are several; the first that holds wins."""
    asked: dict[str, list[str]] = {}
    for road in step.roads:
        if road.asks:
            asked.setdefault(answer_of(road.status, road.message), []).append(road.asks)
    return {f"order of the rows for {answer}": "; ".join(asks) for answer, asks in asked.items() if len(asks) > 1}


def _requests(old: PlannedStep, new: PlannedStep) -> Iterator[RequestChange]:
    was = {one.request.digest: one.request for one in (*old.requests, *old.reads)}
    now = {one.request.digest: one.request for one in (*new.requests, *new.reads)}
    gone = tuple(request for digest, request in was.items() if digest not in now)
    come = tuple(request for digest, request in now.items() if digest not in was)
    if gone or come:
        yield RequestChange(new.address, gone, come)
