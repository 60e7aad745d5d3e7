"""Findings about the command line, the setting of a run, and what is kept on this machine."""

from collections.abc import Mapping

RUNNING: Mapping[str, str] = {
    "damaged-journal": """The journal of a run is not what was written.

Each record vouches for those before it; the message names the first that is wrong. Restore the file from a
copy. What the run sent must be looked up with the providers.""",
    "environment-missing": """No environment is named.

Nothing is chosen for you, not even when there is only one: say `-e NAME`. Try `-e simulator` first.""",
    "journal": """The journal of a run cannot be written.

Each attempt is on disk before its first byte leaves, so nothing more is sent. What was under way is in doubt:
look it up with the provider. Then make room, or set `RUNBOOK_STATE` to a directory that can be written.""",
    "missing-secret": """A secret that the plan needs is not there.

Secrets are names in a playbook. Their values come from the environment variable of that name, or from where
your profile says (`env:`, `file:`, `exec:`). A dry run needs none.""",
    "not-in-plan": """A step would send a request that the plan does not show, so it was not sent.

The plan is made before the run and covers every answer that the contract declares. Please report this: either
the plan or the run is wrong.""",
    "nothing-to-check": """There is neither a playbook nor a contract below this directory.

A playbook is a `.yaml` file with `runbook: 1`, a contract one with `openapi:`. Tests (`*.test.yaml`) are not
playbooks.""",
    "port-taken": """Another program serves on this port, or the port is not allowed.

Choose another `--port`, or leave it out for any that is free.""",
    "profile": """The profile of this machine cannot be used.

It holds where secrets come from (`env:`, `file:`, `exec:`), a CA file and a proxy, for all environments or
for one. It never holds a secret itself.""",
    "refused-request": """These inputs make a request that breaks the contract or that a guard forbids.

Nothing was sent. Correct the input that the message names.""",
    "state-directory": """There is no place to keep runs.

Nothing irreversible is sent without a journal. Set `RUNBOOK_STATE` to a directory of your own.""",
    "token-refused": """A token must not be used for this server.

It belongs to another environment, is over, or has characters that no header can carry. Nothing was sent.
Check which secret your profile or your environment gives under this name.""",
    "unknown-command": """There is no command of this name.

`runbook --help` lists them.""",
    "unknown-environment": """A provider has no environment of this name.

`runbook providers show NAME` lists them. The simulator answers for the contracts that travel with the
program.""",
    "unknown-option": """The command has no option of this name.

`runbook COMMAND --help` lists them.""",
    "unknown-rule": """No finding has this name.

`runbook explain` lists the names there are.""",
    "unknown-run": """This machine has no run of this name.

`runbook runs list` lists them. They are kept under `RUNBOOK_STATE`.""",
    "unknown-schema": """No schema has this name.

`runbook schema` lists them.""",
    "unsafe-server": """Credentials must not be sent to this server.

A server is `https://` and a host; plain http is for this machine only.""",
    "usage": """The command line cannot be understood.

`runbook COMMAND --help` shows what the command takes.""",
}
