"""Findings about the command line, the setting of a run, and what is kept on this machine."""

from collections.abc import Mapping

RUNNING: Mapping[str, str] = {
    "damaged-journal": """The journal of a run is not what was written.

Each record vouches for those before it; the message names the first that is wrong. Restore the file from a
copy. What the run sent must be looked up with the providers.""",
    "engine-changed": """Another version of runbook began this run.

A playbook means what the engine makes of it, and what was reviewed is what the first one made of it. Go on with
that version, or by hand with the provider; `runbook runs show` says what was sent.""",
    "environment-missing": """No environment is named.

Nothing is chosen for you, not even when there is only one: say `-e NAME`. Try `-e simulator` first.""",
    "identity-unproved": """A run is taken up with another credential, and nothing says whose account that is.

Whoever takes a run up must act as the account that it began as. A key that says nothing of its account is compared by
its fingerprint: `--same-identity --because TEXT` says that a new one is of the same account (a key that was rotated);
`principals` in the profile names accounts, and then they are compared. Nothing was sent.""",
    "other-account": """A run is taken up as another account than it began as.

What it did, it did as the account that the message names first; another one would look in the wrong place and take what
it does not see for undone. Give the credential of that account; `--as-other --because TEXT` goes on as the other one
on purpose, and is recorded. Nothing was sent.""",
    "journal": """The journal of a run cannot be written or read.

Each attempt is on disk before its first byte leaves, so nothing more is sent. What was under way is in doubt:
look it up with the provider. Then make room, or set `RUNBOOK_STATE` to a directory that can be written.""",
    "ledger": """The ledger of this machine cannot be written or read.

It says what other runs did, so without it nothing is sent. When another program holds it, end that. When it is
damaged, move `ledger.db` out of the state directory (`RUNBOOK_STATE`): the next run makes a new one from
the journals of the runs before it, and names those that it cannot read.""",
    "torn-journal": """The end of a journal was cut off, as by a power cut while it was written, or it is an older copy.

Everything before that is whole and counts. What was recorded last is lost, so the request that would come next is
taken for sent and unanswered: it is read back first, and never simply sent again.""",
    "machine": """The machine does not give what the program needs: open files, room on the disk, memory, rights.

The message says what was sent, and how to go on. Raise the limit (`ulimit -n`), make room, or give the rights back.""",
    "missing-secret": """A secret that the plan needs is not there.

Secrets are names in a playbook. Their values come from the environment variable of that name, or from where
your profile says (`env:`, `file:`, `exec:`). A dry run needs none.""",
    "not-asked": """The step asks nothing.

`runbook runs show` says which questions a run asks, and `runbook answer` answers them. Nothing was changed.""",
    "not-confirmed": """A run would go on in production, and nobody said that it may.

Nothing was sent, and nothing that was said of it was recorded. At a terminal the environment's name confirms it;
elsewhere `--yes` does.""",
    "not-in-doubt": """The step is not in doubt.

Only an effect that nobody knows about can be settled by a person's word; `runbook runs show` says which. Nothing
was changed.""",
    "done-before": """Another run had this effect, or may have had it, so nothing was sent.

The ledger of this machine knows every effect by provider, environment, operation and arguments, across runs and
playbooks. Look at that run first (`runbook runs show RUN`); when it really must happen again, add `--again`.""",
    "not-comparable": """A playbook and a plan file cannot be compared.

A plan is what a playbook becomes with inputs in an environment. Compare two playbooks, or two plan files.""",
    "not-in-plan": """A step would send a request that the plan does not show, so it was not sent.

The plan is made before the run and covers every answer that the contract declares. Please report this: either
the plan or the run is wrong.""",
    "nothing-to-check": """There is neither a playbook nor a contract below this directory.

A playbook is a `.yaml` file with `runbook: 1`, a contract one with `openapi:`. Tests (`*.test.yaml`) are not
playbooks.""",
    "port-taken": """Another program serves on this port, or the port is not allowed.

Choose another `--port`, or leave it out for any that is free.""",
    "profile": """The profile of this machine cannot be used.

It holds where secrets come from (`env:`, `file:`, `exec:`), a CA file, a proxy (`http://HOST:PORT` or `https://`; SOCKS
is not supported) and whose account a secret belongs to (`principals`), for all environments or for one. It never
holds a secret itself.""",
    "procedure-changed": """The journal does not hold everything that the run began with.

A run goes on only with the very playbook, contracts and inputs that were reviewed. What was sent is in the
journal; go on by hand with the provider.""",
    "question-closed": """The deadline of a question has passed, so its default counts as chosen.

Nothing was changed. `runbook resume` lets the run go on with the default.""",
    "refused-request": """These inputs make a request that breaks the contract or that a guard forbids.

Nothing was sent. Correct the input that the message names.""",
    "run-ended": """A run that ended cannot go on, and nobody waits for this word any more.

`runbook runs show` says how it ended. To do more, run the playbook again.""",
    "run-closed": """A person gave this run up, and it never goes on.

`runbook runs show` says who closed it and why. What it left in doubt can still be settled (`runbook settle`). To do
what is left, run the playbook again.""",
    "run-owned": """Another process drives this run.

A run has one owner, so that nothing is sent twice. The lock is gone when that process is.""",
    "simulator-gone": """The simulator of this run lived in the run's own process.

It forgot everything when the run stopped. Start one that stays with `runbook simulate`, and name it with
`--server` when you run and when you resume.""",
    "simulator-not-started": """The built-in simulator could not be started.

The machine gives no port or no more open files. Nothing was sent. Close other programs or raise the limit, or start
`runbook simulate` in another terminal and name it with `--server`.""",
    "state-directory": """There is no place to keep runs.

Nothing irreversible is sent without a journal. Set `RUNBOOK_STATE` to a directory of your own, by an absolute path: a
relative one is another directory elsewhere, with another ledger.""",
    "token-refused": """A token must not be used for this server.

It belongs to another environment, is over, or has characters that no header can carry. Nothing was sent.
Check which secret your profile or your environment gives under this name.""",
    "unknown-choice": """The question has no such choice.

`runbook runs show` lists the choices. Nothing was changed.""",
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
    "unknown-step": """The run did nothing at a step of this name.

A step is named by its address, as `runbook runs show` prints it: `case`, `services/one_by_one[1]`. A step that the
run did not come to has no reason of its own.""",
    "unsafe-server": """Credentials must not be sent to this server.

A server is `https://` and a host; plain http is for this machine only.""",
    "unwritable-file": """A file cannot be written where you asked for it.

Files that runbook writes are private and whole, and links are not followed, so that nobody can lead them elsewhere.
Nothing was changed there.""",
    "usage": """The command line cannot be understood.

`runbook COMMAND --help` shows what the command takes.""",
}
