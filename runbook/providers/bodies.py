"""What an operation takes as its body."""

from runbook.providers.extension import PROPERTY, ExtensionReader
from runbook.providers.media import Form, form_of
from runbook.providers.part import Part
from runbook.values.json import Json

RULE = "contract-body"
_PREFERRED = (Form.JSON, Form.URLENCODED, Form.TEXT)
_MOST_SCHEMAS = 64


def read_body(operation: Part, extensions: ExtensionReader) -> Json:
    """The normal form of the body in the best form we can write: JSON, then a form, then text; None without one."""
    body = operation.mapping("requestBody")
    content = body.mapping("content") if body else None
    medias = {_written(name): media for name, media in (content.members() if content else ())}
    if body is None or not medias:
        return None
    media_type = _best(list(medias))
    if form_of(media_type) is Form.OTHER:
        medias[media_type].note(RULE, f"a body of `{media_type}` cannot be written", key=True)
    schema = medias[media_type].child("schema")
    return {
        "media_type": media_type,
        "required": body.flag("required") is True,
        "schema": True if schema is None else schema.data,
        "secrets": list(_secrets(schema, extensions)) if schema else [],
    }


def _written(media_type: str) -> str:
    """The media type we write for a declared one: JSON where anything goes."""
    return "application/json" if media_type.strip() in ("*/*", "application/*") else media_type


def _best(media_types: list[str]) -> str:
    for form in _PREFERRED:
        for media_type in media_types:
            if form_of(media_type) is form:
                return media_type
    return media_types[0]


def _secrets(schema: Part, extensions: ExtensionReader) -> dict[str, None]:
    """The members of a body, in order, that are marked with `x-runbook: { secret: true }`."""
    found: dict[str, None] = {}
    waiting = [schema]
    for _ in range(_MOST_SCHEMAS):
        part = waiting.pop(0).resolved() if waiting else None
        if part is None:
            continue
        properties = part.child("properties")
        for name, member in properties.members() if properties else ():
            if extensions.read(member, PROPERTY).get("secret") is True:
                found[name] = None
        for key in ("allOf", "oneOf", "anyOf"):
            members = part.child(key)
            waiting.extend(members.elements() if members else ())
    return found
