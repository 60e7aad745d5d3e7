"""How far a run has come: a tree of progress beside the tree of the procedure.

Finished steps keep only what a later expression reads (`Step.keeps`), so two states with the same future are equal.
"""

from collections.abc import Mapping
from typing import TypeAlias

from runbook.choice import Choice
from runbook.frozen import field, frozen
from runbook.interpreter.events import RunEnded
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer
from runbook.values.unknown import Value


class Part(Choice):
    """Which list of a block is running."""

    STEPS = "steps"
    RESCUE = "rescue"
    ALWAYS = "always"


class Phase(Choice):
    """Where a call stands."""

    READY = "ready"
    LOOK_IN_FLIGHT = "look_in_flight"
    LOOK_ANSWERED = "look_answered"
    LOOK_BACKOFF = "look_backoff"
    IN_FLIGHT = "in_flight"
    ANSWERED = "answered"
    BACKOFF = "backoff"
    READ = "read"
    READ_IN_FLIGHT = "read_in_flight"
    READ_ANSWERED = "read_answered"
    POLL = "poll"
    GRACE = "grace"
    FALLBACK = "fallback"
    ASK = "ask"
    ASKED = "asked"
    DOUBTFUL = "doubtful"
    IN_DOUBT = "in_doubt"
    OVER = "over"


@frozen
class Ending:
    """What a step is about to end as."""

    state: StepState
    because: str = ""
    already: bool = False
    unclaimed: bool = False


@frozen
class Failure:
    """What stopped a block; `status` and `message` are texts, empty when there are none, in a plan perhaps unknown.

    `known`: False in a plan for one of several failures, which expressions see as unknown.
    """

    step: str
    address: str
    because: str
    status: Value = ""
    message: Value = ""
    known: bool = True


@frozen
class Finished:
    """A step that is over. `kept`: the fields of its result that are read later; `inner`: the same of steps inside."""

    state: StepState
    because: str
    kept: Mapping[str, Value]
    inner: Mapping[str, Mapping[str, Value]]
    failure: Failure | None = None


@frozen
class Fresh:
    """A step whose turn it is and that has not begun. `opened`: its `when` is known to hold."""

    opened: bool = False


@frozen
class CallProgress:
    """A call. `attempts`, `reads`: requests sent so far to act and to verify; all of the first kind count against
    the `at_most` of its retry, whether an answer, a read, a person or a resume led to them.

    `postponed`: the wait before the next attempt is longer than a process sits through, and that is on record.
    `lost`: an attempt ended without an answer, so a later 4xx is no evidence. `claimed`: the provider said yes.
    `nothing`: the last answer proves that its own request did not act.
    `silent`: the provider may have been at work when an attempt of ours ended. `waited`: seconds between the reads of
    this settling; `late`: the next read is its last, made when it is evidence.
    `same`: the address whose effect this call asks for again, while a person is asked; `meant`: they said that it is
    to be sent all the same.

    `looks`: reads before the first attempt; `looked`: the last of them, `before`, did not show the effect.
    `pending`: where a row on a 2XX leads once it is known what became of the effect.
    """

    phase: Phase = Phase.READY
    attempts: int = 0
    reads: int = 0
    looks: int = 0
    looked: bool = False
    before: Answer | None = None
    pending: Verb | None = None
    lost: bool = False
    silent: bool = False
    waited: float = 0.0
    late: bool = False
    claimed: bool = False
    nothing: bool = False
    answer: Answer | None = None
    read: Answer | None = None
    postponed: bool = False
    verb: Verb | None = None
    row: int = -1
    because: str = ""
    ending: Ending | None = None
    fallback: "BlockProgress | None" = None
    same: str = ""
    meant: bool = False


@frozen
class LeafProgress:
    """A wait, a question or a handover. `asked`: the question was put; `ending`: only its end is left to record."""

    ending: Ending | None = None
    choice: str | None = None
    note: tuple[str, str] | None = None
    asked: bool = False


@frozen
class BlockProgress:
    """A block: the part and position that run, and what its finished steps left."""

    part: Part = Part.STEPS
    position: int = 0
    current: "Progress" = field(default_factory=Fresh)
    steps: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    names: Mapping[str, Value] = field(default_factory=dict)
    outcome: StepState = StepState.DONE
    failure: Failure | None = None
    over: bool = False


@frozen
class UseProgress:
    """Another playbook at work, with its own inputs."""

    arguments: Mapping[str, Value]
    block: BlockProgress


@frozen
class FanProgress:
    """Several of a kind, some at the same time: items of a loop or arms of a parallel step.

    `items`: what a loop goes over, None for arms. `next`: the first that has not begun; `ended`: how many are over.
    `kept`: the results of ended items by index, when they are read later; `inner`: those of steps inside arms.
    `failure`: what stopped the first member that stopped, of `stopped` in all; then nothing new begins, unless the loop
    goes on (`goes_on`). `open`: only a run knows the list, and `items` stand for all of it, `at_most` of them.
    """

    count: int
    items: tuple[Value, ...] | None
    running: Mapping[int, "Progress"] = field(default_factory=dict)
    next: int = 0
    ended: int = 0
    outcome: StepState = StepState.DONE
    kept: Mapping[int, Value] = field(default_factory=dict)
    inner: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    failure: Failure | None = None
    stopped: int = 0
    goes_on: bool = False
    open: bool = False
    at_most: int | None = None


Progress: TypeAlias = Fresh | CallProgress | LeafProgress | BlockProgress | UseProgress | FanProgress


@frozen
class State:
    """A whole run. `servers`: contract name -> base URL; `closed`: a person gave it up."""

    run: str = ""
    environment: str = ""
    servers: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, Value] = field(default_factory=dict)
    block: BlockProgress = field(default_factory=BlockProgress)
    ended: RunEnded | None = None
    closed: bool = False

    @property
    def over(self) -> bool:
        """True when nothing of it happens any more."""
        return self.closed or self.ended is not None


_SEVERITY = (
    StepState.SKIPPED,
    StepState.DONE,
    StepState.DONE_WITH_NOTES,
    StepState.HANDED_OVER,
    StepState.WAITING,
    StepState.FAILED,
    StepState.IN_DOUBT,
)

STOPPING = frozenset({StepState.HANDED_OVER, StepState.FAILED, StepState.IN_DOUBT})
"""States of a step after which the steps behind it do not run."""


def worse(first: StepState, second: StepState) -> StepState:
    """The one of two states that needs more attention."""
    return max(first, second, key=_SEVERITY.index)
