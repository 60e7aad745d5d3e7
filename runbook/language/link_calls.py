"""A call: its site, rows, retry, fallback and read-back, each checked against the contract."""

from runbook.language.link_sites import link_site
from runbook.language.link_verify import link_verify
from runbook.language.linking import Linking
from runbook.language.playbook import WrittenCall
from runbook.language.procedure import Block, Call, Retry, Row, Verb
from runbook.language.rows import link_rows
from runbook.language.scope import Scope

TIMEOUT = 30.0
"""Seconds for one attempt when nobody says."""


def link_call(linking: Linking, written: WrittenCall, scope: Scope, fallback: Block | None) -> Call | None:
    """The call; None when its operation is not known. `fallback`: linked already."""
    defaults = linking.playbook.defaults
    timeout = _first(written.timeout, defaults.timeout, TIMEOUT)
    site = link_site(linking, written.operation, written.arguments, scope, timeout)
    if site is None:
        return None
    rows = link_rows(linking, written, site.operation, scope)
    _check_fallback(linking, written, rows)
    verify = link_verify(linking, written, site, rows, scope)
    return Call(site, rows, written.retry or defaults.retry or Retry(), fallback, verify)


def _first(own: float | None, shared: float | None, usual: float) -> float:
    if own is not None:
        return own
    return usual if shared is None else shared


def _check_fallback(linking: Linking, written: WrittenCall, rows: tuple[Row, ...]) -> None:
    """A fallback and the rows that lead to it need each other."""
    leading = [row for row in rows if row.verb is Verb.FALLBACK or Verb.FALLBACK.value in row.choices]
    if written.fallback is None:
        for row in leading:
            if row.span is not None:
                linking.report(
                    "missing-fallback",
                    "this row leads to a fallback, and the step has none",
                    row.span,
                    help="add `fallback:` with steps to the step, or choose another verb",
                )
    elif not leading and written.rows.whole and written.fallback_span is not None:
        linking.report(
            "unreachable-fallback",
            "no row leads to this fallback",
            written.fallback_span,
            help="add a row with `then: fallback`, or remove the fallback",
        )
