"""Whether a request keeps its contract, checked more strictly than the provider would."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import parse_qsl

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.providers.contract import Location, Operation, Parameter
from runbook.simulator.exchange import Problem, Received
from runbook.simulator.payload import PayloadError, read_payload
from runbook.simulator.routes import Match
from runbook.simulator.schemas import SchemaCheck, closed
from runbook.values.canonical import canonical_json
from runbook.values.json import Json

_INTEGER = pattern(r"-?(0|[1-9][0-9]*)", re.ASCII)
_INT64 = range(-(2**63), 2**63)
_NOT_PARAMETERS = frozenset({"accept", "authorization", "content-type"})
"""OpenAPI gives these headers other meanings; Accept is the machine's own affair."""
_ONCE = ("authorization", "content-type", "content-length", "host")


@frozen
class Checked:
    """What a request that keeps its contract says."""

    query: Mapping[str, str]
    body: Json


class Checks:
    """The operations of one contract and what each takes; the contract is loaded at the first request."""

    def __init__(self, operations: Callable[[], Sequence[Operation]]) -> None:
        self._load = operations
        self._compiled: dict[tuple[str, str], SchemaCheck] = {}

    @cached_property
    def _operations(self) -> Mapping[tuple[str, str], Operation]:
        return {(operation.method.upper(), operation.path): operation for operation in self._load()}

    def operation(self, method: str, template: str) -> Operation:
        """The contract's operation behind a route. Errors: KeyError when the contract has none."""
        return self._operations[method, template]

    def visible_body(self, operation: Operation, received: Received) -> str:
        """The body as the ledger may show it: without the members that hold secrets."""
        if operation.body is None or not operation.body.secrets:
            return received.body.decode("utf-8", "replace")
        try:
            body = read_payload(received, operation.body.media_type)
        except PayloadError:
            return "(unreadable, and may hold secrets)"
        if not isinstance(body, dict):
            return "(not an object, and may hold secrets)"
        shown: Json = {name: "(secret)" if name in operation.body.secrets else value for name, value in body.items()}
        return canonical_json(shown)

    def check(self, operation: Operation, match: Match, received: Received) -> Checked | Problem:
        """The request's query and body, or everything that is wrong with it."""
        query = parse_qsl(received.query, keep_blank_values=True)
        problems = [
            *self._arguments(operation, match),
            *self._query(operation, query),
            *self._headers(operation, received),
        ]
        body: Json = None
        try:
            body = self._body(operation, received)
            problems += self._body_problems(operation, received, body)
        except PayloadError as error:
            problems.append(str(error))
        return Problem(400, tuple(problems)) if problems else Checked(dict(query), body)

    def _arguments(self, operation: Operation, match: Match) -> Iterator[str]:
        for parameter in operation.parameters:
            if parameter.location is Location.PATH:
                yield from self._parameter(operation, parameter, match.arguments[parameter.name])

    def _query(self, operation: Operation, query: list[tuple[str, str]]) -> Iterator[str]:
        declared = {one.name: one for one in operation.parameters if one.location is Location.QUERY}
        given = dict(query)
        if len(given) < len(query):
            yield "query has a name twice"
        for name, value in query:
            if name not in declared:
                yield f"query has {name}, which the contract does not declare"
            else:
                yield from self._parameter(operation, declared[name], value)
        for name, parameter in declared.items():
            if parameter.required and name not in given:
                yield f"query lacks {name}"

    def _headers(self, operation: Operation, received: Received) -> Iterator[str]:
        names = [name for name, _ in received.headers]
        yield from (f"header {name} stands twice" for name in _ONCE if names.count(name) > 1)
        if "cookie" in names:
            yield "cookies must not travel"
        for parameter in operation.parameters:
            name = parameter.name.lower()
            if parameter.location is not Location.HEADER or name in _NOT_PARAMETERS:
                continue
            value = received.header(name)
            if value is not None:
                yield from self._parameter(operation, parameter, value)
            elif parameter.required:
                yield f"header {name} is missing"

    def _parameter(self, operation: Operation, parameter: Parameter, text: str) -> Iterator[str]:
        kinds = parameter.schema.get("type") if isinstance(parameter.schema, dict) else None
        value: Json = text
        if kinds == "integer":
            if not _INTEGER.fullmatch(text) or len(text) > 20 or int(text) not in _INT64:
                yield f"{parameter.name} is no 64-bit integer"
                return
            value = int(text)
        where = f"{operation.operation_id} {parameter.location.value}"
        yield from self._schema((where, parameter.name), parameter.schema).problems(value, parameter.name)

    def _body(self, operation: Operation, received: Received) -> Json:
        if not received.body:
            return None
        if operation.body is None:
            raise PayloadError("the operation takes no body")
        return read_payload(received, operation.body.media_type)

    def _body_problems(self, operation: Operation, received: Received, body: Json) -> Iterator[str]:
        if operation.body is None:
            return
        if not received.body:
            if operation.body.required or _has_required(operation.body.schema):
                yield "body is missing"
            return
        yield from self._schema((operation.operation_id, "body"), operation.body.schema).problems(body, "body")

    def _schema(self, name: tuple[str, str], schema: Json) -> SchemaCheck:
        if name not in self._compiled:
            self._compiled[name] = SchemaCheck(closed(schema))
        return self._compiled[name]


def _has_required(schema: Json) -> bool:
    return isinstance(schema, dict) and bool(schema.get("required"))
