"""Builds the request of each call as far as it is known, so that one that can never be sent is told before any run."""

from collections.abc import Mapping

from runbook.diagnostics.source import Span
from runbook.language.declared import ProviderUse
from runbook.language.evaluate import EvaluationError, render
from runbook.language.linking import Linking
from runbook.language.procedure import CallSite
from runbook.language.results import Shapes
from runbook.providers.requests import Problem, build_request
from runbook.values.unknown import SecretName, Unknown, Value

_ANY_RUN = "r-00000000-000000-0000"
"""Stands for the run's id, and has the form of a real one."""

_ANY_SERVER = "https://server.example"
"""Stands for a server; the contract's own are checked when it is imported."""


def check_buildable(
    linking: Linking, use: ProviderUse, site: CallSite, shapes: Shapes, places: Mapping[str, Span]
) -> None:
    """Report each argument with which no run could send this call. `places`: argument -> its place in the playbook."""
    for problem in _problems(use, site, shapes):
        linking.report(
            "refused-request",
            f"{site.operation.name} can never be sent: {problem.message}",
            places.get(problem.argument, site.span),
            help=problem.help or "correct the value that the playbook gives here",
        )


def _problems(use: ProviderUse, site: CallSite, shapes: Shapes) -> list[Problem]:
    scope: dict[str, Value] = {name: Unknown(shape, name) for name, shape in shapes.items()}
    scope["secrets"] = {name: SecretName(name) for name in site.secrets}
    try:
        given = {name: render(value, scope) for name, value in site.arguments.items()}
    except EvaluationError:
        return []  # the types told it already, or only values that a run supplies decide
    arguments = use.adapter.complete(site.operation, given, _ANY_RUN)
    key = _ANY_RUN if site.operation.idempotency_key is not None else None
    request = build_request(use.contract.name, site.operation, _ANY_SERVER, arguments, (), idempotency=key)
    return request if isinstance(request, list) else []
