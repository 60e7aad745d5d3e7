"""Values against JSON Schema 2020-12 and OpenAPI's dialects of it: a quick yes, or findings in our own words."""

from functools import cached_property
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.documents.cost import MOST, MOST_EXPLAINED, SchemaCost, TooCostlyError
from runbook.documents.finding import Finding
from runbook.documents.quick import Check
from runbook.documents.quick_compiler import QuickCompiler
from runbook.documents.schema_check import check_schema
from runbook.values.json import Json

if TYPE_CHECKING:
    from runbook.documents import explain, judge
else:
    explain = deferred("runbook.documents.explain")
    judge = deferred("runbook.documents.judge")

__all__ = ["Finding", "Schema", "check_schema", "compile_schema"]

_MOST_FINDINGS = 200


COST = "cost"
"""The keyword of the finding that a value is too costly to judge."""

_TOO_COSTLY = Finding((), COST, "is too costly to judge by its schema")


class Schema:
    """A schema that is compiled when it is first used. `trusted`: it is ours, and multiplies nothing."""

    def __init__(self, schema: Json, root: Json, *, trusted: bool = False) -> None:
        self._schema = schema
        self._root = root
        self._trusted = trusted

    def accepts(self, value: Json) -> bool:
        """Whether the value breaks nothing."""
        return self.quickly_accepts(value) or not self._judge(value)

    def is_small_for(self, size: int) -> bool:
        """Whether judging any value that consists of so many values takes a moment only."""
        return self._trusted or self._cost.is_small_for(size, MOST_EXPLAINED)

    def findings(self, value: Json) -> list[Finding]:
        """What the value breaks, at most 200 things; never a value in the words."""
        return [] if self.quickly_accepts(value) else self._judge(value)

    def quickly_accepts(self, value: Json) -> bool:
        """True when the value surely breaks nothing; False when only jsonschema can tell."""
        try:
            if self._is_within(value, MOST):
                return self._check(value)
            return QuickCompiler(self._root, remember=True).compile(self._schema).check(value)
        except (RecursionError, TooCostlyError):  # a reference to itself, or too much; `judge` says so
            return False

    @cached_property
    def _check(self) -> Check:
        return QuickCompiler(self._root).compile(self._schema).check

    @cached_property
    def _cost(self) -> SchemaCost:
        return SchemaCost(self._schema, self._root)

    def _is_within(self, value: Json, most: int) -> bool:
        """Whether judging is at most so many steps. Errors: TooCostlyError."""
        return self._trusted or self._cost.is_small(value, most) or self._cost.steps(value) <= most

    def _judge(self, value: Json) -> list[Finding]:
        try:
            if not self._is_within(value, MOST_EXPLAINED):
                return [_TOO_COSTLY]
        except TooCostlyError:
            return [_TOO_COSTLY]
        try:
            errors = judge.judge(self._schema, self._root, value)
        except judge.JudgementError as error:
            return [Finding((), error.keyword, error.reason)]
        return explain.without_echoes(list(dict.fromkeys(explain.explain_errors(errors)))[:_MOST_FINDINGS])


def compile_schema(schema: Json, root: "Json | None" = None, *, trusted: bool = False) -> Schema:
    """The schema, its local references leading into `root` (the schema itself when there is none).

    `trusted`: it is ours, so its values are judged without a bound.
    """
    return Schema(schema, schema if root is None else root, trusted=trusted)
