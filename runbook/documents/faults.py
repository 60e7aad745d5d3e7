"""What a playbook's YAML may not hold, as findings."""

from collections.abc import Iterable

from runbook.diagnostics.diagnostic import Diagnostic, Related
from runbook.diagnostics.source import Source, Span
from runbook.diagnostics.suggest import did_you_mean


class RefusedError(Exception):
    """Reading cannot go on. `diagnostic`: why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Faults:
    """The findings of one text, in the order of their discovery."""

    def __init__(self, source: Source, most: int = 100) -> None:
        self.found: list[Diagnostic] = []
        self._source = source
        self._most = most

    def _add(self, rule: str, message: str, span: Span, help: str, *related: Related) -> None:
        if len(self.found) < self._most:
            self.found.append(Diagnostic(rule, message, span, help=help, related=related))

    def span(self, start: int, end: int) -> Span:
        """A piece of the text."""
        return Span(self._source, start, end)

    def refuse(self, rule: str, message: str, start: int, end: int, help: str) -> RefusedError:
        """The error to raise when reading cannot go on."""
        return RefusedError(Diagnostic(rule, message, self.span(start, end), help=help))

    def duplicate_key(self, key: str, span: Span, first: Span) -> None:
        """The same key twice: which of the two counts is anybody's guess."""
        self._add(
            "duplicate-key",
            f'the key "{key}" is here twice',
            span,
            "keep one of them",
            Related(first, "the first one"),
        )

    def merge_key(self, span: Span) -> None:
        """`<<` is YAML 1.1, and 431 bytes of it take a minute."""
        self._add("merge-key", "merge keys are not part of YAML 1.2", span, "write the members out")

    def tag(self, tag: str, span: Span) -> None:
        """`!anything`: data needs no tags, and tags have run code."""
        self._add(
            "yaml-tag", f'the tag "{_shown(tag)}" is not used here', span, "leave it out; quote what must be text"
        )

    def key_not_text(self, key: str, span: Span) -> None:
        """A key that is a number, a boolean or null."""
        self._add(
            "key-not-text", "a key must be text", span, f'quote the key: "{_shown(key)}"' if key else "name the key"
        )

    def not_a_number(self, message: str, span: Span) -> None:
        """A number that JSON cannot hold."""
        self._add("number-out-of-range", f"{message} is not a number here", span, "put it in quotes to keep it as text")

    def too_deep(self, depth: int, span: Span) -> None:
        """More nesting than anything that walks the data should have to bear."""
        self._add("too-deep", f"more than {depth} levels of nesting", span, "nest less deeply")

    def too_long(self, length: int, most: int, span: Span) -> None:
        """One value of unreasonable length."""
        self._add("value-too-long", f"one value of {length:,} characters; at most {most:,} are read", span, "split it")

    def lone_surrogate(self, span: Span) -> None:
        """Half of a character, which no UTF-8 text can hold."""
        self._add("json-syntax", "an escape stands for half a character", span, "write the character itself")

    def unknown_alias(self, name: str, start: int, end: int, known: Iterable[str]) -> RefusedError:
        """`*name` without a `&name` before it."""
        help = did_you_mean(name, known) or "put it in quotes when it begins with '*'"
        return self.refuse("unknown-alias", f'nothing was named "&{name}" before this', start, end, help)


def _shown(text: str) -> str:
    """Enough of a text to recognise it."""
    return text if len(text) <= 60 else text[:57] + "..."
