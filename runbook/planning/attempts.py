"""Attempts of a call that a plan and a proof pass over: between the second and the last all are alike.

A call that may be sent a hundred times would be a hundred states. Nothing tells its third attempt from its second but
how many are left, so the third that is looked at is the last one: the first, one more, and the last stand for all.
What those passed over cost at most is added where the last one begins.
"""

from runbook.by_identity import by_identity
from runbook.frozen import replace
from runbook.interpreter.events import EffectRead, EffectSettled, Event, WaitEnded, WaitReason
from runbook.interpreter.grace import wait_for_proof
from runbook.interpreter.standpoint import standpoint
from runbook.interpreter.state import CallProgress, Phase, Progress, State
from runbook.language.procedure import Call, IfNot, Procedure, Verb, Verify
from runbook.planning.place import changed
from runbook.planning.proved import Burden
from runbook.providers.contract import Effect

_LOOKED_AT = 2
"""Attempts that are looked at before the last one."""


def at_the_last(procedure: Procedure, state: State, event: Event) -> State:
    """The state after an event that leads to a further attempt, before the last one when others come before it."""
    if state.ended is not None or not _leads_to_another(event):
        return state
    found = standpoint(procedure, state, event.address)
    if found is None or not isinstance(found.step.action, Call) or not isinstance(found.progress, CallProgress):
        return state
    before_last = found.step.action.retry.at_most - 1
    if found.progress.phase is not Phase.READY or not _LOOKED_AT <= found.progress.attempts < before_last:
        return state

    def passed(progress: Progress) -> Progress:
        return replace(progress, attempts=before_last) if isinstance(progress, CallProgress) else progress

    return changed(procedure, state, event.address, passed)


def leads_back(procedure: Procedure, state: State, event: Event) -> bool:
    """Return True for a word of a person that leads a call back to where it was never sent from.

    It was in doubt because another step that asks for the same effect is; what follows is shown there already.
    """
    if not isinstance(event, EffectSettled) or state.ended is not None:
        return False
    found = standpoint(procedure, state, event.address)
    if found is None or not isinstance(found.progress, CallProgress):
        return False
    return found.progress.phase is Phase.READY and found.progress.attempts == 0


def _leads_to_another(event: Event) -> bool:
    """Return True if a call can stand ready again after an event: a wait before a retry, a read, or a person's word."""
    if isinstance(event, WaitEnded):
        return event.reason is WaitReason.RETRY
    return isinstance(event, EffectRead | EffectSettled)


def before_the_last(call: Call, attempt: int) -> Burden:
    """Return what the attempts passed over before this one cost at most; nothing unless it is the last of many.

    An attempt is followed by the next after a wait, when it provably did not act, or after its reads, when it may have.
    """
    retry, verify = call.retry, call.verify
    if attempt != retry.at_most or attempt <= _LOOKED_AT + 1:
        return Burden()
    in_doubt = sends_again_in_doubt(call)
    read = _settling(call, verify) if in_doubt and verify is not None else Burden()
    acts = int(in_doubt and call.site.operation.effect is Effect.IRREVERSIBLE)
    passed = range(_LOOKED_AT, retry.at_most - 1)
    waits = sum(max(retry.delay(number), read.wait) for number in passed)
    return Burden((1 + read.requests) * len(passed), acts * len(passed), waits)


def looking(call: Call) -> Burden:
    """What the look before the first attempt costs at most: it is made again while it fails."""
    retry = call.retry
    return Burden(retry.at_most, 0, sum(retry.delay(number) for number in range(retry.at_most - 1)))


def _settling(call: Call, verify: Verify) -> Burden:
    """Return what reading back costs at most: all reads within `within`, and a last one when they end too early."""
    whole = wait_for_proof(call, silent=True) or 0.0
    return Burden(verify.polls + int(whole > (0.0 if verify.rests else verify.span)), 0, max(verify.span, whole))


@by_identity
def sends_again_in_doubt(call: Call) -> bool:
    """Return True if more than an answer that proves nothing happened can lead to another attempt."""
    resends = call.verify is not None and call.verify.if_not is IfNot.RESEND
    return resends or any(Verb.RETRY.value in row.choices for row in call.rows)
