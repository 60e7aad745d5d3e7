"""The last question before something real happens."""

from collections.abc import Sequence

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.keyrings import Keyring
from runbook.cli.planned import planned_text, show_with
from runbook.cli.preparation import Prepared
from runbook.cli.refusal import Refusal, refused
from runbook.cli.respondent import is_person_there, read_line
from runbook.cli.resting import Resting
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.interpreter.commands import Command, Inquire, Pause, Send
from runbook.interpreter.events import Event
from runbook.reporting.loop_words import irreversible_loops
from runbook.reporting.prospects import ahead_words
from runbook.reporting.request_text import where_text
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
    where = where_text(prepared.plan.environment, prepared.plan.servers)
    show.painted_words([line(said, f"; this is production, {where}: add --yes to confirm what the plan shows")])
    return False


def confirm_going_on(prepared: Prepared, resting: Resting, added: Sequence[Event], *, yes: bool) -> Refusal | None:
    """Why a run in production may not go on: it would send something, and nobody said that it may.

    What a person adds is not recorded then: it counts together with what follows from it.
    """
    if not prepared.plan.production or yes:
        return None
    state, commands = resting.ahead(prepared.procedure, added)
    ahead = [one for one in commands if _may_send(one)]
    if not ahead:
        return None
    environment, where = prepared.plan.environment, where_text(prepared.plan.environment, prepared.plan.servers)
    next_ = "; ".join(dict.fromkeys(ahead_words(prepared.procedure, state, one) for one in ahead))
    if is_person_there():
        show.painted_words([line(Piece(f"{resting.run} goes on in {where}: ", Role.STRONG), next_)])
        if read_line(f"type {environment} to go on in {where}: ") == environment:
            return None
    unsaid = ", and what you said was not recorded" if added else ""
    message = f"not confirmed: nothing was sent{unsaid}"
    help = f"this is production, {where}: add --yes to go on with: {next_}"
    return refused(Diagnostic("not-confirmed", message, subject=resting.run, help=help), Exit.PERSON)


def _may_send(command: Command) -> bool:
    """Whether something leaves when the run goes on here: at once, after a wait, or when a person here says so."""
    return isinstance(command, Send | Pause) or (isinstance(command, Inquire) and is_person_there())


def _asked(prepared: Prepared, keyring: Keyring) -> bool:
    """Whether the person at the terminal types the environment's name below the plan."""
    environment, where = prepared.plan.environment, where_text(prepared.plan.environment, prepared.plan.servers)
    requests = counted(prepared.plan.totals.irreversible_at_most, "request")
    question = f"up to {requests} to {where} that cannot be undone"
    loops = [line("  ", said) for said in irreversible_loops(prepared.plan)]
    show.painted_words([*planned_text(prepared, keyring), (), line(Piece(question, Role.STRONG)), *loops], fold=False)
    if read_line(f"type {environment} to go on in {where}: ") == environment:
        return True
    show.painted_words([line(Piece("not confirmed: nothing was sent", Role.WARN))])
    return False
