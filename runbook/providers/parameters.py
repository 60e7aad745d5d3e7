"""The parameters of an operation, as the document declares them, and as it forgot to."""

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.providers.contract import Location
from runbook.providers.media import Form, form_of
from runbook.providers.part import Part
from runbook.values.json import Json

RULE = "contract-parameter"
_TEMPLATE = pattern(r"\{([^{}]+)\}")
_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_KNOWN_STYLES = frozenset(["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject"])
_LOCATIONS = frozenset(location.value for location in Location)

_Key = tuple[str, str]


@frozen
class Parameters:
    """The normal forms of an operation's parameters, and the `Authorization` header parameter it declares instead."""

    normal: tuple[Json, ...]
    authorization: Part | None


def read_parameters(path: str, item: Part, operation: Part) -> Parameters:
    """The parameters of the path item and of the operation, which wins."""
    declared = _declared(item) | _declared(operation)
    authorization = declared.pop(("header", "authorization"), None)
    declared.pop(("header", "content-type"), None)
    names = tuple(dict.fromkeys(_TEMPLATE.findall(path)))
    kept = {key: part for key, part in declared.items() if not _is_stray(key, part, path, names)}
    implied = [_implied(name, item) for name in names if ("path", name) not in kept]
    return Parameters((*(_normal(part) for part in kept.values()), *implied), authorization)


def _declared(owner: Part) -> dict[_Key, Part]:
    """The usable parameters of one list by location and name; header names count in any case."""
    found: dict[_Key, Part] = {}
    listing = owner.listing("parameters")
    for entry in listing.elements() if listing else ():
        part = entry.resolved()
        if part is None:
            continue
        location, name = part.text("in"), part.text("name")
        if location not in _LOCATIONS or not name:
            entry.warn(
                RULE, "this parameter is left out: it needs a `name` and an `in` of path, query, header or cookie"
            )
            continue
        key = (location, name.lower() if location == "header" else name)
        if key in found:
            entry.warn(RULE, f"`{name}` is declared twice; the first declaration counts")
        found.setdefault(key, part)
    return found


def _is_stray(key: _Key, part: Part, path: str, names: tuple[str, ...]) -> bool:
    if key[0] != "path" or key[1] in names:
        return False
    part.warn(RULE, f"this parameter is left out: `{path}` has no {{{key[1]}}}")
    return True


def _implied(name: str, item: Part) -> Json:
    item.warn(RULE, f"`{name}` of the path is not declared; it is taken for text", key=True)
    return _form(name, "path", required=True, schema={"type": "string"}, style="simple", explode=False)


def _form(name: str, location: str, *, required: bool, schema: Json, style: str, explode: bool) -> dict[str, Json]:
    return {
        "name": name,
        "in": location,
        "required": required,
        "schema": schema,
        "style": style,
        "explode": explode,
        "description": "",
        "default": None,
    }


def _normal(part: Part) -> Json:
    location = part.text("in")
    style = part.text("style") or _STYLES[location]
    if style not in _KNOWN_STYLES:
        part.warn(RULE, f"the style `{style}` is unknown; `{_STYLES[location]}` is used")
        style = _STYLES[location]
    schema = part.child("schema")
    content = part.mapping("content")
    if schema is None and content is not None:
        schema, style = _content(content, style)
    explode = part.flag("explode")
    form = _form(
        part.text("name"),
        location,
        required=_required(part, location),
        schema=True if schema is None else schema.data,
        style=style,
        explode=style == "form" if explode is None else explode,
    )
    return {**form, "description": part.text("description"), "default": _default(schema)}


def _required(part: Part, location: str) -> bool:
    if location == "path" and part.flag("required") is False:
        part.note(RULE, "a path parameter is always required", help="write `required: true`")
    return location == "path" or part.flag("required") is True


def _content(content: Part, style: str) -> tuple[Part | None, str]:
    """The schema of a parameter that is declared by `content`, and its style: `json` when it is written as JSON."""
    for media_type, media in content.members():
        return media.child("schema"), "json" if form_of(media_type) is Form.JSON else style
    return None, style


def _default(schema: Part | None) -> Json:
    """The default that stands in the schema, or where its `$ref` leads."""
    for part in (schema, schema.resolved() if schema else None):
        found = part.child("default") if part else None
        if found is not None:
            return found.data
    return None
