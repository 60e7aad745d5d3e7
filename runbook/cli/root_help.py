"""What `runbook --help` says. Click prints the same text, but importing click would triple the start-up time."""

from runbook.cli.commands import COMMANDS

COMPLETION = "_RUNBOOK_COMPLETE"
"""The variable by which a shell asks for completion; it gives no arguments."""

_HEAD = """Usage: runbook COMMAND [ARGUMENTS]...

Declarative runbooks for API operations that cannot be undone:
planned, reviewed, sent at most once.

Commands:
"""

_TAIL = """
Options:
  --version  Print the version
  --help     Print this; `runbook COMMAND --help` explains a command

Exit codes:
  0    done (a handled fallback included)
  1    failed: stopped without a rescue
  2    invalid: usage, playbook, inputs, a secret
  3    a person is needed
  4    refused before anything irreversible left
  5    in doubt, or stopped after something irreversible left
  6    batch stopped by its budget
  70   a bug of ours
  129  the terminal hung up; 130 interrupted; 143 terminated

Completion: eval "$(_RUNBOOK_COMPLETE=bash_source runbook)"
            (or zsh_source, fish_source)
"""


def root_help() -> str:
    """The whole text."""
    column = max(len(name) for name in COMMANDS)
    lines = [f"  {name:<{column}}  {purpose}\n" for name, (_, purpose) in COMMANDS.items()]
    return _HEAD + "".join(lines) + _TAIL
