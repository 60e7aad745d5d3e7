"""Findings about plans that are saved, approved and applied."""

from collections.abc import Mapping

PLANS: Mapping[str, str] = {
    "newer-plan": """A plan was made by a newer runbook, or its version was changed.

Apply it with the runbook that made it, or make a new plan with this one.""",
    "no-plan": """A file is no plan.

`runbook plan PLAYBOOK -o FILE` writes one. A plan is never edited by hand: `runbook schema plan` describes it.""",
    "no-signers": """The file of allowed signers that the playbook names cannot be read.

It says whose approval counts, one line for each: `NAME ssh-ed25519 KEY` (ssh-keygen(1), ALLOWED SIGNERS). It stands
in the repository beside the playbook, so that who may approve is reviewed like everything else.""",
    "plan-adapter-changed": """An adapter is not the one that the plan was made with.

An adapter decides what an answer means. Make a new plan.""",
    "plan-altered": """A plan file was changed after it was written.

It must be, byte for byte, what `plan` or `approve` wrote; a changed line break is a change too (`* -text` for plans in
`.gitattributes`). Make a new plan.""",
    "plan-credential-changed": """A credential is not the one that the plan was made with.

Another token can act for somebody else. Where a token says as whom it acts, that is compared, so a renewed token of
the same account will do; where it does not, a keyed fingerprint is. Use the credential of the plan, or make a new one.""",
    "plan-engine-changed": """A plan was made by another version of runbook.

A playbook means what the engine makes of it. Apply the plan with that version, or make a new plan.""",
    "plan-requests-changed": """Today another plan comes out of the very texts that the plan was made of.

What would be sent, or where an answer would lead, is not what was approved. Make a new plan, and please report this.""",
    "plan-setting-changed": """The place, a server or the approval that a playbook demands is not what the plan says.

Make a new plan.""",
    "plan-source-changed": """A text that the plan is made of changed: the playbook, one it uses, a contract, an overlay.

What was approved is what those texts meant then. Put them back, or make a new plan and have it approved.""",
}
