"""Whether a body can be written at all, whatever its schema says."""

from collections.abc import Iterator
from decimal import Decimal

from runbook.providers.contract import Body
from runbook.providers.encoding import is_unicode, too_large
from runbook.providers.media import Form, form_of
from runbook.providers.problem import Problem
from runbook.values.json import Pointer, pointer_text
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

DEEPEST = 64


def writable_problems(body: Body, value: Value, argument: str) -> Iterator[Problem]:
    """Why this value cannot be written as the body's media type. `argument`: the name of the whole body."""
    yield from _form_problems(body.media_type, value, argument)
    for pointer, reason in unwritable(value, body.secrets):
        name = str(pointer[0]) if pointer else argument
        at = f" at {pointer_text(pointer[1:])}" if len(pointer) > 1 else ""
        yield Problem(name, f'"{name}"{at} {reason}')


def _form_problems(media_type: str, value: Value, argument: str) -> Iterator[Problem]:
    form = form_of(media_type)
    if form is Form.OTHER:
        yield Problem(argument, f"runbook cannot write a body of type {media_type}")
    elif form is Form.TEXT and not isinstance(value, (str, Unknown, PartialText)):
        yield Problem(argument, f"a body of type {media_type} is text")
    elif form is Form.URLENCODED and not isinstance(value, (dict, Unknown)):
        yield Problem(argument, "a form is a mapping")
    elif form is Form.URLENCODED and isinstance(value, dict):
        yield from (
            Problem(name, f'"{name}" is nested deeper than a form can say')
            for name, member in value.items()
            if _is_nested(member)
        )


def _is_nested(member: Value) -> bool:
    inner = member.values() if isinstance(member, dict) else member if isinstance(member, list) else ()
    return any(isinstance(one, (list, dict)) for one in inner)


def unwritable(value: Value, secrets: frozenset[str], at: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Every part that JSON cannot say, and every secret in the wrong place, with the reason."""
    reason = f"is nested deeper than {DEEPEST} levels" if len(at) > DEEPEST else _reason(value, secrets, at)
    if reason:
        yield at, reason
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from unwritable(element, secrets, (*at, index))
    elif isinstance(value, dict):
        for key, element in value.items():
            yield from unwritable(element, secrets, (*at, key))


def _reason(value: Value, secrets: frozenset[str], at: Pointer) -> str | None:
    match value:
        case SecretName() if len(at) != 1 or at[0] not in secrets:
            return "is a secret where the contract does not allow one"
        case int() | Decimal():
            return too_large(value)
        case str() if not is_unicode(value):
            return "is not valid Unicode text"
        case dict() if not all(map(is_unicode, value)):
            return "has a key that is not valid Unicode text"
        case _:
            return None
