"""The tests after `is`: which kinds of value each of them accepts."""

from collections.abc import Mapping

from runbook.values.shape import Kind

TESTS: Mapping[str, frozenset[Kind]] = {
    "defined": frozenset(Kind),
    "none": frozenset({Kind.NULL}),
    "string": frozenset({Kind.STRING}),
    "number": frozenset({Kind.INTEGER, Kind.NUMBER}),
    "boolean": frozenset({Kind.BOOLEAN}),
    "mapping": frozenset({Kind.OBJECT}),
    "sequence": frozenset({Kind.ARRAY}),
}
"""Unlike Jinja's, a boolean is no number, and a string is no sequence. `defined` tolerates absence."""
