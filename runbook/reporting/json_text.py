"""JSON as text that any terminal, log and CI system can hold."""

from runbook.values.json import Json
from runbook.values.json_codec import write_json


def json_text(value: Json) -> str:
    """ASCII only, indented by two, with its last line break; `##` is escaped so that no CI system reads a command."""
    return write_json(value, indent=2).replace("##", "#\\u0023") + "\n"
