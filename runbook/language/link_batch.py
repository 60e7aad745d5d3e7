"""The names in a playbook's batch policy; the rest of it is read when a batch runs."""

from collections.abc import Iterable

from runbook.diagnostics.source import Span
from runbook.diagnostics.suggest import did_you_mean
from runbook.language.linking import Linking


def check_batch(linking: Linking) -> None:
    """`key` must be an input, and `rate` must name providers."""
    batch = linking.playbook.batch
    if batch is None:
        return
    key, rate = batch.child("key"), batch.child("rate")
    if key is not None and isinstance(key.data, str):
        _check(linking, "input", key.data, linking.inputs, key.span)
    for name, node in rate.members() if rate is not None else ():
        _check(linking, "provider", name, linking.providers, node.key_span)


def _check(linking: Linking, kind: str, name: str, known: Iterable[str], span: Span) -> None:
    if name not in known:
        help = did_you_mean(name, known)
        linking.report(f"unknown-{kind}", f'the playbook has no {kind} "{name}"', span, help=help)
