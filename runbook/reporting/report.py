"""What a run did, as people and machines want to know it: the nouns of a report."""

from collections.abc import Iterator, Mapping

from runbook.frozen import frozen, replace
from runbook.interpreter.events import Purpose, Verdict
from runbook.interpreter.identity import Identity
from runbook.interpreter.standing import EffectStanding
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.reporting.item_names import Untried
from runbook.values.json import Json
from runbook.values.unknown import Value


@frozen
class Attempt:
    """One sending. `at`, `answered_at`: seconds since the epoch. `digest`: of the request, as in the plan.

    `request`: as recorded (`Request.described`), secrets by name. `server`: base URL; `path`: with its query.
    `answer` is None when the run ended before one was recorded.
    `verb`, `row`, `because`, `disarmed`: where the answer led; `verdict`: what a read-back showed.
    `nothing`: the answer proves that this sending did not act.
    """

    number: int
    purpose: Purpose
    at: float
    operation: str
    method: str
    server: str
    path: str
    effect: Effect
    digest: str
    answer: Answer | None = None
    answered_at: float | None = None
    verb: Verb | None = None
    row: int | None = None
    because: str = ""
    disarmed: tuple[int, ...] = ()
    verdict: Verdict | None = None
    request: Json = None
    nothing: bool = False

    @property
    def url(self) -> str:
        """The whole URL."""
        return self.server + self.path

    @property
    def left(self) -> bool:
        """Whether the request may have left this machine."""
        return self.answer is None or self.answer.kind is not AnswerKind.NOT_SENT

    @property
    def in_doubt(self) -> bool:
        """Whether the run itself does not know if this request acted: it left, and no answer was recorded."""
        return self.answer is None and self.effect is not Effect.READ


@frozen
class Handed:
    """Something given to people."""

    to: str
    note: str


@frozen
class Choice:
    """What a person decided. `by`: who; None is the deadline."""

    choice: str
    by: str | None
    at: float = 0.0


@frozen
class Question:
    """What people were asked. `until`: when `default` counts as chosen, seconds since the epoch; None is never.

    `leads`: where each choice leads, in words; empty when nobody has looked.
    """

    at: float
    message: str
    choices: tuple[str, ...]
    until: float | None
    default: str | None
    leads: tuple[str, ...] = ()


@frozen
class Settled:
    """A person's word on an effect that was in doubt. `because`: how they know."""

    at: float
    happened: bool
    by: str
    because: str


@frozen
class StepReport:
    """One step or one item of a loop. `state` is None while it has not ended. `waited`: seconds.

    `item`: what a loop's item goes over, as text for people; empty for a step. `label`: the item's name for people;
    `untried`: the items of a loop that were not begun. `questions`: in the order they were
    put; the last is open while the state is waiting. `began_at`, `ended_at`: of its first event and of its end.
    `postponed_until`: when a wait is over that no process sits through, seconds since the epoch.
    `same_as`: the step whose effect in doubt this one asks for too.
    """

    address: str
    id: str
    state: StepState | None
    because: str
    already: bool
    attempts: tuple[Attempt, ...]
    waited: float
    choices: tuple[Choice, ...]
    handed: Handed | None
    steps: "tuple[StepReport, ...]"
    item: str = ""
    label: str = ""
    untried: tuple[Untried, ...] = ()
    questions: tuple[Question, ...] = ()
    settled: tuple[Settled, ...] = ()
    began_at: float | None = None
    ended_at: float | None = None
    unclaimed: bool = False
    postponed_until: float | None = None
    same_as: str = ""

    @property
    def open_question(self) -> Question | None:
        """What is asked and not answered."""
        return self.questions[-1] if self.questions and self.state is StepState.WAITING else None

    @property
    def settled_late(self) -> tuple[Settled, ...]:
        """What was said of its effect after it had ended."""
        return tuple(one for one in self.settled if self.ended_at is not None and one.at > self.ended_at)

    def walk(self) -> "Iterator[StepReport]":
        """This step and all inside it, in order."""
        yield self
        for step in self.steps:
            yield from step.walk()


@frozen
class Resumed:
    """The run was taken up. `by`: who did; `acting`: as whom it acted from there on.

    `confirmed`: the option by which a person said that it may (`same_identity`, `as_other`), `because` of this.
    """

    at: float
    by: str
    acting: tuple[Identity, ...] = ()
    confirmed: str = ""
    because: str = ""


@frozen
class Closed:
    """A person gave the run up. `because`: why."""

    at: float
    by: str
    because: str


@frozen
class Doubt:
    """An effect that nobody knows about: what must be looked up by a person. `reason`: why it is not known.

    `late`: its step ended all the same, and only a person's word can tell any more.
    """

    address: str
    attempt: Attempt
    reason: str
    late: bool = False


@frozen
class Totals:
    """Counts over the run; requests are those that may have left this machine.

    `notes`: steps that ended with notes; `already`: effects that were there before; `untried`: items never begun.
    `unclaimed`: effects that happened, by whom is unknown.
    """

    requests: int
    irreversible: int
    retries: int
    notes: int
    already: int
    handed_over: int
    in_doubt: int
    untried: int = 0
    unclaimed: int = 0


@frozen
class Report:
    """A whole run. `state` is None when it did not end. `servers`: contract -> base URL. Times as in Attempt.

    `by`: who began it; `plan`: the digest of the plan file that was applied, if one was. `running`: a living process
    drives it, `driver`: which. `looked_at`: when somebody looked, as far as that matters. `effects`: what became of
    each, in the order in which they were first tried. `acting`: as whom it acts, since it was taken up last;
    `first_acting`: at its start; `resumed`: each time it was taken up. `closed`: a person gave it up; `ended_at` is
    when, if it had not ended before.
    """

    run: str
    procedure: str
    digest: str
    environment: str
    servers: Mapping[str, str]
    inputs: Mapping[str, Value]
    started_at: float
    ended_at: float | None
    state: StepState | None
    because: str
    steps: tuple[StepReport, ...]
    handovers: tuple[tuple[str, Handed], ...]
    doubts: tuple[Doubt, ...]
    totals: Totals
    outputs: Mapping[str, Value]
    last_at: float
    by: str = ""
    plan: str = ""
    running: bool = False
    driver: str = ""
    looked_at: float | None = None
    effects: tuple[EffectStanding, ...] = ()
    acting: tuple[Identity, ...] = ()
    first_acting: tuple[Identity, ...] = ()
    resumed: tuple[Resumed, ...] = ()
    closed: Closed | None = None

    @property
    def irreversible_left(self) -> int:
        """How many irreversible requests may have left this machine in this run."""
        attempts = [attempt for step in self.walk() for attempt in step.attempts]
        return sum(attempt.effect is Effect.IRREVERSIBLE and attempt.left for attempt in attempts)

    @property
    def seconds(self) -> float:
        """Wall time between the first event and the last, or the end: what people say later takes none."""
        return max(0.0, (self.last_at if self.ended_at is None else self.ended_at) - self.started_at)

    def driven(self, driver: str = "") -> "Report":
        """The same while a living process drives it: a request that is under way is not in doubt yet."""
        if self.ended_at is not None:
            return self
        doubts = tuple(doubt for doubt in self.doubts if doubt.attempt.answer is not None)
        totals = replace(self.totals, in_doubt=len(doubts))
        return replace(self, running=True, driver=driver, doubts=doubts, totals=totals)

    @property
    def postponed_until(self) -> float | None:
        """When a run that only waits for time can go on; None when it waits for people, or not at all."""
        if self.ended_at is not None or self.state is not StepState.WAITING:
            return None
        steps = list(self.walk())
        if any(step.open_question is not None for step in steps):
            return None
        return min((step.postponed_until for step in steps if step.postponed_until is not None), default=None)

    def walk(self) -> Iterator[StepReport]:
        """Every step, outer ones first."""
        for step in self.steps:
            yield from step.walk()
