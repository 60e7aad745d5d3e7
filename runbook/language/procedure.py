"""A linked playbook: every name resolved, every place remembered, ready to be decided upon."""

from collections.abc import Mapping
from typing import TypeAlias

from runbook.choice import Choice
from runbook.diagnostics.source import Span
from runbook.frozen import field, frozen
from runbook.language.approval import Approval
from runbook.language.declared import Input, ProviderUse
from runbook.language.loop import Loop as Loop
from runbook.language.template import Condition, Template, Templated
from runbook.language.verify import CallSite as CallSite
from runbook.language.verify import IfNot as IfNot
from runbook.language.verify import Verify as Verify
from runbook.providers.contract import Effect
from runbook.values.json import Json


class Verb(Choice):
    """Where an answer leads; the list is closed."""

    DONE = "done"
    ALREADY = "already"
    TOLERATE = "tolerate"
    FALLBACK = "fallback"
    RETRY = "retry"
    SETTLE = "settle"
    ASK = "ask"
    STOP = "stop"


class StepState(Choice):
    """How a step, an item or a run stands."""

    DONE = "done"
    DONE_WITH_NOTES = "done_with_notes"
    SKIPPED = "skipped"
    FAILED = "failed"
    HANDED_OVER = "handed_over"
    WAITING = "waiting"
    IN_DOUBT = "in_doubt"


class Origin(Choice):
    """Who wrote a row: the step, the playbook's `defaults.outcomes`, or the language."""

    STEP = "step"
    DEFAULTS = "defaults"
    BUILT_IN = "built_in"


@frozen
class Row:
    """One outcome row; all its conditions must match.

    `status`: `404`, `4XX`, `not_sent`, `no_answer`, `undeclared` or `malformed`. `message`: `*` is the only wildcard.
    `body`: JSON pointer -> the value that must stand there. `choices`, `deadline`, `default`: as of a Question.
    `nothing_happened`: the playbook's author says that such an answer proves that nothing happened.
    `success`: the contract's `success` must be this; None is as true. `proved`: takes only what the contract calls
    `nothing_happened`. `no`: takes only what says no in its body (see Answer).
    """

    status: str
    verb: Verb
    because: str
    origin: Origin
    span: Span | None
    message: str | None = None
    body: Mapping[str, Json] = field(default_factory=dict)
    when: Condition | None = None
    undeclared: bool = False
    choices: tuple[str, ...] = ()
    deadline: float | None = None
    default: str | None = None
    nothing_happened: bool = False
    success: bool | None = None
    proved: bool = False
    no: bool = False

    @property
    def bare(self) -> bool:
        """Whether it takes every answer of its status and of its success."""
        return self.message is None and self.when is None and not (self.body or self.proved or self.no)


@frozen
class Retry:
    """When to send again. `at_most`: attempts in all; delays in seconds: first * factor**n, <= `cap`."""

    at_most: int = 4
    first: float = 1.0
    factor: float = 2.0
    cap: float = 60.0

    def delay(self, retry: int) -> float:
        """The wait before retry number `retry`, from 0."""
        return min(self.cap, self.first * self.factor**retry)


@frozen
class Call:
    """Ask a provider to do something. `rows`: own rows, then defaults, then built-in ones; first match wins."""

    site: CallSite
    rows: tuple[Row, ...]
    retry: Retry
    fallback: "Block | None"
    verify: Verify | None


@frozen
class Group:
    """Steps that belong together, with a rescue and an always of their own."""

    block: "Block"


@frozen
class Use:
    """Another playbook, inlined. `arguments`: for its inputs."""

    procedure: "Procedure"
    arguments: Mapping[str, Templated]


@frozen
class Branch:
    """One arm of a parallel step."""

    id: str
    block: "Block"


@frozen
class Parallel:
    """Arms that run at the same time, `at_once` of them."""

    branches: tuple[Branch, ...]
    at_once: int


@frozen
class Question:
    """Something a person decides. `deadline`: seconds; after it `default` counts as chosen."""

    message: Template | str
    choices: tuple[str, ...]
    deadline: float | None = None
    default: str | None = None


@frozen
class Ask:
    """A person chooses."""

    question: Question


@frozen
class Wait:
    """Nothing happens for some seconds."""

    seconds: float


@frozen
class Assertion:
    """One thing that must be true, and what to say when it is not."""

    that: Condition
    message: Template | str


@frozen
class Assert:
    """Conditions that must all hold, else the item stops."""

    assertions: tuple[Assertion, ...]


@frozen
class Let:
    """Named values for the steps that follow in the same block."""

    values: Mapping[str, Templated]


@frozen
class Handover:
    """Hand the item over to people."""

    to: Template | str
    note: Template | str


Action: TypeAlias = Call | Group | Use | Parallel | Ask | Wait | Assert | Let | Handover


@frozen
class Step:
    """One step.

    `keeps`: the fields of its result that a later expression reads (`state`, `response`, `items` ...);
    `heeds`: those of them that steps read, and so what happens next may depend on.
    """

    id: str
    title: str
    action: Action
    span: Span
    when: Condition | None = None
    loop: Loop | None = None
    keeps: frozenset[str] = frozenset()
    heeds: frozenset[str] = frozenset()


@frozen
class Block:
    """Steps in order; `rescue` runs after a stop inside it, `always` at the end whatever happened."""

    steps: tuple[Step, ...]
    rescue: tuple[Step, ...] = ()
    always: tuple[Step, ...] = ()


@frozen
class Procedure:
    """A playbook that can be planned and run. `digest`: of the playbook's text and of those it uses."""

    name: str
    title: str
    owner: str
    effect: Effect
    inputs: Mapping[str, Input]
    providers: Mapping[str, ProviderUse]
    body: Block
    outputs: Mapping[str, Templated]
    digest: str
    source_name: str
    description: str = ""
    approval: Approval | None = None
