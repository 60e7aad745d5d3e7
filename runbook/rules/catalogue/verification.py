"""Findings about how an effect is read back."""

from collections.abc import Mapping

VERIFICATION: Mapping[str, str] = {
    "guessed-grace": """`verify` says `if_not: resend`, and the provider's grace is a guess.

The contract lists its grace under `unverified`. A guess is enough to stop on, because a person then looks; it is not
enough to send something irreversible again. Confirm the grace with the provider and remove it from `unverified`, or
use `if_not: stop`, `ask` or `in_doubt`.""",
    "undeclared-grace": """`verify` says `if_not: resend` or `stop`, and the contract declares no grace.

A read that does not show an effect proves nothing while the provider may still be at work on the request, or its
reads are behind. `x-runbook.grace` says for how long, in seconds; `grace: 0` says that a read shows an effect at once.
A read counts after the answer and the grace; without an answer, after the attempt, 2 seconds, the call's timeout and
the grace. The run makes one last read at that moment, whatever `within` says.""",
}
