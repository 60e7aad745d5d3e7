"""From bytes to data: identity encoding, UTF-8, strict JSON."""

from runbook.frozen import frozen
from runbook.providers.answer import RawResponse
from runbook.providers.media import Form, charset_of, essence, form_of
from runbook.providers.strict_json import StrictJsonError, parse_json
from runbook.values.json import Json

_CHARSETS = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@frozen
class BodyError(Exception):
    """A body that cannot be read. `reason`: one sentence without the body's content."""

    reason: str


def header_values(response: RawResponse, name: str) -> tuple[str, ...]:
    """Every value of a header, in order."""
    return tuple(value for key, value in response.headers if key.lower() == name)


def media_type_of(response: RawResponse) -> str:
    """The media type of a response; empty when it does not say."""
    return next(iter(header_values(response, "content-type")), "")


def is_html(response: RawResponse) -> bool:
    """Whether it is a page for people: a proxy, a login, a captive portal."""
    return essence(media_type_of(response)) in _HTML


def is_encoded(response: RawResponse) -> bool:
    """Whether the body is compressed although only identity was asked for; unpacking it would have no bound."""
    return any(one.strip().lower() not in ("", "identity") for one in header_values(response, "content-encoding"))


def text_of(response: RawResponse) -> str:
    """The body as text. Errors: BodyError for an encoding we did not ask for, or bytes that are not UTF-8."""
    if is_encoded(response):
        raise BodyError("the body is compressed, which was not asked for")
    if charset_of(media_type_of(response)) not in _CHARSETS:
        raise BodyError("the body is in a character set other than UTF-8")
    try:
        return response.body.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BodyError(f"the body is not UTF-8 at byte {error.start + 1}") from None


def json_of(response: RawResponse) -> Json:
    """The body as JSON, whatever the media type says, except for HTML. Errors: BodyError."""
    text = text_of(response)
    if is_html(response):
        raise BodyError("the body is an HTML page")
    if not text.strip():
        raise BodyError("the body is empty")
    try:
        return parse_json(text)
    except StrictJsonError as error:
        raise BodyError(f"the body is not usable JSON: {error.reason}") from None


def loose_body(response: RawResponse) -> Json:
    """The body of an answer that is no success: JSON, else text, else None. Never fails."""
    try:
        text = text_of(response)
    except BodyError:
        return None
    if not text.strip() or is_html(response):
        return None
    if form_of(media_type_of(response)) is Form.JSON or text.lstrip()[:1] in ("{", "["):
        try:
            return parse_json(text)
        except StrictJsonError:
            return None
    return text
