"""Findings about plans that are saved, approved and applied."""

from collections.abc import Mapping

PLANS: Mapping[str, str] = {
    "approval-needed": """A playbook demands approval where this run would go.

Its `approval` says so. Make a plan (`runbook plan ... -o FILE --key KEY`), let somebody else approve it
(`runbook approve FILE --key KEY`), then `runbook apply FILE`. A dry run needs no approval.""",
    "approved-twice": """One person approved a plan twice, with one key or with two.

Each approval must be somebody else's. Nothing was changed.""",
    "bad-signature": """A signature in a plan is not one of this plan.

It was made of another text, for another purpose, or with another key than it says. Make a new plan.""",
    "newer-plan": """A plan was made by a newer runbook, or its version was changed.

Apply it with the runbook that made it, or make a new plan with this one.""",
    "no-plan": """A file is no plan.

`runbook plan PLAYBOOK -o FILE` writes one. A plan is never edited by hand: `runbook schema plan` describes it.""",
    "no-signers": """The file of allowed signers that the playbook names cannot be read.

It says whose approval counts, one line for each: `NAME ssh-ed25519 KEY` (ssh-keygen(1), ALLOWED SIGNERS). It stands
in the repository beside the playbook, so that who may approve is reviewed like everything else.""",
    "not-approved": """Fewer people have approved a plan than its playbook demands.

`runbook approve FILE --key KEY` adds an approval; the message says how many are missing.""",
    "own-approval": """Whoever asks for a plan cannot approve it.

That is so for every key that the allowed signers know under the same name. Somebody else must approve.""",
    "plan-adapter-changed": """An adapter is not the one that the plan was made with.

An adapter decides what an answer means. Make a new plan.""",
    "plan-altered": """A plan file was changed after it was written.

It must be, byte for byte, what `plan` or `approve` wrote; a changed line break is a change too (`* -text` for plans in
`.gitattributes`). Make a new plan.""",
    "plan-approved": """A new plan would replace one that people have approved.

Their signatures are of that plan alone, and would be lost. Give the new plan another name, or remove the old one.""",
    "plan-credential-changed": """A credential is not the one that the plan was made with.

Another token can act for somebody else. Where a token says as whom it acts, that is compared, so a renewed token of
the same account will do; where it does not, a keyed fingerprint is. Use the plan's credential, or make a new plan.""",
    "plan-early": """A plan was made in the future, says the clock of this machine.

One of the two clocks is wrong, so nobody can tell whether the plan has expired. Five minutes are forgiven.""",
    "plan-elsewhere": """A plan is for another environment than the one that is named.

A plan says itself where it goes; `-e` only makes sure of it.""",
    "plan-engine-changed": """A plan was made by another version of runbook.

A playbook means what the engine makes of it. Apply the plan with that version, or make a new plan.""",
    "plan-expired": """The time of a plan is over.

The world moves on: what was reviewed then may be wrong now. Make a new plan; `--expires` says how long it lasts.""",
    "plan-not-written": """A plan file cannot be written, or something else is in its place.

A plan replaces a plan, and never another file.""",
    "plan-requests-changed": """Today another plan comes out of the very texts that the plan was made of.

What would be sent, or where an answer would lead, is not what was approved. Make a new plan, and report this.""",
    "plan-setting-changed": """The place, a server or the approval that a playbook demands is not what the plan says.

Make a new plan.""",
    "plan-source-changed": """A text that the plan is made of changed: a playbook, a contract, an overlay, the inputs.

What was approved is what those texts meant then. Put them back, or make a new plan and have it approved.""",
    "plan-too-large": """With these inputs a playbook can come to more states than a plan looks at.

A run sends nothing that its plan does not show, so there is no run without a plan. Loops over many items whose steps
read `failure` are the usual cause, since each item can then fail in a way of its own. Give fewer items at a time, or
make each a run of its own with `runbook batch`.""",
    "plan-used": """A plan was applied before.

A plan is applied once, whatever came of it. The run that applied it goes on with `runbook resume`; for another
run make another plan. Which plans were applied is kept under `RUNBOOK_STATE`.""",
    "same-effect-twice": """Two items of a loop ask for the same effect, which cannot be undone.

Provider, operation and arguments are the same. A list that names a thing twice is a mistake more often than not:
remove one, or write `same: skip` where the list may do so. Where it is found only in a run, the second is not sent when
the first happened, it is in doubt when the first is, and where money moves a person is asked.""",
    "secret-in-input": """An input holds the value of a secret that the run uses.

Inputs are recorded, shown and sent as they are, and a secret must be in none of these. Nothing was recorded or sent.
Give secrets by name (`secrets.X`).""",
    "secret-in-plan": """A plan would hold the value of a secret.

Plans are kept, sent around and stored by CI systems. Give secrets by name (`secrets.X`).""",
    "signing": """`ssh-keygen` did not sign, or did not finish.

The message is its own. Try `ssh-keygen -Y sign -n runbook-plan@runbook -f KEY FILE` yourself.""",
    "ssh-keygen": """There is no `ssh-keygen` on this machine.

Plans are signed and verified by OpenSSH (8.9 or newer), so that the keys people have will do. Install it.""",
    "too-many-items": """A list is longer than the playbook's `at_most` allows.

That is known before anything is sent, so nothing was. Give a shorter list, raise `at_most`, or go over the first of it
with `... | slice(0, N)`.""",
    "value-too-large": """An expression makes a value that is larger than one value may be.

One text has at most 1 MiB; a value has at most 4 million characters and 100 levels. Each element of a list or mapping
counts as 16 characters, and a part that stands in it several times counts each time. Nothing was sent.
Values that double from step to step are a mistake; long lists belong into rows of `runbook batch`.""",
    "unknown-signer": """Somebody who is not among the allowed signers signed a plan.

The file that the playbook names decides as it is today: a key that was removed there, or whose time is over, counts no
more. Add the key by a reviewed change, or let somebody else sign.""",
    "unsigned-plan": """A plan needs approval, and nobody signed that they ask for it.

Without that nobody can tell whether somebody approved their own plan. Make it with `--key`.""",
}
