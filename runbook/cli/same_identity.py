"""Compares as whom a run acts that is taken up with before; where that differs, a person must say that it may."""

from collections.abc import Sequence

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen
from runbook.interpreter.events import RunResumed, RunStarted
from runbook.interpreter.identity import Comparison, Identity, Sameness, compared
from runbook.reporting.identity_words import identity_words
from runbook.runtime.person import this_person
from runbook.runtime.ports import Recorded


@frozen
class Vouched:
    """A person's word on as whom the run goes on. `because`: how they know, or why it may."""

    same_identity: bool = False
    as_other: bool = False
    because: str = ""


NOTHING_SAID = Vouched()


def recorded_identities(recorded: Sequence[Recorded]) -> tuple[Identity, ...]:
    """Return as whom a run acted last."""
    events = [one.event for one in recorded if isinstance(one.event, RunStarted | RunResumed)]
    return events[-1].acting if events else ()


def taken_over(
    run: str, recorded: Sequence[Recorded], now: tuple[Identity, ...], said: Vouched
) -> RunResumed | Refusal:
    """Return the record of who takes the run up and as whom; or why it may not go on as that."""
    compare = compared(recorded_identities(recorded), now)
    others = [one for one in compare if one.sameness is Sameness.OTHER_ACCOUNT]
    unproved = [one for one in compare if one.sameness is Sameness.UNPROVED]
    found = [] if said.as_other else [_other_account(run, one) for one in others]
    if not (said.as_other or said.same_identity):
        found += [_unproved(run, one) for one in unproved]
    if found:
        return refused(found, Exit.REFUSED)
    confirmed = ""
    if others or unproved:
        confirmed = "as_other" if said.as_other else "same_identity"
    return RunResumed("", this_person(), now, confirmed, said.because if confirmed else "")


def _subject(one: Comparison) -> str:
    return ", ".join(f"secrets.{name}" for name in one.now.secrets)


def _other_account(run: str, one: Comparison) -> Diagnostic:
    before, now = identity_words(one.before), identity_words(one.now)
    message = f"the run acts at {one.now.provider} ({one.before.host}) as {before}, and now it would act as {now}"
    if one.before.host != one.now.host:
        message = f"{message} ({one.now.host})"
    help = (
        f"nothing was sent; give the credential that the run began with. To go on as another account on purpose: "
        f"runbook resume {run} --as-other --because TEXT"
    )
    return Diagnostic("other-account", message, subject=_subject(one), help=help)


def _unproved(run: str, one: Comparison) -> Diagnostic:
    names = ", ".join(one.now.secrets)
    if one.before.fingerprint and one.before.key == one.now.key:
        what = f"{names} is another credential than the run acted with before, and does not say whose account it is"
    else:
        why = one.now.because or one.before.because or "its fingerprint was made with another key"
        what = f"whether {names} is of the account that the run acted as cannot be told: {why}"
    help = (
        f"nothing was sent; when it is of the same account ({one.now.provider}, {one.now.host}): runbook resume {run} "
        "--same-identity --because TEXT; else --as-other. `principals` in the profile can name accounts"
    )
    return Diagnostic("identity-unproved", what, subject=_subject(one), help=help)
