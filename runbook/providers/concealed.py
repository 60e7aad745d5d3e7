"""Secrets that a provider answers: taken out of an answer before anybody sees it, and kept by name.

A contract marks a member of an answer with `x-runbook: { secret: true }` or `format: password`. What stands there has
the shape of a secret: it can be passed on whole to a member that the contract marks as one, and nothing else. Answers,
journals, reports and plans hold its name only.
"""

from collections.abc import Iterator, Mapping

from runbook.providers.answer import RawResponse
from runbook.providers.contract import Operation, Response
from runbook.providers.reading import BodyError, json_of
from runbook.providers.statuses import declared_response
from runbook.providers.wire import revealed
from runbook.values.json import Pointer, pointer_text
from runbook.values.json_codec import write_json
from runbook.values.redactor import MASK
from runbook.values.shape import Kind, Shape
from runbook.values.unknown import SecretName, Value, as_value


def has_secrets(operation: Operation) -> bool:
    """Return True if the contract marks a member of one of its answers as a secret."""
    return any(response.secret for response in operation.responses)


def conceal(operation: Operation, status: int, body: Value, place: str) -> Value:
    """Return the body of an answer with names in place of its secrets. `place`: what the names begin with."""
    for shape in _shapes(operation, status):
        body = _concealed(body, shape, place, ())
    return body


def secrets_in(operation: Operation, response: RawResponse, place: str) -> Mapping[str, str]:
    """Return the secrets of a reply by the names that `conceal` gives them."""
    if not has_secrets(operation):
        return {}
    try:
        body = as_value(json_of(response))
    except BodyError:
        return {}
    shapes = _shapes(operation, response.status)
    return {name: text for shape in shapes for name, text in _texts(body, shape, place, ())}


def without_secrets(operation: Operation, response: RawResponse) -> RawResponse:
    """Return a reply whose secrets are masked; without a body where it cannot be told what they are."""
    if not has_secrets(operation):
        return response
    try:
        body = conceal(operation, response.status, as_value(json_of(response)), "")
    except BodyError:
        return RawResponse(response.status, response.headers, b"")
    return RawResponse(response.status, response.headers, write_json(revealed(body, lambda _: MASK)).encode())


def _shapes(operation: Operation, status: int) -> Iterator[Shape]:
    """The shapes of such an answer's body that hold a secret; of one that is not declared each may be right."""
    declared: Response | None = declared_response(operation, status)
    responses = operation.responses if declared is None else (declared,)
    return (response.shape for response in responses if response.secret)


def _concealed(value: Value, shape: Shape, place: str, at: Pointer) -> Value:
    if value is None or isinstance(value, SecretName):
        return value
    if Kind.SECRET in shape.kinds:
        return SecretName(_name(place, at))
    match value:
        case dict():
            known = shape.properties
            return {
                key: _concealed(member, known[key], place, (*at, key)) if key in known else member
                for key, member in value.items()
            }
        case list() if shape.items is not None:
            inner = shape.items
            return [_concealed(element, inner, place, (*at, index)) for index, element in enumerate(value)]
        case _:
            return value


def _texts(value: Value, shape: Shape, place: str, at: Pointer) -> Iterator[tuple[str, str]]:
    if Kind.SECRET in shape.kinds:
        if isinstance(value, str):
            yield _name(place, at), value
        return
    match value:
        case dict():
            for key, member in value.items():
                if key in shape.properties:
                    yield from _texts(member, shape.properties[key], place, (*at, key))
        case list() if shape.items is not None:
            for index, element in enumerate(value):
                yield from _texts(element, shape.items, place, (*at, index))
        case _:
            return


def _name(place: str, at: Pointer) -> str:
    """A name that no profile can list: it has a slash."""
    return f"{place}{pointer_text(at)}" if at else f"{place}/"
