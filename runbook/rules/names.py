"""The names that an expression reads."""

from collections.abc import Iterator

from runbook.language.expression import Expression
from runbook.language.references import references


def inputs_read(expression: Expression) -> Iterator[str]:
    """The inputs it reads by name: `case_id` of `inputs.case_id`; `*` when it may read any of them."""
    for reference in references(expression):
        if reference.root == "inputs":
            name = reference.keys[0] if reference.keys else None
            yield name if isinstance(name, str) else "*"
