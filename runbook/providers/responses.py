"""The declared answers of an operation."""

from collections.abc import Callable, Iterator

from runbook.deferred import pattern
from runbook.providers.example_checks import check_examples
from runbook.providers.examples import has_example_at, media_words
from runbook.providers.media import Form, form_of
from runbook.providers.part import Part
from runbook.providers.refusals import can_say_no, unclear_success
from runbook.providers.schemas import Schemas
from runbook.providers.verdicts import Act
from runbook.values.json import Json, parse_pointer

RULE = "contract-status"
_RANGE = pattern(r"[1-5]XX\Z")
_REGISTERED = frozenset({*range(100, 104), *range(200, 209), 226, *range(300, 306), 307, 308})
"""The statuses below 400 of the IANA registry; of the errors providers invent some."""

_USUAL_POINTERS = ("/message", "/error/message")
"""Where the words of an error usually stand, in the order in which they are tried."""


def declared_responses(operation: Part) -> list[tuple[str, Part]]:
    """The answers by status (`200`, `4XX`, `default`), references followed; what is no status is reported."""
    responses = operation.mapping("responses")
    found: dict[str, Part] = {}
    for key, part in responses.fields() if responses else ():
        resolved = part.resolved()
        status = _status(key)
        if status is None:
            part.warn(RULE, f"`{key}` is no HTTP status; this answer is left out", key=True)
        elif resolved is not None and not isinstance(resolved.data, dict):
            resolved.report("contract-syntax", "an answer must be a mapping")
        elif resolved is not None:
            found.setdefault(status, resolved)
    return list(found.items())


def _status(key: str) -> str | None:
    """The status that a key means; None when it means none."""
    if key == "default" or _RANGE.match(key.upper()):
        return key if key == "default" else key.upper()
    if not (key.isascii() and key.isdigit() and len(key) == 3):
        return None
    return key if int(key) in _REGISTERED or 400 <= int(key) <= 599 else None


def usual_error_pointer(responses: list[tuple[str, Part]]) -> str | None:
    """Where the declared errors have their words, when they have them in a usual place."""
    medias = [media for status, part in responses if status[0] in "45d" for media in _json_medias(part)]
    for pointer in _USUAL_POINTERS:
        if any(has_example_at(media, parse_pointer(pointer)) for media in medias):
            return pointer
    return None


def normal_response(status: str, part: Part, pointer: str | None, act: Act) -> Json:
    """The normal form of one answer. `pointer`: where its words stand, None when nobody knows."""
    medias = list(_medias(part))
    words = [media_words(media, pointer or "", status) for _, media in medias]
    json_media = next(_json_medias(part), None)
    schema = json_media.child("schema") if json_media else None
    return {
        "status": status,
        "description": part.text("description").strip(),
        "media_types": [name for name, _ in medias],
        "schema": schema.data if schema else None,
        "has_json": json_media is not None,
        "headers": _headers(part),
        "says_no": _first(can_say_no, medias, act) if status[0] in "2d" else "",
        "unclear": _first(unclear_success, medias, act) if status[0] in "2d" else "",
        "messages": list(dict.fromkeys(word for some in words for word in some)) if pointer is not None else [],
    }


def check_json_examples(part: Part, schemas: Schemas) -> None:
    """Report the examples of an answer's JSON body that its schema does not accept."""
    for media in _json_medias(part):
        check_examples(media, schemas)


def _first(look: Callable[[Part, Act], str], medias: list[tuple[str, Part]], act: Act) -> str:
    """Return what is found in the first of the media types that has something."""
    return next((found for _, media in medias if (found := look(media, act))), "")


def _headers(part: Part) -> list[Json]:
    """The names of the declared headers; `Content-Type` is what OpenAPI wants to be left out there.

    Names that begin with `x-` are headers here, not extensions.
    """
    headers = part.mapping("headers")
    return [name.lower() for name, _ in headers.members()] if headers else []


def _medias(part: Part) -> Iterator[tuple[str, Part]]:
    content = part.mapping("content")
    for name, media in content.members() if content else ():
        if isinstance(media.data, dict):
            yield name, media


def _json_medias(part: Part) -> Iterator[Part]:
    for name, media in _medias(part):
        if form_of(name) is Form.JSON or name.strip() in ("*/*", "application/*"):
            yield media
