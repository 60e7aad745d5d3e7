"""What must be true before the first request leaves."""

from runbook.cli.exits import Exit
from runbook.cli.needed_secrets import credentials_of, missing_secrets
from runbook.cli.refusal import Refusal, refused
from runbook.cli.world import Outside
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.planning.plan import Plan
from runbook.runtime.credentials import MissingSecretError


def guard(plan: Plan, outside: Outside) -> Refusal | None:
    """Why nothing may be sent: a secret that is missing, or a token that belongs elsewhere or is over."""
    missing = missing_secrets(plan, outside.keyring)
    if missing:
        return refused(missing)
    problems = []
    for provider, credential in credentials_of(plan).values():
        try:
            problem = outside.authorizer.problem(provider, credential)
        except MissingSecretError as error:
            return refused(Diagnostic("missing-secret", str(error), subject=f"secrets.{error.name}"))
        if problem:
            problems.append(Diagnostic("token-refused", problem, subject=f"{provider}: {credential.scheme}"))
    return refused(problems, Exit.REFUSED) if problems else None
