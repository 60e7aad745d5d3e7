"""A difference as JSON: the shape of `schemas/difference.schema.json`."""

from runbook.planning.difference import Change, Difference, Reached, Turn
from runbook.planning.plan import Road
from runbook.reporting.difference_words import headline
from runbook.values.json import Json
from runbook.values.numbers import measured


def difference_json(found: Difference) -> Json:
    """The whole difference as data."""
    return {
        "old": found.old.name,
        "new": found.new.name,
        "same": found.same,
        "summary": headline(found),
        "assured": [
            {"where": one.where, "what": one.what, "old": one.old, "new": one.new, "weaker": one.weaker}
            for one in found.assured
        ],
        "opened": [_reached(one) for one in found.opened],
        "closed": [_reached(one) for one in found.closed],
        "turns": [_turn(one) for one in found.turns],
        "requests": [
            {
                "address": one.address,
                "gone": [request.described() for request in one.gone],
                "come": [request.described() for request in one.come],
            }
            for one in found.requests
        ],
        "added": list(found.added),
        "removed": list(found.removed),
        "changes": [_change(one) for one in found.changes],
    }


def _reached(one: Reached) -> Json:
    ways: list[Json] = [{"address": address, "answer": answer} for address, answer in one.ways]
    return {"address": one.address, "operation": one.operation, "moves_money": one.moves_money, "ways": ways}


def _turn(turn: Turn) -> Json:
    return {
        "address": turn.address,
        "status": turn.status,
        "message": turn.message,
        "asks": turn.asks,
        "old": _road(turn.old),
        "new": _road(turn.new),
    }


def _road(road: Road | None) -> Json:
    if road is None:
        return None
    return {
        "verb": road.verb.value,
        "because": road.because,
        "to": list(road.to),
        "ends": [state.value for state in road.ends],
        "retries": road.retries,
        "waits": measured(road.waits),
        "settles": road.settles,
        "nothing": road.nothing,
        "doubt": road.doubt,
    }


def _change(change: Change) -> Json:
    return {"where": change.where, "trait": change.trait, "old": change.old, "new": change.new}
