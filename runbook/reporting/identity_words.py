"""Words for the accounts that a run acts as, and for who took it up."""

from collections.abc import Iterator, Sequence

from runbook.interpreter.identity import Identity, Sameness, compared
from runbook.reporting.escape import shortened
from runbook.reporting.report import Closed, Report, Resumed
from runbook.reporting.words import moment

_LONGEST = 160


def acting_words(identities: Sequence[Identity]) -> list[str]:
    """Return `karmacheck: group A of company B` for each identity that is known by an account."""
    said = [f"{one.provider}: {shortened(one.acts_as, _LONGEST)}" for one in identities if one.acts_as]
    return list(dict.fromkeys(said))


def identity_words(identity: Identity) -> str:
    """Return the account that a credential acts for, or how else it is told from others."""
    if identity.acts_as:
        return shortened(identity.acts_as, _LONGEST)
    names = ", ".join(identity.secrets)
    if identity.fingerprint:
        return f"the account of {names}, which does not say whose it is (fingerprint {identity.fingerprint[:12]})"
    return f"the account of {names}, which does not say whose it is"


def resumed_words(report: Report) -> list[str]:
    """Return a line for each time that the run was taken up by another person, or as somebody else."""
    return list(_resumed(report))


def _resumed(report: Report) -> Iterator[str]:
    person, acting = report.by, report.first_acting
    for one in report.resumed:
        changes = _changes(acting, one)
        if changes or one.confirmed or one.by != person:
            confirmed = f" (--{one.confirmed.replace('_', '-')}: {one.because})" if one.confirmed else ""
            what = f": {'; '.join(changes)}" if changes else ""
            yield f"taken up by {one.by} at {moment(one.at)}{what}{confirmed}"
        person, acting = one.by, one.acting


_CHANGES = {
    Sameness.OTHER_CREDENTIAL: "{provider} with another credential of the same account",
    Sameness.UNPROVED: "{provider} with another credential, whose account is not said",
    Sameness.OTHER_ACCOUNT: "{provider} acts as {now}, and acted as {before}",
}


def _changes(before: Sequence[Identity], resumed: Resumed) -> list[str]:
    return [
        _CHANGES[one.sameness].format(
            provider=one.now.provider, before=identity_words(one.before), now=identity_words(one.now)
        )
        for one in compared(before, resumed.acting)
        if one.sameness in _CHANGES
    ]


def closed_words(closed: Closed) -> str:
    """Return who closed a run, when and why."""
    return f"by {closed.by} at {moment(closed.at)}: {closed.because}"
