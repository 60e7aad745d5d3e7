"""Changed documents: a sound one in which one or two places are something else."""

import copy
from collections.abc import Iterator, Sequence
from random import Random

from runbook.values.json import Json

Place = tuple[str | int, ...]

ODD: Sequence[Json] = (
    *("", None, True, 0, -1, 10**30, "x" * 300, [], {}, [None], [[]], {"a": None}),
    *("{{ inputs.id }}", "{{ secrets.X }}", "{{ 1 + }}", "{{", "}}", "{% x %}", "{{ steps.a.response.body }}"),
    *("..", "/", "\u202e", "\x00", " 42 ", "1e400", "007", "nan", "2026-01-01", "-5s", "99999d"),
    *({"$ref": "#"}, {"$ref": "http://x/y"}, {"$ref": "#/components/schemas/X"}, {"$secret": "X"}, {"$unknown": "x"}),
    *({"pattern": "("}, {"enum": [1, "1", None]}, {"const": {}}, {"type": ["string", "null"]}, {"format": "password"}),
    *("4XX", "default", "no_answer", "retry", "settle", "fallback", "steps.a.state == 'done'", "response.body.x"),
    *("[1, 2][5]", "1 / 0", "'a' | int", "[] | first", "response.headers['x']", "not x", "1e30 * 1e30", "failure.step"),
)
"""What a person, a tool or an attacker may write where something else belongs."""


def places(data: Json, at: Place = ()) -> Iterator[Place]:
    """Every place in a document but the whole."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in members:
        yield (*at, key)
        yield from places(value, (*at, key))


def changed(data: Json, random: Random) -> Json:
    """A copy in which one or two places are replaced, removed, renamed or doubled."""
    made = copy.deepcopy(data)
    for _ in range(random.choice((1, 1, 2))):
        where = list(places(made))
        if where:
            _change(made, random.choice(where), where, random)
    return made


def _change(data: Json, place: Place, where: Sequence[Place], random: Random) -> None:
    parent, key = _at(data, place[:-1]), place[-1]
    match random.randrange(5), parent:
        case 0, dict() | list():
            del parent[key]  # type: ignore[arg-type]
        case 1, dict():
            others = [str(one[-1]) for one in where if isinstance(one[-1], str)]
            parent[random.choice(others)] = parent.pop(str(key))
        case 2, list():
            parent.append(copy.deepcopy(random.choice(parent)))
        case 3, dict() | list():
            parent[key] = copy.deepcopy(_at(data, random.choice(where)))  # type: ignore[index]
        case _, dict() | list():
            parent[key] = copy.deepcopy(random.choice(ODD))  # type: ignore[index]


def _at(data: Json, place: Place) -> Json:
    for key in place:
        data = data[key]  # type: ignore[call-overload,index]
    return data
