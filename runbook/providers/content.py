"""The body of a request, from the arguments that are meant for it."""

from collections.abc import Iterator, Mapping

from runbook.frozen import frozen
from runbook.providers.arguments import WHOLE_BODY, Target
from runbook.providers.conformance import violations
from runbook.providers.contract import Body
from runbook.providers.problem import Problem
from runbook.providers.writable import writable_problems
from runbook.values.json import pointer_text
from runbook.values.unknown import Value


@frozen
class Content:
    """A body that is sent; `null` is a body too."""

    media_type: str
    value: Value


def build_content(body: Body | None, bound: Mapping[str, Target], arguments: Mapping[str, Value]) -> Content | None:
    """The whole body when it was given, else an object of the members that were; None without a body."""
    if body is None:
        return None
    if (None, "") in bound.values():
        whole = next(arguments[name] for name, target in bound.items() if target == (None, ""))
        left_out = whole is None and not body.required
        return None if left_out else Content(body.media_type, whole)
    members = {target[1]: arguments[name] for name, target in bound.items() if target[0] is None}
    return Content(body.media_type, members) if members or body.required else None


def content_problems(body: Body, content: Content) -> Iterator[Problem]:
    """Why this body must not leave."""
    unwritable = list(writable_problems(body, content.value, WHOLE_BODY))
    if unwritable:
        yield from unwritable
        return
    for violation in violations(body.schema, content.value):
        name = str(violation.pointer[0]) if violation.pointer else WHOLE_BODY
        at = f" at {pointer_text(violation.pointer[1:])}" if len(violation.pointer) > 1 else ""
        yield Problem(name, f'"{name}"{at} breaks the contract: {violation.message}')
