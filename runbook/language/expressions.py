"""The one way from text to expressions: remembered trees first, Jinja's parser last."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from runbook.deferred import deferred
from runbook.language.expression import Expression
from runbook.language.expression_codec import decode_expression, encode_expression
from runbook.values.json import Json

if TYPE_CHECKING:
    from runbook.language import jinja
else:
    jinja = deferred("runbook.language.jinja")


class ExpressionParser(Protocol):
    """Whatever turns text into expressions."""

    def parse(self, text: str) -> Expression:
        """The tree of `text`; errors: ExpressionError."""


class Expressions:
    """Parses each text once, and none that an earlier process has parsed.

    `known`: text -> encoded tree, as `known()` gave it; what cannot be decoded is parsed anew.
    """

    def __init__(self, known: Mapping[str, Json] | None = None) -> None:
        self._known = dict(known or {})
        self._trees: dict[str, Expression] = {}
        self.grown = False

    def parse(self, text: str) -> Expression:
        """The tree of `text`; errors: ExpressionError, which is never remembered."""
        tree = self._trees.get(text)
        if tree is None:
            tree = self._trees[text] = self._remembered(text) or self._parsed(text)
        return tree

    def known(self) -> dict[str, Json]:
        """All trees it knows, for another process."""
        return dict(self._known)

    def _remembered(self, text: str) -> Expression | None:
        encoded = self._known.get(text)
        if encoded is None:
            return None
        try:
            return decode_expression(encoded)
        except ValueError:
            return None

    def _parsed(self, text: str) -> Expression:
        tree = jinja.parse_expression(text)
        self._known[text] = encode_expression(tree)
        self.grown = True
        return tree
