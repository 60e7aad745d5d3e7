"""Find successes that can say no: members, examples or words that leave open whether anything was done.

Names and words are those of `runbook.providers.verdicts`; a run judges the answers that it gets by the same ones. What
lies deep is the thing that the answer is about, and its members are no verdict on the request: only a few levels count.
"""

from collections import deque
from collections.abc import Iterable, Iterator

from runbook.frozen import frozen
from runbook.providers.examples import media_examples, property_schemas
from runbook.providers.part import Part
from runbook.providers.told_no import DEEPEST, told_noes
from runbook.providers.verdicts import Act, Tells, explains, is_short, says_no, what_tells, wraps
from runbook.values.json import Json, Pointer

_MOST_SCHEMAS = 60
_MOST_PLACES = 200
"""How many values of one example are compared with another's."""

_COMPOSITIONS = ("allOf", "oneOf", "anyOf")
_HOLDS = frozenset((*_COMPOSITIONS, "$ref", "properties", "items", "additionalProperties"))
"""Keywords of schemas inside which there are others; what has none of them is judged by its name where it stands."""

_TRUE_OR_FALSE = frozenset({"true", "false", "yes", "no"})


@frozen
class _Place:
    """A schema in a body. `depth`: levels of things above it; `listed`: it stands for each of several things."""

    part: Part
    keys: tuple[str, ...] = ()
    depth: int = 0
    listed: bool = False

    @property
    def words(self) -> str:
        """Its name for people: `result.success`, `items[].status`."""
        return ".".join(self.keys).replace(".[]", "[]")


def can_say_no(media: Part, act: Act) -> str:
    """Return why a success with this media type can say no; empty when nothing of it points there.

    `act`: what the operation does.
    """
    schema = media.child("schema")
    found = (_why(place, act) for place in _places(schema, act)) if schema is not None else iter(())
    return next((why for why in found if why), "") or _by_examples(media, act)


def unclear_success(media: Part, act: Act) -> str:
    """Return what of a success tells how it went in words that the contract does not list; empty without such."""
    schema = media.child("schema")
    resolved = schema.resolved() if schema is not None else None
    if resolved is None or _is_open(resolved):
        return "a body that its contract does not describe"
    if _is_free_text(resolved):
        return "a text that its contract does not list"
    for place in _places(resolved, act, deepest=1):
        if not place.listed:
            for name, _ in _members(place.part):
                member = _member(place.part, name).resolved()
                if member is None:
                    continue
                if what_tells(name, act) is Tells.STATE and _is_free_text(member):
                    return f"a `{_Place(member, (*place.keys, name)).words}` in words that its contract does not list"
                if wraps(name) and _is_open(member):
                    return f"a `{_Place(member, (*place.keys, name)).words}` that its contract does not describe"
    return ""


def _places(schema: Part, act: Act, deepest: int = DEEPEST) -> Iterator[_Place]:
    """The objects and lists of a body in which it can say no, from the outside in; schemas may lead to themselves."""
    waiting, seen = deque([_Place(schema)]), set[tuple[Pointer, tuple[str, ...]]]()
    for _ in range(_MOST_SCHEMAS):
        if not waiting:
            return
        place = waiting.popleft()
        resolved = place.part.resolved()
        if resolved is None or (resolved.pointer, place.keys) in seen:
            continue
        seen.add((resolved.pointer, place.keys))
        here = _Place(resolved, place.keys, place.depth, place.listed)
        yield here
        waiting.extend(_inside(here, act, deepest))


def _inside(place: _Place, act: Act, deepest: int) -> Iterator[_Place]:
    part, depth = place.part, place.depth
    for name in _COMPOSITIONS:
        members = part.child(name)
        for member in members.elements() if members else ():
            yield _Place(member, place.keys, depth, place.listed)
    for name, listed in (("items", "[]"), ("additionalProperties", "*")):
        each = part.child(name)
        if each is not None and isinstance(each.data, dict) and depth < deepest:
            yield _Place(each, (*place.keys, listed), depth, True)
    for name, written in _members(part):
        if isinstance(written, dict) and not _HOLDS.isdisjoint(written):
            deeper = depth + (not wraps(name, act))
            if deeper < deepest:
                yield _Place(_member(part, name), (*place.keys, name), deeper, place.listed)


def _members(part: Part) -> Iterable[tuple[str, Json]]:
    """The members of an object by name, as their schemas are written."""
    properties = part.data.get("properties") if isinstance(part.data, dict) else None
    return properties.items() if isinstance(properties, dict) else ()


def _member(part: Part, name: str) -> Part:
    return part.at(("properties", name))


def _why(place: _Place, act: Act) -> str:
    """Return why a body can say no in one place."""
    if not place.keys:
        kinds, words = _kinds(place.part), _listed_words(place.part)
        if kinds == {"boolean"}:
            return "its whole body is a yes or a no"
        if word := next((word for word in words if says_no(word, act)), ""):
            return f"its whole body can be `{word}`"
    for name, _ in _members(place.part):
        tells = what_tells(name, act)
        member = _member(place.part, name).resolved() if tells is not None else None
        if tells is None or member is None:
            continue
        why = _of_member(place, name, member, tells, act)
        if why:
            return why
        if tells is Tells.CODE and place.depth == 0 and any(explains(other) for other, _ in _members(place.part)):
            return f"its body has a `{_Place(member, (*place.keys, name)).words}` and words that explain it"
    return ""


def _of_member(place: _Place, name: str, member: Part, tells: Tells, act: Act) -> str:
    words = _Place(member, (*place.keys, name)).words
    if place.listed:
        each = tells is Tells.VERDICT or (tells in (Tells.STATE, Tells.FAULT) and place.depth <= 1 and is_short(name))
        return f"its body lists things that have a `{name}` each" if each else ""
    match tells:
        case Tells.VERDICT:
            return f"its body has a member `{words}`"
        case Tells.FAULT if place.depth == 0:
            return f"its body has a member `{words}`"
        case Tells.DEED if place.depth == 0 and _is_a_yes_or_a_no(member):
            return f"its `{words}` can be false"
        case Tells.STATE if place.depth == 0 and "boolean" in _kinds(member):
            return f"its `{words}` can be false"
        case Tells.STATE if place.depth == 0 or (place.depth == 1 and is_short(name)):
            word = next((word for word in _listed_words(member) if says_no(word, act)), "")
            return f"its `{words}` can be `{word}`" if word else ""
        case _:
            return ""


def _alternatives(part: Part) -> Iterator[Part]:
    return property_schemas(part, ())


def _kinds(part: Part) -> set[str]:
    found: set[str] = set()
    for one in _alternatives(part):
        written = one.child("type")
        names = (written.elements() if isinstance(written.data, list) else (written,)) if written is not None else ()
        found |= {str(name.data) for name in names if name.data != "null"}
    return found


def _listed_words(part: Part) -> Iterator[str]:
    """The words that a schema lists as its only ones."""
    for one in _alternatives(part):
        listed, only = one.child("enum"), one.child("const")
        for value in (*(listed.elements() if listed else ()), *((only,) if only else ())):
            if isinstance(value.data, str):
                yield value.data


def _is_a_yes_or_a_no(part: Part) -> bool:
    kinds, words = _kinds(part), {word.lower() for word in _listed_words(part)}
    return "boolean" in kinds or not kinds or bool(words & _TRUE_OR_FALSE)


def _is_free_text(part: Part) -> bool:
    kinds = _kinds(part)
    listed = any(one.child("enum") is not None or one.child("const") is not None for one in _alternatives(part))
    return "string" in kinds and not listed


def _is_open(part: Part) -> bool:
    """Return True if a schema says nothing of what an object holds."""
    described = ("properties", "items", "enum", "const", "prefixItems")
    alternatives = list(_alternatives(part))
    if any(one.child(name) is not None or one.data is False for one in alternatives for name in described):
        return False
    if any(one.flag("additionalProperties") is False for one in alternatives):
        return False
    return _kinds(part) <= {"object"} or any(one.data is True for one in alternatives)


def _by_examples(media: Part, act: Act) -> str:
    seen: dict[str, Json] = {}
    schema = media.child("schema")
    for example in media_examples(media):
        if example.data is not None and (no := next(told_noes(example.data, act), None)) is not None:
            return f"in one of its examples {no.words}"
        for keys, value in _leaves(example.data):
            place = "/" + "/".join(keys)
            if place in seen and _differ(seen[place], value, schema, keys):
                return f"two of its examples differ in {place}"
            seen.setdefault(place, value)
    return ""


def _differ(first: Json, second: Json, schema: Part | None, keys: tuple[str, ...]) -> bool:
    """Return True if two values are a yes and a no, or two members of one enum."""
    if isinstance(first, bool) and isinstance(second, bool):
        return first is not second
    if schema is None or not isinstance(first, str) or not isinstance(second, str) or first == second:
        return False
    return any(part.child("enum") is not None for part in property_schemas(schema, keys))


def _leaves(value: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    """The leaves of an example that are members of mappings, each with its keys."""
    waiting: list[tuple[tuple[str, ...], Json]] = [((), value)]
    for _ in range(_MOST_PLACES):
        if not waiting:
            return
        keys, found = waiting.pop()
        if isinstance(found, dict):
            waiting.extend(((*keys, name), member) for name, member in found.items())
        elif not isinstance(found, list):
            yield keys, found
