"""What an outcome row looks at besides status and words, as text."""

from runbook.language.procedure import Row
from runbook.values.canonical import canonical_json


def row_asks(row: Row) -> str:
    """What must stand in the body and what must hold: `with /open at 0 when inputs.strict`; empty for neither."""
    said = [f"with {pointer} at {canonical_json(value)}" for pointer, value in row.body.items()]
    said += [f"when {row.when.text}"] if row.when is not None else []
    return " ".join(said)
