"""What a run may do: every request it can send, and where every answer leads."""

from collections.abc import Mapping

from runbook.frozen import frozen
from runbook.interpreter.events import Purpose
from runbook.language.procedure import Origin, StepState, Verb
from runbook.providers.contract import Effect
from runbook.providers.request import Request
from runbook.values.canonical import digest
from runbook.values.json import Json
from runbook.values.unknown import Value, encode_value


@frozen
class PlannedRequest:
    """A request that the run may send from `address` (`services/one_by_one[0]`). `label`: of its item, for people."""

    address: str
    purpose: Purpose
    request: Request
    label: str = ""


@frozen
class Road:
    """Where one class of answers leads.

    `status`: `2XX`, `422`, `no_answer` ...; `message`: the provider's words, when the class has some.
    `to`: numbers of the steps that can come next; `ends`: the states in which the item can end right after it.
    `retries`: attempts in all, and `waits` the seconds between them in all, when the verb is retry.
    `settles`: the operation that is read back before anything follows; `doubt`: none is, and the effect may stay open.
    `nothing`: the playbook's author says that such an answer proves that nothing happened.
    `asks`: what the row looks at besides status and words; empty when nothing.
    """

    status: str
    message: str | None
    verb: Verb
    origin: Origin
    because: str
    to: tuple[str, ...] = ()
    ends: tuple[StepState, ...] = ()
    retries: int = 0
    waits: float = 0.0
    settles: str = ""
    nothing: bool = False
    asks: str = ""
    doubt: bool = False


@frozen
class PlannedLoop:
    """What a step is done for each of. `over`: the list as written; `open`: only the run knows it.

    `items`: the most there may be, None when nothing bounds them; `in_all`: the same with the loops around it.
    `at_most`: what the playbook allows, None when it does not say. `empty`: what an empty list means, if it may be.
    """

    over: str
    items: int | None
    in_all: int | None
    at_most: int | None = None
    open: bool = False
    empty: str = ""


@frozen
class PlannedStep:
    """One step of the procedure as the plan shows it.

    `number`: `1`, `1.1` for what is inside; `kind`: its verb key (`call`, `handover` ...); `depth` from 0.
    `part`: "" for the main road, else `fallback`, `rescue` or `always`. `times`: how often at most; None: no bound.
    `detail`: for steps that send nothing, what they do. `reachable`: whether any road leads here.
    `when`: the condition as written; `skipped`: it is false with these inputs.
    `requests`: each a run may send here, reads for `verify` apart in `reads`.
    `instead`: why the contract's own read-back is left out.
    """

    number: str
    address: str
    id: str
    title: str
    kind: str
    depth: int
    part: str
    reachable: bool
    times: int | None
    detail: str
    when: str
    requests: tuple[PlannedRequest, ...] = ()
    reads: tuple[PlannedRequest, ...] = ()
    roads: tuple[Road, ...] = ()
    unverified: tuple[str, ...] = ()
    moves_money: bool = False
    instead: str = ""
    skipped: bool = False
    loop: PlannedLoop | None = None


@frozen
class Totals:
    """`answers`: classes of answers over all reachable calls. The rest counts requests and seconds on the worst road.

    `expected`: irreversible requests when every answer is the first 2XX and every list as long as it may be. None:
    nothing bounds a list that only the run knows. `asked_wait`: seconds that a provider can add to each wait before a
    retry (`Retry-After`); for longer the run rests. `rests`: it does so too between reads of a long `within`.
    """

    answers: int
    irreversible_at_most: int
    irreversible_expected: int
    requests_at_most: int | None
    longest_wait: float | None
    asked_wait: float = 0.0
    rests: bool = False


@frozen
class Plan:
    """A plan for one procedure with these inputs in this environment. `servers`: contract name -> base URL."""

    name: str
    title: str
    owner: str
    effect: Effect
    procedure: str
    environment: str
    production: bool
    servers: Mapping[str, str]
    inputs: Mapping[str, Value]
    steps: tuple[PlannedStep, ...]
    totals: Totals
    nodes: int

    def described(self) -> Json:
        """What the plan promises, as JSON: the procedure's digest, the setting and every request."""
        return {
            "procedure": self.procedure,
            "environment": self.environment,
            "servers": dict(self.servers),
            "inputs": {name: encode_value(value) for name, value in self.inputs.items()},
            "requests": [
                [planned.address, planned.purpose.value, planned.request.described()]
                for step in self.steps
                for planned in (*step.requests, *step.reads)
            ],
            "loops": [
                [step.address, step.loop.items, step.loop.in_all] for step in self.steps if step.loop is not None
            ],
        }

    @property
    def digest(self) -> str:
        """The digest of what the plan promises."""
        return digest(self.described())
