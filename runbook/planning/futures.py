"""What of a state its future depends on: two states with the same future are one node of a plan.

Left out are words for people, how often something was read or sent before, and whether notes were taken.
"""

from collections.abc import Hashable, Mapping

from runbook.frozen import field, frozen
from runbook.interpreter.blocks import part_steps
from runbook.interpreter.grace import evidence
from runbook.interpreter.state import (
    BlockProgress,
    CallProgress,
    Failure,
    FanProgress,
    Fresh,
    LeafProgress,
    Phase,
    Progress,
    State,
    UseProgress,
)
from runbook.language.procedure import Assert, Block, Call, Group, Let, Parallel, Procedure, Step, StepState, Use
from runbook.planning.attempts import sends_again_in_doubt
from runbook.planning.outline import Entry
from runbook.providers.answer import Answer

_READING = frozenset({Phase.READ, Phase.READ_IN_FLIGHT, Phase.READ_ANSWERED, Phase.POLL, Phase.GRACE})
"""Phases in which it still matters whether the answer was a 2XX."""

_SAYS = frozenset({"response", "status", "message", "because"})
"""Fields of a result that carry the provider's answer on."""


_SENDING = frozenset({Phase.READY, Phase.IN_FLIGHT, Phase.ANSWERED, Phase.BACKOFF})
"""Phases of a call before its answer is routed, or after it was routed to another attempt."""


def heeds_failure(entries: tuple[Entry, ...]) -> bool:
    """Whether any step but a handover or a question reads `failure`; words for people may differ within a node."""
    return any("Name(name='failure'" in repr(_reads(entry.step)) for entry in entries)


def _reads(step: Step) -> object:
    match step.action:
        case Call(site=site, verify=verify):
            return (step.when, step.loop, site.arguments, verify.site.arguments if verify is not None else None)
        case Use(arguments=arguments):
            return (step.when, step.loop, arguments)
        case Let() | Assert():
            return (step.when, step.loop, step.action)
        case _:
            return (step.when, step.loop)


def _failures(progress: Progress | None) -> tuple[Failure | None, ...]:
    """What stopped each block on the way to the steps at work."""
    match progress:
        case BlockProgress():
            return (progress.failure, *_failures(progress.current))
        case UseProgress():
            return _failures(progress.block)
        case CallProgress():
            return _failures(progress.fallback)
        case FanProgress():
            return tuple(one for member in progress.running.values() for one in _failures(member))
        case _:
            return ()


@frozen
class Futures:
    """How states of one procedure are told apart.

    `heeds_failure`: see `heeds_failure()`. `counts_retries`: whether it matters how many attempts an answer has left.
    `values`: whether it matters what earlier steps left, or only whether they did, of those whose result is
    `read_whole`.
    `texts`: what loops go over and steps left, each written out once; with the thing itself, so its id stays its own.
    """

    procedure: Procedure
    heeds_failure: bool
    counts_retries: bool = True
    values: bool = True
    read_whole: frozenset[str] = frozenset()
    texts: dict[int, tuple[object, str]] = field(default_factory=dict, compare=False)

    def key(self, state: State) -> Hashable:
        """Equal for two states when nothing that can still happen tells them apart."""
        if state.ended is not None:
            return state.ended.state
        failures = repr(_failures(state.block)) if self.heeds_failure and self.values else None
        return (failures, self._block(self.procedure.body, state.block))

    def _block(self, block: Block, progress: BlockProgress) -> Hashable:
        outcome = StepState.DONE if progress.outcome is StepState.DONE_WITH_NOTES else progress.outcome
        names = self._left(progress.names) if self.values else None
        left = (self._results(progress.steps), names, outcome)
        if progress.over:
            return left
        step = part_steps(block, progress.part)[progress.position]
        return (progress.part, progress.position, left, self._step(step, progress.current))

    def _step(self, step: Step, progress: Progress) -> Hashable:
        match progress:
            case Fresh(opened=opened):
                return opened
            case CallProgress():
                return self._call(step, progress)
            case LeafProgress(ending=ending, choice=choice):
                return (ending.state if ending is not None else None, choice)
            case BlockProgress() if isinstance(step.action, Group):
                return self._block(step.action.block, progress)
            case UseProgress(block=block) if isinstance(step.action, Use):
                arguments = self._left(progress.arguments)
                return (arguments, self._block(step.action.procedure.body, block))
            case FanProgress():
                return self._fan(step, progress)
            case _:
                return repr(progress)

    def _fan(self, step: Step, progress: FanProgress) -> Hashable:
        members = tuple(
            (index, self._member(step, index, progress.running[index])) for index in sorted(progress.running)
        )
        noted = progress.outcome is StepState.DONE_WITH_NOTES and "state" not in step.keeps
        outcome = StepState.DONE if noted else progress.outcome
        left = (progress.next, progress.ended, outcome, progress.failure is None)
        items = self._text(progress.items) if self.values else progress.count
        return (members, left, items, self._left(progress.kept), self._results(progress.inner))

    def _left(self, values: Mapping[str, object] | Mapping[int, object]) -> Hashable:
        """What earlier steps left; without its values only what it is of."""
        if not self.values:
            return frozenset(values)
        return repr(values) if values else None

    def _results(self, steps: Mapping[str, Mapping[str, object]]) -> Hashable:
        """The same of steps, of which only those tell something that are asked for as a whole."""
        if not self.values:
            return frozenset(id for id in steps if id in self.read_whole or "*" in self.read_whole)
        return tuple((id, self._text(fields)) for id, fields in steps.items()) if steps else None

    def _text(self, items: object) -> Hashable:
        if id(items) not in self.texts:
            self.texts[id(items)] = (items, repr(items))
        return self.texts[id(items)][1]

    def _member(self, step: Step, index: int, progress: Progress) -> Hashable:
        if isinstance(step.action, Parallel) and isinstance(progress, BlockProgress):
            return self._block(step.action.branches[index].block, progress)
        return self._step(step, progress)

    def _call(self, step: Step, progress: CallProgress) -> Hashable:
        call = step.action
        fallback = (
            self._block(call.fallback, progress.fallback)
            if isinstance(call, Call) and call.fallback is not None and progress.fallback is not None
            else None
        )
        return (
            progress.phase,
            progress.attempts if self._counts(step, progress) else 0,
            progress.lost,
            _evidence(step, progress),
            progress.silent and progress.phase is not Phase.OVER,
            (progress.late, progress.looked, progress.pending) if progress.phase is not Phase.OVER else None,
            progress.claimed and progress.phase is not Phase.IN_DOUBT,
            (bool(progress.same), progress.meant),
            (progress.row, progress.nothing) if progress.phase in (Phase.ASK, Phase.ASKED) else None,
            (progress.ending.state, progress.ending.already) if progress.ending is not None else None,
            self._answer(step, progress),
            repr((progress.read, progress.before)) if progress.phase is Phase.READ_ANSWERED else None,
            fallback,
        )

    def _counts(self, step: Step, progress: CallProgress) -> bool:
        """Whether it matters how often the call was sent: where it can be sent again until no attempt is left."""
        if progress.phase in (Phase.OVER, Phase.FALLBACK):
            return False
        if isinstance(step.action, Call) and sends_again_in_doubt(step.action):
            return True
        return self.counts_retries and progress.phase in _SENDING

    def _answer(self, step: Step, progress: CallProgress) -> Hashable:
        """The answer counts until it is routed, and after that only where it is read later."""
        answer: Answer | None = progress.answer
        if answer is None or progress.phase is Phase.READY:
            return None
        if progress.phase is Phase.ANSWERED or carries_answer(step) or self.heeds_failure:
            return repr(answer)
        return answer.retry_after if progress.phase is Phase.BACKOFF else None


def _evidence(step: Step, progress: CallProgress) -> Hashable:
    """What the answer of a call says about the effect that is read back."""
    if progress.phase not in _READING or not isinstance(step.action, Call):
        return None
    return evidence(step.action.site.operation, progress.answer)


def carries_answer(step: Step) -> bool:
    """Whether a later expression reads what the provider answered to this step; its own read-back may be one."""
    verify = step.action.verify if isinstance(step.action, Call) else None
    return not _SAYS.isdisjoint(step.keeps) or (verify is not None and verify.reads_answer)
