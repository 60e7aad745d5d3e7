"""The last question before something real happens."""

from runbook.cli import show
from runbook.cli.keyrings import Keyring
from runbook.cli.planned import planned_text, show_with
from runbook.cli.preparation import Prepared
from runbook.cli.respondent import is_person_there, read_line
from runbook.reporting.style import Piece, Role, line
from runbook.reporting.words import counted


def confirm(prepared: Prepared, keyring: Keyring, *, yes: bool, output: str) -> bool:
    """Whether this run may begin: outside production always, in production when a person says so.

    Without `yes` and without a person the plan becomes the payload.
    """
    if not prepared.plan.production or yes:
        return True
    if is_person_there():
        return _asked(prepared, keyring)
    show_with(prepared, keyring, output)
    said = Piece("not confirmed: nothing was sent", Role.WARN)
    show.painted_words([line(said, "; this is production, so add --yes to confirm what the plan shows")])
    return False


def _asked(prepared: Prepared, keyring: Keyring) -> bool:
    """Whether the person at the terminal types the environment's name below the plan."""
    environment = prepared.plan.environment
    requests = counted(prepared.plan.totals.irreversible_at_most, "request")
    question = f"up to {requests} to {environment} that cannot be undone"
    show.painted_words([*planned_text(prepared, keyring), (), line(Piece(question, Role.STRONG))])
    if read_line(f"type {environment} to go on: ") == environment:
        return True
    show.painted_words([line(Piece("not confirmed: nothing was sent", Role.WARN))])
    return False
