"""Findings about how an effect is read back."""

from collections.abc import Mapping

VERIFICATION: Mapping[str, str] = {
    "before-needs-answer": """`verify` says `before: read`, and its arguments read `response`.

There is no answer before anything is sent. Read something that can be named before, or leave `before` out.""",
    "contract-verify-left-out": """The contract reads an effect back by one request, the playbook by another.

Whoever wrote the contract knew how the provider shows the effect. Where both make the same read, both are asked: a yes
and a no need both. Make the same read, with the same arguments, or leave the contract's out in the open:
`instead: true` with `because: ...`. Plans show the reason, and `diff` names it first.""",
    "instead-of-nothing": """`verify` says `instead: true`, and there is nothing to leave out.

The contract has no read-back of its own for this operation. Remove `instead` and `because`.""",
    "gone-proves-nothing": """`gone` lists a status that says nothing of the object.

401 and 403 speak of who asks, 429 of how often, a 5XX of trouble. After them an effect is as open as before.""",
    "guessed-grace": """`verify` says `if_not: resend`, and the provider's grace is a guess.

The contract lists its grace under `unverified`. A guess is enough to stop on, because a person then looks; it is not
enough to send something irreversible again. Confirm the grace with the provider and remove it from `unverified`, or
use `if_not: stop`, `ask` or `in_doubt`.""",
    "never-judged": """A condition of `verify` compares `response.status` with a status that is never judged.

Only a 2XX of the read is judged; every other status cannot tell. A status that proves the effect by itself, as 404
after a delete, is listed under `gone`.""",
    "proves-nothing": """`holds` is the same whatever the read answers.

A read-back that says yes before the effect as well as after it proves nothing, and one that never says yes leaves every
call in doubt. Ask for what only the effect changes.""",
    "undeclared-grace": """`verify` says `if_not: resend` or `stop`, and the contract declares no grace.

A read that does not show an effect proves nothing while the provider may still be at work on the request, or its
reads are behind. `x-runbook.grace` says for how long, in seconds; `grace: 0` says that a read shows an effect at once.
A read counts after the answer and the grace; without an answer, after the attempt, 2 seconds, the call's timeout and
the grace. The run makes one last read at that moment, whatever `within` says.""",
}
