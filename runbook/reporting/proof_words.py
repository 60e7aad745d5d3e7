"""A proof, and what the worst road costs, in words."""

from collections.abc import Callable

from runbook.language.verify import SITS
from runbook.planning.proved import Burden, Proof, Share
from runbook.reporting.durations import duration


def proof_parts(proof: Proof) -> tuple[str, ...]:
    """What was proved, on which grounds, and what the worst road costs."""
    walked = f"({proof.states:,} states, {proof.deaths:,} crash points)"
    return (held(proof), f"at most {most_requests(proof)}", f"waits at most {longest_wait(proof)} {walked}")


def held(proof: Proof) -> str:
    """What holds whatever happens, with the exceptions that were written."""
    again = f" unless a read proves that it did not happen ({', '.join(proof.resending)})" if proof.resending else ""
    purpose = f" but on purpose ({', '.join(proof.on_purpose)})" if proof.on_purpose else ""
    return f"nothing irreversible is sent twice{again}, none after a stop{purpose}, every road ends in a named state"


def most_requests(proof: Proof) -> str:
    """`2 irreversible requests + 1 per item of service_ids (at most 102), 39 requests in all …`."""
    return f"{_sum(proof, _irreversible)}, {_sum(proof, _requests)}"


def longest_wait(proof: Proof) -> str:
    """`2 min 24 s + 17 s per item of service_ids (at most 30 min 44 s)`, and what a provider can add to it."""
    return f"{_sum(proof, _wait)}{asked_wait(proof.asked_wait, rests=proof.rests)}"


def asked_wait(seconds: float, *, rests: bool = False) -> str:
    """How far a provider can prolong each wait before a retry; above that the run rests.

    `rests`: a read-back may take so long that the run rests between its reads.
    """
    asked = f", plus what the provider asks (Retry-After, up to {duration(seconds)} each time)" if seconds else ""
    return f"{asked}; after {duration(SITS)} of reading back it rests until the next read" if rests else asked


def _sum(proof: Proof, words: Callable[[Burden, bool], str]) -> str:
    """`2 irreversible requests + 1 per item of service_ids (102)`: the whole where it is known."""
    shares = [share for share in proof.shares if words(share.burden, False) != words(Burden(), False)]
    each = "".join(f" + {words(share.burden, False)} per {_items(share)}" for share in shares)
    whole = f" (at most {words(proof.worst, False)})" if shares and proof.worst is not None else ""
    return f"{words(proof.fixed, True)}{each}{whole}"


def _items(share: Share) -> str:
    return " and ".join(f"item of {length.name}" for length in share.of)


def _irreversible(burden: Burden, named: bool) -> str:
    noun = " irreversible request" + ("" if burden.irreversible == 1 else "s") if named else ""
    return f"{burden.irreversible:,}{noun}"


def _requests(burden: Burden, named: bool) -> str:
    return f"{burden.requests:,}" + (" requests in all" if named else "")


def _wait(burden: Burden, named: bool) -> str:
    del named
    return duration(burden.wait)
