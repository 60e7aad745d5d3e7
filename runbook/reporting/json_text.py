"""JSON as text that any terminal, log and CI system can hold."""

import json

from runbook.values.json import Json


def json_text(value: Json) -> str:
    """ASCII only, indented by two, with its last line break; `##` is escaped so that no CI system reads a command."""
    return json.dumps(value, indent=2, allow_nan=False).replace("##", "#\\u0023") + "\n"
