"""A playbook as it is written: everything that could be read, with its place; no name resolved yet."""

from typing import TypeAlias

from runbook.diagnostics.source import Span
from runbook.documents.node import Document, Node
from runbook.frozen import frozen
from runbook.language.loop import Empty, OnError
from runbook.language.procedure import IfNot, Retry, Verb
from runbook.language.template import Condition, Template
from runbook.language.written import Given as Given
from runbook.language.written import Hole as Hole
from runbook.language.written import Word as Word
from runbook.language.written import WrittenValue as WrittenValue
from runbook.providers.contract import Effect
from runbook.values.json import Json


@frozen
class WrittenRow:
    """An outcome row. `body`: JSON pointers and the values that must stand there."""

    status: Word
    verb: Verb
    verb_span: Span
    because: str
    message: Word | None
    body: tuple[tuple[Word, Json], ...]
    when: Condition | None
    undeclared: bool
    choices: tuple[str, ...]
    deadline: float | None
    default: Word | None
    nothing_happened: bool
    success: bool | None
    span: Span


@frozen
class WrittenRows:
    """Outcome rows in order. `whole`: whether every row could be read."""

    rows: tuple[WrittenRow, ...] = ()
    whole: bool = True


@frozen
class WrittenVerify:
    """A read-back. Times in seconds. `instead`: why the contract's own is left out; empty: it is not."""

    operation: Word
    arguments: tuple[WrittenValue, ...]
    holds: Condition | None
    refutes: Condition | None
    gone: tuple[Word, ...]
    before: bool
    instead: str
    instead_span: Span | None
    every: float
    within: float
    if_not: IfNot
    if_not_span: Span
    span: Span


@frozen
class WrittenBlock:
    """Steps with a rescue and an always."""

    steps: "tuple[WrittenStep, ...]" = ()
    rescue: "tuple[WrittenStep, ...]" = ()
    always: "tuple[WrittenStep, ...]" = ()


@frozen
class WrittenCall:
    """`call`. `operation`: `provider.operation`; `timeout`: seconds; `fallback_span`: of the word `fallback`."""

    operation: Word
    arguments: tuple[WrittenValue, ...]
    rows: WrittenRows
    timeout: float | None
    retry: Retry | None
    fallback: WrittenBlock | None
    fallback_span: Span | None
    verify: WrittenVerify | Hole | None


@frozen
class WrittenGroup:
    """`group`."""

    block: WrittenBlock


@frozen
class WrittenUse:
    """`use`."""

    reference: Word
    arguments: tuple[WrittenValue, ...]


@frozen
class WrittenBranch:
    """One arm of `parallel`."""

    id: Word
    block: WrittenBlock


@frozen
class WrittenParallel:
    """`parallel`. `at_once`: None is all of them."""

    branches: tuple[WrittenBranch, ...]
    at_once: int | None


@frozen
class WrittenAsk:
    """`ask`. `deadline`: seconds."""

    message: Template | str
    choices: tuple[str, ...]
    deadline: float | None
    default: Word | None


@frozen
class WrittenWait:
    """`wait`."""

    seconds: float


@frozen
class WrittenAssertion:
    """One thing that must be true."""

    that: Condition
    message: Template | str


@frozen
class WrittenAssert:
    """`assert`."""

    assertions: tuple[WrittenAssertion, ...]


@frozen
class WrittenLet:
    """`let`."""

    values: tuple[WrittenValue, ...]


@frozen
class WrittenHandover:
    """`handover`."""

    to: Template | str
    note: Template | str


WrittenAction: TypeAlias = (
    WrittenCall
    | WrittenGroup
    | WrittenUse
    | WrittenParallel
    | WrittenAsk
    | WrittenWait
    | WrittenAssert
    | WrittenLet
    | WrittenHandover
)


@frozen
class WrittenLoop:
    """`for_each` and what belongs to it. A hole stands for an expression that could not be read.

    `at_most`: None without one; `empty`: None when an empty list is passed over; `label`: None for the item itself.
    """

    items: Condition | Hole
    name: Word
    at_once: int
    at_most: Condition | Hole | None = None
    empty: Empty | None = None
    label: Condition | Hole | None = None
    on_error: OnError = OnError.STOP
    skip_same: bool = False


@frozen
class WrittenStep:
    """A step. `id`: the empty text when it has none; `action` is a hole when its verb could not be read."""

    id: Word
    title: str
    when: Condition | None
    loop: WrittenLoop | None
    action: WrittenAction | Hole
    span: Span


@frozen
class WrittenInput:
    """A declared input: its JSON Schema. `sound`: whether it is one."""

    name: Word
    schema: Node
    sound: bool


@frozen
class WrittenSecret:
    """`secrets.NAME`, or `secrets[inputs.name]`: exactly one of `name` and `input` is not empty."""

    name: str
    input: str
    span: Span


@frozen
class WrittenCredential:
    """One scheme of `auth`: field -> secret; a single secret has the field `value`. None: it could not be read."""

    scheme: Word
    fields: tuple[tuple[Word, WrittenSecret], ...] | None


@frozen
class WrittenProvider:
    """A provider under the playbook's name for it."""

    name: Word
    contract: Word | None
    overlay: Word | None
    auth: tuple[WrittenCredential, ...]
    span: Span


@frozen
class WrittenDefaults:
    """`defaults`. `timeout`: seconds."""

    rows: WrittenRows = WrittenRows()
    timeout: float | None = None
    retry: Retry | None = None


@frozen
class Playbook:
    """A whole playbook.

    `readings`: every expression in it, in the order of the text; `step_readings`: those that are not in `outputs`.
    `sound`: nothing is wrong with how it is written, so nothing of it is missing here.
    """

    document: Document
    name: str
    title: str
    description: str
    owner: str
    effect: Effect | None
    effect_span: Span
    inputs: tuple[WrittenInput, ...]
    providers: tuple[WrittenProvider, ...]
    defaults: WrittenDefaults
    body: WrittenBlock
    outputs: tuple[WrittenValue, ...]
    batch: Node | None
    approval: Node | None
    readings: tuple[Condition | Template, ...]
    step_readings: tuple[Condition | Template, ...]
    sound: bool = True

    @property
    def digest(self) -> str:
        """The digest of its text."""
        return self.document.source.digest
