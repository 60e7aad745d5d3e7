"""Expressions of many files: each text is parsed once in this process, and not at all when an earlier one did."""

from collections.abc import Iterator
from contextlib import contextmanager

from runbook.diagnostics.source import Source
from runbook.language.expression import Expression
from runbook.language.expressions import Expressions
from runbook.runtime.cache import Cache, remember, remembered


class SharedExpressions:
    """A parser that remembers over files, and keeps for the next process what each file needed."""

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache
        self._current = Expressions()
        self._trees: dict[str, Expression] = {}

    def parse(self, text: str) -> Expression:
        """The tree of `text`; errors: ExpressionError."""
        tree = self._trees.get(text)
        if tree is None:
            tree = self._trees[text] = self._current.parse(text)
        return tree

    @contextmanager
    def of(self, source: Source) -> Iterator[None]:
        """While the expressions of this source are read."""
        outer, self._current = self._current, remembered(self._cache, source.digest)
        try:
            yield
        finally:
            remember(self._cache, source.digest, self._current)
            self._current = outer
