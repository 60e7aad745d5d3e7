"""Proofs ⇄ JSON, for the cache: while nothing changes that a proof rests on, it is told again without the walk."""

from decimal import Decimal

from runbook.planning.proved import Burden, Length, Proof, Share
from runbook.values.json import Json
from runbook.values.numbers import measured


def written(proof: Proof | None) -> Json:
    """The proof as JSON; null where there is none."""
    if proof is None:
        return None
    return {
        "playbook": proof.playbook,
        "file": proof.file,
        "fixed": _written(proof.fixed),
        "shares": [
            [[[length.name, length.at_most, length.distinct] for length in share.of], _written(share.burden)]
            for share in proof.shares
        ],
        "on_purpose": list(proof.on_purpose),
        "states": proof.states,
        "deaths": proof.deaths,
        "resending": list(proof.resending),
        "asked_wait": measured(proof.asked_wait),
        "rests": proof.rests,
    }


def read(kept: Json) -> Proof | None:
    """The proof that `written` wrote; errors: ValueError for anything else."""
    match kept:
        case None:
            return None
        case {
            "playbook": str(playbook),
            "file": str(file),
            "fixed": fixed,
            "shares": list(shares),
            "on_purpose": list(on_purpose),
            "states": int(states),
            "deaths": int(deaths),
            "resending": list(resending),
            "asked_wait": int() | Decimal() as asked,
            "rests": bool(rests),
        }:
            told, again = (tuple(str(one) for one in names) for names in (on_purpose, resending))
            burdens = _burden(fixed), tuple(map(_share, shares))
            return Proof(playbook, file, *burdens, told, states, deaths, again, float(asked), rests)
        case _:
            raise ValueError("a proof is a mapping of what it says")


def _written(burden: Burden) -> Json:
    return [burden.requests, burden.irreversible, measured(burden.wait)]


def _burden(kept: Json) -> Burden:
    match kept:
        case [int(requests), int(irreversible), int() | Decimal() as wait]:
            return Burden(requests, irreversible, float(wait))
        case _:
            raise ValueError("a burden is three numbers")


def _share(kept: Json) -> Share:
    match kept:
        case [list(loops), burden]:
            return Share(tuple(map(_length, loops)), _burden(burden))
        case _:
            raise ValueError("a share is loops and a burden")


def _length(kept: Json) -> Length:
    match kept:
        case [str(name), (int() | None) as at_most, bool(distinct)]:
            return Length(name, at_most, distinct)
        case _:
            raise ValueError("a length is a name, a number and whether no item comes twice")
