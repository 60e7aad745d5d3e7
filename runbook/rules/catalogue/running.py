"""Findings about the command line, the setting of a run, and what is kept on this machine."""

from collections.abc import Mapping

RUNNING: Mapping[str, str] = {
    "damaged-journal": """The journal of a run is not what was written.

Each record vouches for those before it; the message names the first that is wrong. Restore the file from a
copy. What the run sent must be looked up with the providers.""",
    "port-taken": """Another program serves on this port, or the port is not allowed.

Choose another `--port`, or leave it out for any that is free.""",
    "refused-request": """These inputs make a request that breaks the contract or that a guard forbids.

Nothing was sent. Correct the input that the message names.""",
    "state-directory": """There is no place to keep runs.

Nothing irreversible is sent without a journal. Set `RUNBOOK_STATE` to a directory of your own.""",
    "unknown-command": """There is no command of this name.

`runbook --help` lists them.""",
    "unknown-option": """The command has no option of this name.

`runbook COMMAND --help` lists them.""",
    "unknown-rule": """No finding has this name.

`runbook explain` lists the names there are.""",
    "unknown-run": """This machine has no run of this name.

`runbook runs list` lists them. They are kept under `RUNBOOK_STATE`.""",
    "unknown-schema": """No schema has this name.

`runbook schema` lists them.""",
    "usage": """The command line cannot be understood.

`runbook COMMAND --help` shows what the command takes.""",
}
