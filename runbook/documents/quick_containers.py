"""Quick checks of mappings and lists."""

from collections.abc import Mapping, Sequence

from runbook.documents.frozen import are_unique
from runbook.documents.patterns import Pattern
from runbook.documents.quick import Check, Quick
from runbook.frozen import frozen
from runbook.values.json import Json


@frozen
class MemberChecks:
    """What the members of a mapping must be."""

    properties: Mapping[str, Check]
    patterns: Sequence[tuple[Pattern, Check]]
    additional: Check | None
    names: Check | None

    def accept(self, members: dict[str, Json]) -> bool:
        """Whether all members do."""
        for key, value in members.items():
            known = self.properties.get(key)
            if known is not None and not known(value):
                return False
            if (known is None or self.patterns) and not self._accept_other(key, value, known is not None):
                return False
            if self.names is not None and not self.names(key):
                return False
        return True

    def _accept_other(self, key: str, value: Json, is_known: bool) -> bool:
        for pattern, check in self.patterns:
            if pattern.accepts(key):
                is_known = True
                if not check(value):
                    return False
        return is_known or self.additional is None or self.additional(value)


def has_members(checks: MemberChecks, required: frozenset[str], least: int, most: int | None, *, exact: bool) -> Quick:
    """A mapping with the required keys and the right members; anything that is no mapping passes."""
    accept = checks.accept

    def check(value: Json) -> bool:
        if not isinstance(value, dict):
            return True
        if not (required <= value.keys() and least <= len(value) and (most is None or len(value) <= most)):
            return False
        return accept(value)

    return Quick(check, exact)


def has_elements(first: Sequence[Check], rest: Check | None, *, exact: bool) -> Quick:
    """A list whose elements are right; anything that is no list passes."""

    def check(value: Json) -> bool:
        if not isinstance(value, list):
            return True
        for one, element in zip(first, value, strict=False):
            if not one(element):
                return False
        if rest is None:
            return True
        for element in value[len(first) :] if first else value:  # noqa: SIM110 - the hot loop of big documents
            if not rest(element):
                return False
        return True

    return Quick(check, exact)


def has_size(least: int, most: int | None, *, unique: bool) -> Quick:
    """`minItems`, `maxItems`, `uniqueItems`; the size is looked at first."""

    def check(value: Json) -> bool:
        if not isinstance(value, list):
            return True
        return least <= len(value) and (most is None or len(value) <= most) and (not unique or are_unique(value))

    return Quick(check)


def has_dependents(dependents: Mapping[str, frozenset[str]]) -> Quick:
    """`dependentRequired`."""

    def check(value: Json) -> bool:
        if not isinstance(value, dict):
            return True
        return all(needed <= value.keys() for key, needed in dependents.items() if key in value)

    return Quick(check)
