"""Commands: one module each, all with a click command named `command`, listed here."""

from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("runbook.cli.commands.run", "Show what a playbook would send, or send it"),
    "validate": ("runbook.cli.commands.validate", "Check playbooks and contracts, prove the playbooks"),
    "diff": ("runbook.cli.commands.diff", "Say what a changed playbook or plan changes"),
    "plan": ("runbook.cli.commands.plan", "Write a plan that can be approved and is applied once"),
    "approve": ("runbook.cli.commands.approve", "Sign a plan that somebody else made"),
    "apply": ("runbook.cli.commands.apply", "Carry out a plan that was approved, once"),
    "resume": ("runbook.cli.commands.resume", "Let a run go on where it stopped"),
    "settle": ("runbook.cli.commands.settle", "Say whether an effect in doubt happened"),
    "answer": ("runbook.cli.commands.answer", "Answer a question that a run asks"),
    "close": ("runbook.cli.commands.close", "Give up a run that nobody will take up"),
    "runs": ("runbook.cli.commands.runs", "List runs, show or report what one did"),
    "why": ("runbook.cli.commands.why", "Say why a step of a run went where it went"),
    "ledger": ("runbook.cli.commands.ledger", "List the effects of all runs"),
    "providers": ("runbook.cli.commands.providers", "List providers, show what one can be asked to do"),
    "simulate": ("runbook.cli.commands.simulate", "Serve the simulated providers on this machine"),
    "schema": ("runbook.cli.commands.schema", "Print the JSON Schema of a document"),
    "explain": ("runbook.cli.commands.explain", "Say what a rule finds, why, and what to do"),
}
"""Name -> module, purpose in one line. A module is imported when its command runs."""

SENDING = ("run", "apply", "resume", "settle", "answer")
"""Those that send what a playbook says."""

DOING = (*SENDING, "close", "plan", "approve", "simulate")
"""Those that do more than show something."""
