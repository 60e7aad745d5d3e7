"""Values against JSON Schema 2020-12 and OpenAPI's dialects of it: a quick yes, or findings in our own words."""

from functools import cached_property
from typing import TYPE_CHECKING

from runbook.deferred import deferred
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


class Schema:
    """A schema that is compiled when it is first used."""

    def __init__(self, schema: Json, root: Json) -> None:
        self._schema = schema
        self._root = root

    def accepts(self, value: Json) -> bool:
        """Whether the value breaks nothing."""
        return self._is_quickly_accepted(value) or not self._judge(value)

    def findings(self, value: Json) -> list[Finding]:
        """What the value breaks, at most 200 things; never a value in the words."""
        return [] if self._is_quickly_accepted(value) else self._judge(value)

    @cached_property
    def _check(self) -> Check:
        return QuickCompiler(self._root).compile(self._schema).check

    def _is_quickly_accepted(self, value: Json) -> bool:
        try:
            return self._check(value)
        except RecursionError:  # a reference to itself; `judge` says so
            return False

    def _judge(self, value: Json) -> list[Finding]:
        try:
            errors = judge.judge(self._schema, self._root, value)
        except judge.JudgementError as error:
            return [Finding((), error.keyword, error.reason)]
        return explain.without_echoes(list(dict.fromkeys(explain.explain_errors(errors)))[:_MOST_FINDINGS])


def compile_schema(schema: Json, root: "Json | None" = None) -> Schema:
    """The schema, its local references leading into `root` (the schema itself when there is none)."""
    return Schema(schema, schema if root is None else root)
