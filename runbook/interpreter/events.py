"""What happened, in the past tense. A run is the list of its events.

`address`: where in the procedure: `services/one_by_one[2]`; the empty text is the run itself.
"""

from collections.abc import Mapping
from typing import TypeAlias

from runbook.choice import Choice
from runbook.frozen import frozen
from runbook.interpreter.identity import Identity
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer
from runbook.values.json import Json
from runbook.values.unknown import Value


class Purpose(Choice):
    """Why a request is sent: to act, to read back what an act did, or to see how things stand before it."""

    ACT = "act"
    VERIFY = "verify"
    BEFORE = "before"


class Verdict(Choice):
    """What a read-back says about an effect. `gone`: a yes by its status alone; `refuted`: a definite no."""

    HOLDS = "holds"
    GONE = "gone"
    DOES_NOT_HOLD = "does_not_hold"
    REFUTED = "refuted"
    CANNOT_TELL = "cannot_tell"

    @property
    def is_yes(self) -> bool:
        """Whether the effect is there."""
        return self in (Verdict.HOLDS, Verdict.GONE)


class Reading(Choice):
    """Where in a settling a read stands: more may follow, it is the last within `within`, or the one last read."""

    MORE = "more"
    WITHIN = "within"
    LAST = "last"


class WaitReason(Choice):
    """Why nothing is sent for a while. `grace`: until a read that does not show an effect is evidence."""

    STEP = "step"
    RETRY = "retry"
    POLL = "poll"
    GRACE = "grace"


@frozen
class RunStarted:
    """The run began. `servers`: provider -> base URL; `digest`: of the procedure.

    `by`: who began it; `plan`: the digest of the plan file that was applied, empty when there was none.
    `acting`: as whom it acts at each provider.
    """

    address: str
    run: str
    procedure: str
    digest: str
    environment: str
    servers: Mapping[str, str]
    inputs: Mapping[str, Value]
    by: str = ""
    plan: str = ""
    acting: tuple[Identity, ...] = ()


@frozen
class RunResumed:
    """A run that stopped was taken up. `by`: who did; `acting`: as whom it acts from here on.

    `confirmed`: the option by which a person said that it may (`same_identity`, `as_other`), `because` of this; both
    are empty when nothing had to be confirmed.
    """

    address: str
    by: str
    acting: tuple[Identity, ...] = ()
    confirmed: str = ""
    because: str = ""


@frozen
class StepOpened:
    """A step with others inside began. `items`: what a `for_each` goes over; `arguments`: the inputs of a `use`.

    `at_most`: the most items it may have, where that is said; `labels`: the names of its items for people, where they
    have some. `open`: only a run knows the list, and `items` stand for all of it; no run records that.
    """

    address: str
    items: tuple[Value, ...] | None = None
    arguments: Mapping[str, Value] | None = None
    at_most: int | None = None
    labels: tuple[str, ...] | None = None
    open: bool = False


@frozen
class AttemptStarted:
    """A request is about to leave. Durable before its first byte. `attempt`: from 1, counted per purpose."""

    address: str
    attempt: int
    purpose: Purpose
    request: Json
    digest: str


@frozen
class AnswerReceived:
    """An attempt ended."""

    address: str
    attempt: int
    purpose: Purpose
    answer: Answer


@frozen
class AnswerRouted:
    """An outcome row took the answer. `row`: its index among the call's rows; -1 when no row did.

    `disarmed`: rows passed over because an earlier attempt got no answer.
    `nothing`: the answer proves that its own request did not act. It says nothing of earlier attempts.
    """

    address: str
    attempt: int
    row: int
    verb: Verb
    because: str
    disarmed: tuple[int, ...] = ()
    nothing: bool = False


@frozen
class EffectRead:
    """A read was judged: a read-back, or by `purpose` the look before the first attempt."""

    address: str
    attempt: int
    verdict: Verdict
    because: str = ""
    reading: Reading = Reading.MORE
    purpose: Purpose = Purpose.VERIFY


@frozen
class WaitEnded:
    """A wait is over."""

    address: str
    seconds: float
    reason: WaitReason


@frozen
class Postponed:
    """A wait of `seconds` began that no process sits through: the run may rest until it is over."""

    address: str
    seconds: float
    reason: WaitReason
    because: str


@frozen
class Asked:
    """A question was put to people. `deadline`: seconds, after which `default` counts as chosen."""

    address: str
    message: str
    choices: tuple[str, ...]
    deadline: float | None = None
    default: str | None = None


@frozen
class SameEffect:
    """A call asks for the effect that `earlier` of the same run had, or may have had; so it was not sent.

    `earlier`: an address. `happened`: that is proved; else nobody knows. `asks`: a person decides.
    """

    address: str
    earlier: str
    happened: bool
    asks: bool = False


@frozen
class FellInDoubt:
    """Nobody knows whether the last attempt here took effect; only people can say."""

    address: str
    attempt: int
    because: str


@frozen
class ReadAgain:
    """A doubt here is read back once more. `by`: who asked for it."""

    address: str
    by: str


@frozen
class EffectSettled:
    """A person said whether an effect happened. `by`: who; `because`: how they know."""

    address: str
    happened: bool
    by: str
    because: str


@frozen
class ChoiceMade:
    """A person (or the deadline) answered a question. `by`: who; None is the deadline."""

    address: str
    choice: str
    by: str | None


@frozen
class HandedOver:
    """The item was handed over to people."""

    address: str
    to: str
    note: str


@frozen
class StepEnded:
    """A step is over. `result`: further fields that expressions can read. `already`: the effect was there before us;
    `unclaimed`: it is there, and nobody can tell whether this run caused it.
    """

    address: str
    state: StepState
    because: str = ""
    already: bool = False
    result: Mapping[str, Value] | None = None
    unclaimed: bool = False


@frozen
class RunEnded:
    """The run is over."""

    address: str
    state: StepState
    because: str
    outputs: Mapping[str, Value]


@frozen
class RunClosed:
    """A person gave the run up: it never goes on, and what is open stays as it is. `by`: who; `because`: why."""

    address: str
    by: str
    because: str


Event: TypeAlias = (
    RunStarted
    | RunResumed
    | StepOpened
    | AttemptStarted
    | AnswerReceived
    | AnswerRouted
    | EffectRead
    | WaitEnded
    | Postponed
    | Asked
    | ChoiceMade
    | SameEffect
    | FellInDoubt
    | ReadAgain
    | EffectSettled
    | HandedOver
    | StepEnded
    | RunEnded
    | RunClosed
)
