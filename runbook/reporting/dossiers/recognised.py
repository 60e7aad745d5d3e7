"""Whether a text is a report that we wrote, and nobody wrote in since: only such a file is replaced by another."""

from runbook.deferred import pattern

_RUN = r"r-[0-9a-z-]+"
_REPORTS = (
    pattern(r"\A# [^\n]+\n(?s:.*)\n<sub>Written by runbook [^\n]*</sub>\n\Z"),
    pattern(rf"\A<!doctype html>\n<html lang=\"en\">\n(?:[^\n]*\n){{,12}}<title>[^\n]* {_RUN}</title>\n"),
    pattern(r'\A\{\n  "log": \{\n    "version": "[\d.]+",\n    "creator": \{\n      "name": "runbook",\n'),
    pattern(rf'\A\{{\n  "run": "{_RUN}",\n  "procedure": \{{\n'),
)


def is_report(text: str) -> bool:
    """Whether one of our formats wrote it."""
    return any(one.search(text) for one in _REPORTS)
