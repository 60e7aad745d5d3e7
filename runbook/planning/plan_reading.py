"""A plan from its JSON: what was shown, to be shown and kept to again."""

from collections.abc import Iterator

from runbook.interpreter.events import Purpose
from runbook.interpreter.fields import CodecError, Fields
from runbook.language.procedure import Origin, StepState, Verb
from runbook.planning.plan import Plan, PlannedLoop, PlannedRequest, PlannedStep, Road, Totals
from runbook.providers.contract import Effect
from runbook.providers.request import Credential, Request, Text
from runbook.values.json import Json
from runbook.values.shape import ANY
from runbook.values.unknown import PartialText, SecretName, Unknown, Value


def read_plan(data: Json) -> Plan:
    """The plan that `plan_data` wrote; its `nodes` are not written. Errors: CodecError for anything else."""
    found = record("plan", data)
    plan = Plan(
        name=found.text("name"),
        title=found.text("title"),
        owner=found.text("owner"),
        effect=found.choice("effect", Effect),
        procedure=found.text("procedure"),
        environment=found.text("environment"),
        production=found.flag("production"),
        servers=found.texts("servers"),
        inputs={name: _value(value) for name, value in members(found, "inputs")},
        steps=tuple(_step(one) for one in records(found, "steps")),
        totals=_totals(found.inner("totals")),
        nodes=0,
    )
    if plan.digest != found.text("digest"):
        raise CodecError("the plan has another digest than it says")
    return plan


def record(kind: str, data: Json) -> Fields:
    """The members of a mapping; errors: CodecError when it is none."""
    if not isinstance(data, dict):
        raise CodecError(f"a {kind} is a mapping")
    return Fields(kind, data)


def records(found: Fields, name: str) -> Iterator[Fields]:
    """Each mapping of a list; errors: CodecError."""
    data = found.json(name)
    if not isinstance(data, list):
        raise CodecError(f'"{name}" is not a list')
    return (record(name, one) for one in data)


def members(found: Fields, name: str) -> Iterator[tuple[str, Json]]:
    """Each member of a mapping; errors: CodecError."""
    data = found.json(name)
    if not isinstance(data, dict):
        raise CodecError(f'"{name}" is not a mapping')
    yield from data.items()


def _totals(found: Fields) -> Totals:
    return Totals(
        answers=found.integer("answers"),
        irreversible_at_most=found.integer("irreversible_at_most"),
        irreversible_expected=found.integer("irreversible_expected"),
        requests_at_most=found.optional_integer("requests_at_most"),
        longest_wait=found.optional_number("longest_wait"),
        asked_wait=found.number("asked_wait"),
        rests=found.flag("rests"),
    )


def _step(found: Fields) -> PlannedStep:
    return PlannedStep(
        number=found.text("number"),
        address=found.text("address"),
        id=found.text("id"),
        title=found.text("title"),
        kind=found.text("kind"),
        depth=found.text("number").count("."),
        part=found.text("part"),
        reachable=found.flag("reachable"),
        times=found.optional_integer("times"),
        detail=found.text("detail"),
        when=found.text("when"),
        requests=tuple(_planned(one) for one in records(found, "requests")),
        reads=tuple(_planned(one) for one in records(found, "reads")),
        roads=tuple(_road(one) for one in records(found, "roads")),
        unverified=found.list_of_texts("unverified"),
        moves_money=found.flag("moves_money"),
        instead=found.text("instead"),
        skipped=found.flag("skipped"),
        loop=None if found.json("loop") is None else _loop(found.inner("loop")),
    )


def _loop(found: Fields) -> PlannedLoop:
    return PlannedLoop(
        over=found.text("over"),
        items=found.optional_integer("items"),
        in_all=found.optional_integer("in_all"),
        at_most=found.optional_integer("at_most"),
        open=found.flag("open"),
        empty=found.text("empty"),
    )


def _planned(found: Fields) -> PlannedRequest:
    request = _request(found.inner("request"))
    if request.digest != found.text("digest"):
        raise CodecError(f"the request at {found.text('address')} has another digest than the plan says")
    return PlannedRequest(found.text("address"), found.choice("purpose", Purpose), request, found.text("label"))


def _request(found: Fields) -> Request:
    return Request(
        provider=found.text("provider"),
        operation=found.text("operation"),
        effect=found.choice("effect", Effect),
        method=found.text("method"),
        server=found.text("server"),
        path=_text(found.json("path")),
        query=_pairs(found.json("query")),
        headers=_pairs(found.json("headers")),
        media_type=found.optional_text("media_type"),
        body=_value(found.json("body")),
        credentials=tuple(_credential(scheme, fields) for scheme, fields in members(found, "credentials")),
        numbers=found.optional_texts("numbers") or (),
    )


def _credential(scheme: str, fields: Json) -> Credential:
    return Credential(scheme, Fields("credentials", {scheme: fields}).texts(scheme))


def _road(found: Fields) -> Road:
    return Road(
        status=found.text("status"),
        message=found.optional_text("message"),
        verb=found.choice("verb", Verb),
        origin=found.choice("origin", Origin),
        because=found.text("because"),
        to=found.list_of_texts("to"),
        ends=tuple(_state(one) for one in found.list_of_texts("ends")),
        retries=found.integer("retries"),
        waits=found.number("waits"),
        settles=found.text("settles"),
        nothing=found.flag("nothing"),
        asks=found.text("asks"),
        doubt=found.flag("doubt"),
    )


def _state(text: str) -> StepState:
    return Fields("road", {"ends": text}).choice("ends", StepState)


def _pairs(data: Json) -> tuple[tuple[str, Text], ...]:
    if not isinstance(data, list):
        raise CodecError("headers and parameters are a list")
    return tuple(map(_pair, data))


def _pair(data: Json) -> tuple[str, Text]:
    match data:
        case [str(name), value]:
            return name, _text(value)
        case _:
            raise CodecError("a header or a parameter is a name and a value")


def _text(data: Json) -> Text:
    found = _value(data)
    if not isinstance(found, str | Unknown | PartialText):
        raise CodecError("a piece of a request is text, or made of text and what only a run can supply")
    return found


def _value(data: Json) -> Value:
    """The value that `encode_value` described: what only looks like a mark stays data."""
    match data:
        case {"$unknown": str(origin), **rest} if not rest:
            return Unknown(ANY, origin)
        case {"$secret": str(name), **rest} if not rest:
            return SecretName(name)
        case {"$text": list(parts), **rest} if not rest and all(_is_part(part) for part in parts):
            return PartialText(tuple(_part(part) for part in parts))
        case list():
            return [_value(element) for element in data]
        case dict():
            return {name: _value(element) for name, element in data.items()}
        case _:
            return data


def _is_part(data: Json) -> bool:
    return isinstance(_value(data), str | Unknown)


def _part(data: Json) -> str | Unknown:
    found = _value(data)
    assert isinstance(found, str | Unknown)
    return found
