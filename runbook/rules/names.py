"""The names that an expression reads."""

from collections.abc import Iterator

from runbook.language.expression import Expression, Item, Literal, Name
from runbook.language.references import parts_of


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it."""
    ahead = [expression]
    while ahead:
        part = ahead.pop()
        yield part
        ahead += reversed(parts_of(part))


def inputs_read(expression: Expression) -> Iterator[str]:
    """The inputs it reads by name: `case_id` of `inputs.case_id`; `*` when it may read any of them."""
    everything = list(parts(expression))
    named = [part for part in everything if isinstance(part, Item) and _is_inputs(part.of)]
    for item in named:
        yield item.key.value if isinstance(item.key, Literal) and isinstance(item.key.value, str) else "*"
    if sum(_is_inputs(part) for part in everything) > len(named):
        yield "*"


def _is_inputs(expression: Expression) -> bool:
    return isinstance(expression, Name) and expression.name == "inputs"
