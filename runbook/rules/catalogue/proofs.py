"""Findings of the model check, which walks every road of a playbook and lets the process die everywhere on it."""

from collections.abc import Mapping

PROOFS: Mapping[str, str] = {
    "may-send-twice": """A road sends an irreversible request again although an earlier sending of it may have acted.

The finding tells the road, step by step. An earlier sending counts as harmless only when it provably did not leave,
when the provider refused it (4XX) and no answer was lost before, when a read after the operation's grace does not
show its effect and `if_not: resend` says so, or when a person says so.""",
    "not-proved": """The playbook has too many states to look at all of them, so nothing is claimed of it.

What runs side by side multiplies. Let arms run one after another, or run parts of the playbook on their own.""",
    "sends-after-stop": """A road sends something irreversible after a step stopped, or while something is in doubt.

After a stop only the `rescue` and `always` parts of the blocks around it run, where such a call was written on
purpose; the proof names it. The finding tells the road, step by step.""",
    "unnamed-end": """A road ends, or goes round, without a state that says how the run stands.

Every road must end done, failed, handed over, or rest at a question or a doubt from which a person's word leads on.
The finding tells the road, step by step.""",
}
