"""What must be true before the first request leaves."""

from runbook.cli.exits import Exit
from runbook.cli.needed_secrets import credentials_of, missing_secrets, needed_secrets
from runbook.cli.preparation import Prepared
from runbook.cli.refusal import Refusal, refused
from runbook.cli.world import Outside
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.runtime.credentials import MissingSecretError
from runbook.values.unknown import encode_value


def guard(prepared: Prepared, outside: Outside) -> Refusal | None:
    """Why nothing may be sent: a secret that is missing or stands in an input, or a token of elsewhere or of before."""
    plan = prepared.plan
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
    return refused(problems, Exit.REFUSED) if problems else _given_away(prepared, outside)


def _given_away(prepared: Prepared, outside: Outside) -> Refusal | None:
    """Inputs are recorded, shown and sent as they are: none of them may hold what is masked everywhere else."""
    try:
        for name in needed_secrets(prepared.plan):
            outside.keyring.reveal(name)
    except MissingSecretError as error:
        return refused(Diagnostic("missing-secret", str(error), subject=f"secrets.{error.name}"))
    encoded = {name: encode_value(value) for name, value in prepared.inputs.items()}
    found = [_holding(name) for name, text in encoded.items() if outside.memory.redact_json(text) != text]
    return refused(found) if found else None


def _holding(name: str) -> Diagnostic:
    help = "give secrets by name (secrets.X); nothing was sent"
    return Diagnostic("secret-in-input", "this input holds the value of a secret", subject=f"inputs.{name}", help=help)
