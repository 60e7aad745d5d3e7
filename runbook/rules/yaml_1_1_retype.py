"""A plain word or number that other YAML readers take for something else.

We read YAML 1.2, where only `true` and `false` are booleans. Most other tools (PyYAML, Ansible, older editors) read
YAML 1.1: there `no` is false, `0123` is 83, `12:30` is 750, `1_000` is 1000 and `2026-01-01` is a date. Whoever
processes this file with such a tool, or copies the value into another, gets another value. Quotes settle it for all.

Bad:

```yaml
inputs:
  country: { type: string, default: no }
  case_id: { type: string, default: 1:30 }
```

Good:

```yaml
inputs:
  country: { type: string, default: "no" }
  case_id: { type: string, default: "1:30" }
```
"""

from collections.abc import Iterator

from runbook.deferred import pattern
from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.documents.node import Node
from runbook.rules.checked import Checked
from runbook.values.numbers import is_number

_RETYPED = (
    (pattern(r"(?i:y|n|yes|no|on|off)"), "a boolean"),
    (pattern(r"[-+]?0[0-7_]+"), "an octal number"),
    (pattern(r"[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), "a number in base 60"),
    (pattern(r"[-+]?(0b[01_]+|[0-9][0-9]*_[0-9_]*(\.[0-9_]*)?)"), "a number"),
    (pattern(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?"), "a date"),
)

_SUSPECT = pattern(
    r"(?im)(?:^|[\s,\[{])(?:y|n|yes|no|on|off|[-+]?0[0-7_]+|[-+]?[0-9]+[_:][0-9_:.]*|[0-9]+-[0-9]+-[0-9]+[^,\]}#\n]*"
    r"|[-+]?0b[01_]+)"
    r"[ \t\r]*(?=[,\]}#\n]|$)"
)
"""Found in every text that holds such a scalar, and in few others: most files need no walk."""


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """Each plain scalar that YAML 1.1 reads otherwise."""
    if not _SUSPECT.search(checked.document.source.text):
        return
    for node in _scalars(checked.document.root):
        span = node.span
        written = span.source.text[span.start : span.end]
        for retyped, meaning in _RETYPED:
            if retyped.fullmatch(written):
                yield Diagnostic(
                    "yaml-1-1-retype",
                    f"other YAML readers take {written} for {meaning}",
                    span,
                    help=f'write "{written}" if it is text',
                    severity=Severity.WARNING,
                )
                break


def _scalars(node: Node) -> Iterator[Node]:
    if isinstance(node.data, dict):
        for _, member in node.members():
            yield from _scalars(member)
    elif isinstance(node.data, list):
        for element in node.elements():
            yield from _scalars(element)
    elif isinstance(node.data, str) or is_number(node.data):
        yield node
