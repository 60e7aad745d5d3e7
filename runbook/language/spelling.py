"""How a value is written inside a text: exactly, or not at all."""

from decimal import Decimal

from runbook.language.bounds import MAX_TEXT, TOO_LARGE
from runbook.language.refusals import OperandError
from runbook.language.value_shape import shape_words, value_words
from runbook.values.numbers import number_problem, number_text
from runbook.values.shape import Kind, Shape
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

SPELLED = frozenset({Kind.STRING, Kind.INTEGER, Kind.NUMBER})
"""The kinds that can stand inside a text."""


def spell(value: Value) -> str | Unknown | PartialText:
    """A string or number as text, or what will be one; errors: OperandError for all else."""
    match value:
        case str() | PartialText():
            return value
        case Unknown():
            if not value.shape.kinds & SPELLED:
                raise OperandError(_refusal(shape_words(value.shape)))
            return value
        case bool():
            raise OperandError("a boolean cannot stand inside a text; write {{ 'yes' if ... else 'no' }}")
        case int() | Decimal():
            problem = number_problem(value)
            if problem:
                raise OperandError(f"{problem} cannot stand inside a text")
            return number_text(value)
        case SecretName():
            raise OperandError("a secret cannot stand inside a text; it can only be passed on whole")
        case _:
            raise OperandError(_refusal(value_words(value)))


def _refusal(words: str) -> str:
    return f"{words} cannot stand inside a text"


def spellable(shape: Shape) -> bool:
    """Whether some value of this shape can stand inside a text."""
    return bool(shape.kinds & SPELLED)


def joined(parts: list[str | Unknown | PartialText], separator: str = "") -> Value:
    """One text of several; errors: OperandError beyond 1 MiB."""
    if separator:
        parts = [piece for part in parts for piece in (separator, part)][1:]
    pieces = _flat(parts)
    if sum(len(piece) if isinstance(piece, str) else 1 for piece in pieces) > MAX_TEXT:
        raise OperandError(f"the text {TOO_LARGE} (1 MiB)")
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(piece for piece in pieces if isinstance(piece, str))
    return PartialText(_merged(pieces))


def _flat(parts: list[str | Unknown | PartialText]) -> list[str | Unknown]:
    flat: list[str | Unknown] = []
    for part in parts:
        if isinstance(part, PartialText):
            flat.extend(part.parts)
        else:
            flat.append(part)
        if len(flat) > MAX_TEXT:
            break
    return flat


def _merged(pieces: list[str | Unknown]) -> tuple[str | Unknown, ...]:
    merged: list[str | Unknown] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
            continue
        if text := "".join(run):
            merged.append(text)
        run = []
        merged.append(piece)
    if text := "".join(run):
        merged.append(text)
    return tuple(merged)
