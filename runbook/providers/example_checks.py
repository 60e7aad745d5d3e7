"""Examples of answers that contradict their own schema: a row that waits for such words would never take a success."""

from runbook.providers.conformance import violations
from runbook.providers.examples import RULE, media_examples
from runbook.providers.part import Part
from runbook.providers.schemas import Schemas
from runbook.values.json import pointer_text
from runbook.values.unknown import as_value

_MOST = 50
"""Examples of one answer that are looked at."""


def check_examples(media: Part, schemas: Schemas) -> None:
    """Warn about each example of a media type, at its place, that its schema does not accept."""
    schema = media.child("schema")
    if schema is None:
        return
    contained = schemas.contained(schema.data)
    for example, _ in zip(media_examples(media), range(_MOST), strict=False):
        found = violations(contained, as_value(example.data))
        if found:
            where = pointer_text(found[0].pointer)
            at = f" at {where}" if where else ""
            example.warn(
                RULE,
                f"this example contradicts its schema{at}: {found[0].message}",
                help="a success like this is malformed, so no row for it is ever reached; correct one of the two",
            )
