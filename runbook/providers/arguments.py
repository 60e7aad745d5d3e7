"""Flat argument names, and the parameters and body members they mean.

A name means the parameter of that name, else the top-level member of the body. Where both exist it must be qualified:
`path.id`, `query.id`, `header.id`, `cookie.id`, `body.id`. `body` alone is the whole body.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from runbook.diagnostics.suggest import did_you_mean
from runbook.providers.contract import Body, Location, Operation, Parameter
from runbook.providers.media import Form, form_of
from runbook.providers.problem import Problem
from runbook.values.shape import Kind

Target = tuple[Location | None, str]
"""Where an argument goes: a parameter's location and name; None and a member's name, or the empty text: the body."""

WHOLE_BODY = "body"

OWNED_HEADERS = frozenset(
    {
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""Header parameters that a contract may declare and that only we, or a credential, may set."""


def parameters_of(operation: Operation) -> tuple[Parameter, ...]:
    """The parameters that arguments can set."""
    return tuple(
        one
        for one in operation.parameters
        if one.location is not Location.HEADER or one.name.lower() not in OWNED_HEADERS
    )


def members_of(body: Body | None) -> frozenset[str]:
    """The members that the contract names for a body that is an object."""
    if body is None or form_of(body.media_type) not in (Form.JSON, Form.URLENCODED):
        return frozenset()
    return frozenset(body.shape.properties)


def is_free_form(body: Body | None) -> bool:
    """Whether a body takes members that the contract does not name."""
    if body is None or form_of(body.media_type) not in (Form.JSON, Form.URLENCODED):
        return False
    if not body.shape.may_be(Kind.OBJECT):
        return False
    if not body.shape.properties:
        return body.shape.open
    schema = body.schema
    return isinstance(schema, dict) and bool(schema.get("additionalProperties") or schema.get("patternProperties"))


def takes_whole_body(operation: Operation) -> bool:
    """Whether the argument `body` means the whole body."""
    taken = WHOLE_BODY in members_of(operation.body) or operation.parameter(WHOLE_BODY) is not None
    return operation.body is not None and not taken


def targets(operation: Operation) -> Mapping[str, tuple[Target, ...]]:
    """Every name an argument can have, qualified ones included, and what it may mean."""
    found: dict[str, tuple[Target, ...]] = {}
    for parameter in parameters_of(operation):
        target = (parameter.location, parameter.name)
        found[parameter.name] = (*found.get(parameter.name, ()), target)
        found[f"{parameter.location.value}.{parameter.name}"] = (target,)
    for member in members_of(operation.body):
        found[member] = (*found.get(member, ()), (None, member))
        found[f"{WHOLE_BODY}.{member}"] = ((None, member),)
    if takes_whole_body(operation):
        found[WHOLE_BODY] = ((None, ""),)
    return MappingProxyType(found)


def bind(operation: Operation, names: Iterable[str]) -> tuple[Mapping[str, Target], list[Problem]]:
    """What each argument name means, and what is wrong: unknown, ambiguous, given twice, missing."""
    known = targets(operation)
    bound: dict[str, Target] = {}
    problems: list[Problem] = []
    for name in names:
        target = _resolve(operation, name, known)
        if isinstance(target, Problem):
            problems.append(target)
        elif target in bound.values():
            problems.append(Problem(name, f'"{name}" is given twice', "keep one of the two names"))
        else:
            bound[name] = target
    return bound, [*problems, *_body_problems(bound), *_missing(operation, frozenset(bound.values()))]


def _resolve(operation: Operation, name: str, known: Mapping[str, tuple[Target, ...]]) -> Target | Problem:
    meanings = known.get(name) or _header(name, known)
    if len(meanings) == 1:
        return meanings[0]
    if meanings:
        qualified = " or ".join(f"{_room(location)}.{name}" for location, _ in meanings)
        return Problem(name, f'"{name}" means more than one thing in {operation.name}', f"write {qualified}")
    member = name.removeprefix(f"{WHOLE_BODY}.")
    if is_free_form(operation.body) and (member != name or "." not in name):
        return (None, member)
    short = [other for other, meanings in known.items() if len(meanings) == 1 and not _is_qualified(other, known)]
    return Problem(name, f'{operation.name} takes no argument "{name}"', did_you_mean(name, short))


def _header(name: str, known: Mapping[str, tuple[Target, ...]]) -> tuple[Target, ...]:
    """Header names are the same in any case."""
    for meanings in known.values():
        for location, header in meanings:
            if location is Location.HEADER and header.lower() == name.lower():
                return ((location, header),)
    return ()


def _room(location: Location | None) -> str:
    return location.value if location else WHOLE_BODY


def _is_qualified(name: str, known: Mapping[str, tuple[Target, ...]]) -> bool:
    room, dot, rest = name.partition(".")
    return bool(dot) and rest in known and room in {WHOLE_BODY, *(one.value for one in Location)}


def _body_problems(bound: Mapping[str, Target]) -> list[Problem]:
    members = [name for name, (location, member) in bound.items() if location is None and member]
    if (None, "") in bound.values() and members:
        return [Problem(WHOLE_BODY, f'"body" is the whole body, and "{members[0]}" a part of it', "give one of them")]
    return []


def _missing(operation: Operation, given: frozenset[Target]) -> list[Problem]:
    problems = [
        Problem(parameter.name, _needed(operation, parameter.name), about(parameter))
        for parameter in parameters_of(operation)
        if parameter.required and parameter.default is None and (parameter.location, parameter.name) not in given
    ]
    if operation.body is not None and (None, "") not in given:
        problems.extend(_missing_members(operation, operation.body, given))
    return problems


def _missing_members(operation: Operation, body: Body, given: frozenset[Target]) -> list[Problem]:
    """The required members, also of a body that the contract forgot to mark as required (PROVIDERS.md 1.2, 3.2)."""
    if not members_of(body) and not is_free_form(body):
        needed = body.required and not any(location is None for location, _ in given)
        return [Problem(WHOLE_BODY, _needed(operation, WHOLE_BODY))] if needed else []
    absent = sorted(member for member in body.shape.required if (None, member) not in given)
    return [Problem(member, _needed(operation, member)) for member in absent]


def _needed(operation: Operation, name: str) -> str:
    return f'{operation.name} needs the argument "{name}"'


def about(parameter: Parameter) -> str:
    """What the contract says of a parameter, as help."""
    return f"the contract says of it: {parameter.description}" if parameter.description else ""
