"""Runs the examples of rules: each is put into a playbook that is otherwise complete."""

import re
from pathlib import Path

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.documents.yaml import load
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.parse import parse
from runbook.rules import RULES
from runbook.rules.checked import Checked
from runbook.runtime.library import DiskLibrary

_DEFAULTS = {
    "runbook": "runbook: 1\n",
    "name": "name: example\n",
    "title": "title: An example\n",
    "owner": "owner: screening-ops\n",
    "effect": "",
    "providers": "providers:\n  kc: { contract: karmacheck, auth: { JWT: secrets.KARMACHECK_TOKEN } }\n",
    "steps": "steps:\n  - id: case\n    title: Cancel it\n    call: kc.cancel_case\n    with: { caseId: c-1 }\n"
    "    outcomes: [{ status: 404, then: stop, because: none }, { status: 422, then: stop, because: refused }]\n"
    "    verify: { call: kc.get_case, with: { caseId: c-1 }, holds: response.status == 200, every: 5s, within: 1m }\n"
    "rescue:\n  - id: hand_over\n    handover: { to: somebody, note: '{{ failure.because }}' }\n",
}


def example(rule: str, title: str) -> str:
    """The YAML under `Bad:` or `Good:` of a rule's documentation."""
    found = re.search(rf"^{title}:\n\n```yaml\n(.*?)```", RULES[rule].__doc__ or "", re.DOTALL | re.MULTILINE)
    assert found, f"{rule} has no example under {title}:"
    return found[1]


def playbook(snippet: str) -> str:
    """A whole playbook around the snippet."""
    given = set(re.findall(r"^([a-z]+):", snippet, re.MULTILINE))
    around = "".join(text for key, text in _DEFAULTS.items() if key not in given)
    whole = around + snippet
    if "effect:" not in whole and "kc.cancel" in whole:
        whole += "effect: irreversible\n"
    elif "effect:" not in whole:
        whole += "effect: read\n"
    return whole


def findings(text: str, rule: str) -> list[Diagnostic]:
    """What one rule says of a playbook that has no errors."""
    return list(RULES[rule].check(checked(text)))


def checked(text: str) -> Checked:
    """A playbook, linked with the shipped contracts."""
    expressions = Expressions()
    document, found = load(Source("example.yaml", text))
    assert document is not None, found
    written, complaints = parse(document, expressions)
    assert written is not None, complaints
    procedure, more = link(written, DiskLibrary(lambda source: (None, []), root=Path()), expressions)
    assert procedure is not None, [(one.rule, one.message) for one in (*complaints, *more)]
    return Checked(document, procedure)
