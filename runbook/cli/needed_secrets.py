"""Which secrets a plan needs, and which of them are missing: known before the first request."""

from collections.abc import Iterator

from runbook.cli.keyrings import Keyring
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.planning.plan import Plan
from runbook.providers.request import Credential, Request
from runbook.values.unknown import SecretName, Value
from runbook.values.userinfo import without_userinfo


def requests_of(plan: Plan) -> Iterator[Request]:
    """Every request a plan shows."""
    for step in plan.steps:
        yield from (planned.request for planned in (*step.requests, *step.reads))


def credentials_of(plan: Plan) -> dict[tuple[str, str, tuple[str, ...]], tuple[str, Credential]]:
    """Each way of proving who asks, once: the contract's name and the credential."""
    return {
        (request.provider, credential.scheme, tuple(credential.fields.values())): (request.provider, credential)
        for request in requests_of(plan)
        for credential in request.credentials
    }


def needed_secrets(plan: Plan) -> list[str]:
    """The names of all secrets that a run of this plan can reveal, in the order of the plan."""
    names = [
        name
        for request in requests_of(plan)
        for name in (
            *(name for credential in request.credentials for name in credential.fields.values()),
            *_in_body(request.body),
        )
    ]
    return list(dict.fromkeys(names))


def _in_body(value: Value) -> Iterator[str]:
    match value:
        case SecretName(name=name):
            yield name
        case list():
            for element in value:
                yield from _in_body(element)
        case dict():
            for element in value.values():
                yield from _in_body(element)
        case _:
            return


def missing_secrets(plan: Plan, keyring: Keyring) -> list[Diagnostic]:
    """A finding for each secret that is not there."""
    return [_missing(name, keyring) for name in needed_secrets(plan) if not keyring.present(name)]


def _missing(name: str, keyring: Keyring) -> Diagnostic:
    return Diagnostic(
        "missing-secret",
        f"the secret {name} is missing: there is nothing at {without_userinfo(keyring.source(name))}",
        subject=f"secrets.{name}",
        help=f"set the environment variable {name}, or say in your profile where it is",
    )
