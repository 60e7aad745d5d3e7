from pathlib import Path

import pytest

from runbook.cli.shared_expressions import SharedExpressions
from runbook.diagnostics.source import Source
from runbook.language.refusals import ExpressionError
from runbook.runtime.cache import Cache

SOURCE = Source("a.yaml", "x")


def test_a_text_is_parsed_once_for_all_files() -> None:
    expressions = SharedExpressions(None)
    with expressions.of(SOURCE):
        first = expressions.parse("inputs.a == 1")
    with expressions.of(Source("b.yaml", "y")):
        assert expressions.parse("inputs.a == 1") is first


def test_the_next_process_finds_what_this_one_parsed(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "engine", b"k" * 32)
    expressions = SharedExpressions(cache)
    with expressions.of(SOURCE):
        tree = expressions.parse("inputs.a == 1")
    assert cache.find("expressions", SOURCE.digest)
    again = SharedExpressions(cache)
    with again.of(SOURCE):
        assert again.parse("inputs.a == 1") == tree


def test_a_wrong_text_is_an_error_each_time() -> None:
    expressions = SharedExpressions(None)
    for _ in range(2):
        with expressions.of(SOURCE), pytest.raises(ExpressionError):
            expressions.parse("inputs.a ==")
