"""A plan that is being applied: compared with today's credentials, used up before anything is sent."""

from collections.abc import Callable
from contextlib import suppress

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.fingerprint_key import fingerprint_key
from runbook.cli.keyrings import Keyring
from runbook.cli.occasion import Opened
from runbook.cli.plan_files import OpenPlan, applied_plans, was_used
from runbook.cli.preparation import Prepared
from runbook.cli.refusal import Refusal, refused
from runbook.cli.run_files import no_state
from runbook.cli.secrets_used import secrets_used
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.planning.outdated import changed_credentials, not_compared
from runbook.reporting.style import Piece, Role, line
from runbook.runtime.applied import Application, AppliedPlans
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.owner import RunOwnedError
from runbook.runtime.person import this_person
from runbook.runtime.private import PrivacyError


class AppliedPlan:
    """The occasion of a run that applies a plan file."""

    def __init__(self, opened: OpenPlan) -> None:
        self._file = opened.file
        self._source = opened.source

    @property
    def plan(self) -> str:
        """The digest of the file."""
        return self._source.digest

    @property
    def confirmed(self) -> bool:
        """An approval that was demanded, and given, is more than a confirmation."""
        return bool(self._file.saved.policies)

    def forbids(self, prepared: Prepared) -> Refusal | None:
        """Approvals were judged before."""
        del prepared
        return None

    def objects(self, prepared: Prepared, keyring: Keyring) -> Refusal | None:
        """A credential that is another one than when the plan was made; one that cannot be compared is named."""
        today = secrets_used(prepared, keyring, fingerprint_key(), everything=True)
        planned = self._file.saved.secrets
        found = changed_credentials(planned, today)
        for name, why in not_compared(planned, today):
            show.painted_words([line(Piece(f"{name} was not compared with the plan: {why}", Role.WARN))])
        return refused(found, Exit.REFUSED) if found else None

    def begin(self, open_journal: Callable[[], Opened]) -> Opened:
        """Journal first, then the claim, then the first request: a crash in between wastes the plan at worst."""
        plans = applied_plans()
        if isinstance(plans, Refusal):
            return plans
        id = self._file.saved.made.id
        try:
            with plans.reserved(id):
                before = plans.find(id)
                if before is not None:
                    return was_used(before, self._source.name)
                opened = open_journal()
                return opened if isinstance(opened, Refusal) else self._claimed(plans, *opened)
        except RunOwnedError as error:
            who = f"process {error.owner.pid} on {error.owner.host}" if error.owner else "another process"
            message = f"{who} is applying the plan right now"
            return refused(Diagnostic("plan-used", message, subject=self._source.name), Exit.REFUSED)
        except OSError as error:
            message = f"the record of applied plans cannot be written: {error.strerror}"
            found = Diagnostic("state-directory", message, subject="RUNBOOK_STATE", help="nothing was sent")
            return refused(found, Exit.REFUSED)

    def _claimed(self, plans: AppliedPlans, run: str, journal: RunJournal) -> Opened:
        """The run, now that it is on disk that it and no other applies the plan."""
        application = Application(self._file.saved.made.id, run, SystemClock().now(), this_person())
        try:
            if plans.claim(application):
                return run, journal
            refusal = was_used(plans.find(application.plan) or application, self._source.name)
        except PrivacyError as error:
            refusal = no_state(error)
        with suppress(JournalError):
            journal.close()
        return refusal
