"""The tests of `selectattr` and `rejectattr` that compare with a value; beside them `defined` and `none`."""

from collections.abc import Mapping

ROW_TESTS: Mapping[str, str] = {"equalto": "eq", "==": "eq", "eq": "eq", "ne": "ne", "!=": "ne", "in": "in"}
"""How it is written -> the comparison, as Jinja names it."""
