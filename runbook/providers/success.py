"""A success is one only when its body is what the contract promises (THREATS R18)."""

from runbook.providers.answer import AnswerKind, RawResponse
from runbook.providers.conformance import violations
from runbook.providers.contract import Effect, Operation, Response
from runbook.providers.finding import Finding, malformed
from runbook.providers.media import Form, essence, form_of
from runbook.providers.parts import Promise, declares_binary, promised_body
from runbook.providers.reading import BodyError, is_html, json_of, media_type_of, text_of
from runbook.providers.strict_json import StrictJsonError, parse_json
from runbook.providers.told_no import is_declared, told_noes
from runbook.values.json import Json, pointer_text
from runbook.values.unknown import as_value


def read_success(operation: Operation, declared: Response, response: RawResponse) -> Finding:
    """What a declared 2xx turned out to be: the promised success, or malformed."""
    if promised_body(operation, response.status, declared) is Promise.NONE:
        return Finding(AnswerKind.RESPONSE)
    try:
        if declared.schema is None or _is_declared_text(declared, response):
            return _judged(operation, declared, _free_body(declared, response))
        return _checked(operation, declared, json_of(response))
    except BodyError as error:
        return malformed(error.reason)


def _is_declared_text(declared: Response, response: RawResponse) -> bool:
    name = essence(media_type_of(response))
    return form_of(name) is not Form.JSON and name in {essence(one) for one in declared.media_types}


def _free_body(declared: Response, response: RawResponse) -> Json:
    """A body of which no JSON is promised: nothing, text, or JSON all the same. Errors: BodyError."""
    promised = {essence(media_type) for media_type in declared.media_types}
    if declares_binary(declared):
        return None
    if is_html(response) and essence(media_type_of(response)) not in promised:
        raise BodyError("the body is an HTML page")
    text = text_of(response)
    if not text.strip():
        return None
    if form_of(media_type_of(response)) is Form.JSON:
        return json_of(response)
    return _json_or_text(text)


def _json_or_text(text: str) -> Json:
    if text.lstrip()[:1] not in ("{", "["):
        return text
    try:
        return parse_json(text)
    except StrictJsonError:
        return text


def _checked(operation: Operation, declared: Response, body: Json) -> Finding:
    broken = violations(declared.schema, as_value(body))
    if broken and broken[0].undecided:
        return malformed("the body is too costly to judge", body)
    if broken:
        place = pointer_text(broken[0].pointer)
        at = f" at {place}" if place else ""
        return malformed(f"the body breaks the contract{at}: {broken[0].message}", body)
    return _judged(operation, declared, body)


def _judged(operation: Operation, declared: Response, body: Json) -> Finding:
    """An error inside a success is no success, unless the contract says that the member belongs there."""
    schema = declared.schema
    properties = schema.get("properties") if isinstance(schema, dict) else None
    promised = properties if isinstance(properties, dict) else {}
    if isinstance(body, dict):
        for name in ("error", "errors"):
            if body.get(name) and name not in promised:
                return malformed(f"a success whose body has the member `{name}`", body)
    return _told(operation, declared, body)


def _told(operation: Operation, declared: Response, body: Json) -> Finding:
    """Whether the body of an act's success says no where no row can have reckoned with it.

    What the contract declares as a possible no has its row. What it leaves open is told to the built-in rows; what it
    describes otherwise breaks it.
    """
    if operation.effect is Effect.READ or operation.success is not None:
        return Finding(AnswerKind.RESPONSE, body)
    noes = list(told_noes(body, operation.act)) if body is not None or declared.unclear else []
    strange = next((one for one in noes if not is_declared(declared.shape, one.keys)), None)
    if strange is not None:
        return malformed(f"a success, but {strange.words}", body)
    if operation.may_tell_no(declared):
        return Finding(AnswerKind.RESPONSE, body, noes[0].words if noes else "", bool(noes))
    if noes and not operation.why_no(declared):
        return malformed(f"a success, but {noes[0].words}", body)
    return Finding(AnswerKind.RESPONSE, body)
