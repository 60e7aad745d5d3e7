"""A provider that follows from a number: its contract as it is written, and every reply that it or the network gives.

The contract is varied where a plan must say something about an answer before there is one: which statuses are
declared (codes, ranges, `default`), which members a body has and which of them always, the words of its examples,
headers that are declared and headers that are not, 2XX answers that can say no. The replies keep to it, break it, or
come from somebody between us and the provider.
"""

import json
from random import Random

from runbook.frozen import frozen
from runbook.providers.answer import NoAnswer, NotSent, RawResponse, Reply
from runbook.values.json import Json

Written = dict[str, Json]
"""A part of a contract or playbook as it is written."""

STATES = ("open", "gone", "refused", "waiting")
WORDS = {
    "409": ("Busy.", "Try later."),
    "422": ("Too late.", "Already gone."),
    "200": ("Done.", "Not done."),
    "404": (),
}
OTHER_WORDS = ("Nobody knows these words.", "Too early, or late.")
MEMBERS: dict[str, Json] = {
    "state": {"type": "string", "enum": list(STATES)},
    "success": {"type": "boolean"},
    "message": {"type": "string"},
    "job": {"type": "string", "minLength": 1},
    "count": {"type": "integer"},
    "items": {
        "type": "array",
        "items": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "minLength": 1}}},
    },
}
HEADERS = ("x-state", "location", "retry-after", "x-request-id", "x-never-declared")
ERRORS = ("404", "409", "422")
ANYWHERE = (401, 403, 429, 500, 503)
UNDECLARED = (201, 203, 302, 405, 418, 502)


@frozen
class Declared:
    """One declared answer. `members`: of its body, None without one; `required`: those that are always there.

    `opened`: the contract does not describe the body, and what comes in it may say no.
    """

    status: str
    members: tuple[str, ...] | None
    required: frozenset[str]
    headers: tuple[str, ...]
    words: tuple[str, ...]
    opened: bool = False

    def written(self) -> Written:
        """The answer as an OpenAPI response."""
        response: Written = {"description": f"answer {self.status}"}
        if self.headers:
            response["headers"] = {name: {"schema": {"type": "string"}} for name in self.headers}
        if self.members is not None:
            schema: Written = {
                "type": "object",
                "required": sorted(self.required),
                "properties": {name: MEMBERS[name] for name in self.members},
            }
            media: Written = {"schema": {} if self.opened else schema}
            if self.words:
                media["examples"] = {f"e{at}": {"value": self.example(text)} for at, text in enumerate(self.words)}
            response["content"] = {"application/json": media}
        return response

    def example(self, text: str) -> Written:
        """A body with every required member and these words."""
        usual: Written = {"state": "open", "success": text != "Not done.", "job": "j1", "count": 1, "items": []}
        return {
            **{name: usual[name] for name in self.members or () if name in self.required - {"message"}},
            "message": text,
        }


@frozen
class Told:
    """An operation: what it does, and what it declares."""

    name: str
    method: str
    path: str
    extension: Written
    answers: tuple[Declared, ...]

    def written(self) -> Written:
        """As an OpenAPI operation."""
        return {
            "operationId": self.name,
            "x-runbook": {"error_message": "/message", **self.extension},
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {one.status: one.written() for one in self.answers},
        }

    @property
    def is_read(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "GET"


class Service:
    """The provider of one number."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        effect = chance.choice(("irreversible", "irreversible", "irreversible", "write"))
        grace: Written = {"grace": chance.choice((0, 3, 8))} if chance.random() < 0.8 else {}
        money: Written = {"moves_money": True} if chance.random() < 0.1 else {}
        self.operations = (
            Told(
                "act",
                "POST",
                "/things/{id}/act",
                {"effect": effect, **grace, **money, **self._proof()},
                self._answers(act=True),
            ),
            Told("other", "POST", "/things/{id}/other", {"effect": "irreversible", **grace}, self._answers(act=True)),
            Told("look", "GET", "/things/{id}", {}, self._answers(act=False)),
            Told("job", "GET", "/jobs/{id}", {}, self._answers(act=False)),
        )

    def operation(self, name: str) -> Told:
        """The operation of that name."""
        return next(one for one in self.operations if one.name == name)

    def text(self) -> str:
        """The contract."""
        paths: dict[str, Written] = {}
        for one in self.operations:
            paths.setdefault(one.path, {})[one.method.lower()] = one.written()
        server: Written = {"url": SERVER, "x-runbook": {"environment": "stage", "production": False}}
        head: Written = {
            "openapi": "3.1.0",
            "info": {"title": "Things", "version": "1"},
            "x-runbook": {"name": "things"},
        }
        return json.dumps({**head, "servers": [server], "paths": paths}, indent=1)

    def _proof(self) -> Written:
        chance = self._chance
        if chance.random() < 0.75:
            return {}
        return {"verify": {"call": "look", "with": {"id": "{{ arguments.id }}"}, "holds": "response.status == 200"}}

    def _answers(self, *, act: bool) -> tuple[Declared, ...]:
        chance = self._chance
        success = ["200"] if chance.random() < 0.9 else ["2XX"]
        success += [one for one in ("202", "204", "207") if chance.random() < (0.15 if act else 0.05)]
        errors = [one for one in ERRORS if chance.random() < 0.5]
        errors += [one for one in ("4XX", "5XX", "default", "500", "429") if chance.random() < 0.12]
        return tuple(self._declared(status) for status in (*success, *errors))

    def _declared(self, status: str) -> Declared:
        chance = self._chance
        headers = tuple(name for name in HEADERS[:3] if chance.random() < 0.25)
        if status == "204" or chance.random() < 0.15:
            return Declared(status, None, frozenset(), headers, ())
        members = tuple(name for name in MEMBERS if chance.random() < 0.5)
        required = frozenset(name for name in members if chance.random() < 0.6)
        words = WORDS.get(status, ()) if "message" in members and chance.random() < 0.7 else ()
        opened = chance.random() < 0.12
        return Declared(status, members, required, headers, () if opened else words, opened)


SERVER = "https://things.example"


class Wire:
    """What comes back, drawn from `chance`: mostly what is declared."""

    def __init__(self, chance: Random, service: Service) -> None:
        self._chance = chance
        self._service = service

    def reply(self, operation: str) -> Reply:
        """One reply to one request."""
        chance, told = self._chance, self._service.operation(operation)
        lot = chance.random()
        if lot < 0.06:
            return NotSent("connection refused")
        if lot < 0.14:
            return NoAnswer("nothing came back")
        if lot < 0.2:
            return self._says(chance.choice(ANYWHERE), {"message": chance.choice(("Later.", *OTHER_WORDS))})
        if lot < 0.26:
            return self._says(chance.choice(UNDECLARED), self._body(chance.choice(told.answers)) or {})
        declared = chance.choice(told.answers if chance.random() < 0.7 else told.answers[:1])
        if lot < 0.31:
            return self._says(self._code(declared), {"message": 5, "state": chance.choice(STATES), "count": "many"})
        if lot < 0.33:
            return self._says(self._code(declared), {"message": "Done.", "error": "It went wrong."})
        return self._says(self._code(declared), self._body(declared))

    def _code(self, declared: Declared) -> int:
        chance = self._chance
        if declared.status.isdigit():
            return int(declared.status)
        if declared.status == "default":
            return chance.choice((400, 405, 410, 502))
        family = int(declared.status[0]) * 100
        return family + chance.choice((0, 1, 5, 23))

    def _body(self, declared: Declared) -> Written | None:
        if declared.members is None:
            return None
        there = [one for one in declared.members if one in declared.required or self._chance.random() < 0.6]
        told: Written = {"status": self._chance.choice(("done", "queued"))} if declared.opened else {}
        return {**told, **{name: self._value(name, declared) for name in there}}

    def _value(self, name: str, declared: Declared) -> Json:
        chance = self._chance
        match name:
            case "state":
                return chance.choice(STATES)
            case "success":
                return chance.random() < 0.5
            case "message":
                return chance.choice((*declared.words, *OTHER_WORDS[:1]))
            case "job":
                return chance.choice(("j1", "j2"))
            case "count":
                return chance.randint(0, 2)
            case _:
                return [{"id": f"i{number}"} for number in range(chance.randint(0, 3))]

    def _says(self, status: int, body: Written | None) -> RawResponse:
        chance = self._chance
        headers = [(name, self._header(name)) for name in HEADERS if chance.random() < 0.2]
        text = b"" if body is None or status in (204, 304) else json.dumps(body).encode()
        kind = [("content-type", "application/json")] if text else []
        return RawResponse(status, (*kind, *headers), text)

    def _header(self, name: str) -> str:
        return self._chance.choice(("1", "7", "300")) if name == "retry-after" else self._chance.choice(("good", "bad"))
