"""A playbook that follows from a number, over one service: rows of every kind, and steps that read every part.

What it writes may be refused when it is linked (a row too many, a verb that the answer does not allow): such a text
counts as refused and is no combination. So the author needs to know little of the language's rules, and new rules
need no change here.
"""

from random import Random

from runbook.values.json import Json
from tests.agreement.service import HEADERS, OTHER_WORDS, STATES, Declared, Service, Told, Written

ACT_VERBS = ("stop", "stop", "tolerate", "settle", "ask", "already", "done", "fallback", "retry")
UNKNOWN_VERBS = ("settle", "settle", "stop", "ask")
UNKNOWN_READ_VERBS = ("retry", "stop", "tolerate", "ask")
READ_VERBS = ("done", "done", "tolerate", "retry", "stop", "ask", "fallback")
MOST_STEPS = 3


class Author:
    """Writes one playbook. `rows`: how many rows it wrote of each kind."""

    def __init__(self, chance: Random, service: Service, words: frozenset[str]) -> None:
        """`words`: the keys that the language knows; what it does not know is not written."""
        self._chance = chance
        self._service = service
        self._words = words
        self._known: list[tuple[str, Told]] = []
        self._number = 0

    def playbook(self) -> Written:
        """The whole playbook."""
        chance = self._chance
        steps: list[Json] = [self._step("act")]
        steps += [
            self._step(chance.choice(("act", "other", "look", "job"))) for _ in range(chance.randrange(MOST_STEPS))
        ]
        book: Written = {
            "runbook": 1,
            "name": "generated",
            "effect": "",
            "inputs": {
                "id": {"type": "string"},
                "ids": {"type": "array", "items": {"type": "string"}},
                "flag": {"type": "boolean"},
            },
            "providers": {"p": {"contract": "things"}},
            "steps": steps,
        }
        if chance.random() < 0.7:
            book["rescue"] = [*([self._rescuer()] if chance.random() < 0.3 else []), self._handover()]
        if self._known and chance.random() < 0.5:
            book["outputs"] = {"told": f"{{{{ steps.{self._known[-1][0]}.state }}}}"}
        act = self._service.operation("act").extension["effect"]
        return {**book, "effect": "irreversible" if "'p.other'" in str(book) else act}

    def _handover(self) -> Written:
        return {
            "id": "over",
            "handover": {"to": "ops", "note": "{{ failure.step }}: {{ failure.because }} {{ failure.said }}"},
        }

    def _rescuer(self) -> Written:
        step = self._step("other", inside=True)
        if self._chance.random() < 0.5:
            step["when"] = self._chance.choice(
                ("failure.status == '422'", "failure.message == 'Too late.'", "failure.status != ''")
            )
        return step

    def _step(self, operation: str, *, inside: bool = False) -> Written:
        chance, told = self._chance, self._service.operation(operation)
        self._number += 1
        id = f"s{self._number}"
        step: Written = {"id": id, "call": f"p.{operation}", "with": {"id": self._thing(id)}}
        if self._known and chance.random() < 0.4:
            step["when"] = self._about_the_past()
        looped = not inside and chance.random() < 0.2
        if looped:
            step |= self._loop(id)
        falls = not inside and chance.random() < 0.3
        step["outcomes"] = self._rows(told, falls=falls)
        if falls:
            before = list(self._known)
            step["fallback"] = [self._step(chance.choice(("other", "look")), inside=True)]
            self._known = before
        if not told.is_read and chance.random() < 0.6:
            step["verify"] = self._verify(step["with"])
        if chance.random() < 0.6:
            step["retry"] = {"at_most": chance.choice((1, 2, 3)), "first": "1s", "cap": f"{chance.choice((5, 60))}s"}
        if not looped:
            self._known.append((id, told))
        return step

    def _thing(self, id: str) -> str:
        chance = self._chance
        lot = chance.random()
        if not self._known or lot < 0.6:
            return f"{id}-{{{{ inputs.id }}}}"
        step, told = chance.choice(self._known)
        if lot < 0.75:
            return f"{id}-{{{{ steps.{step}.state }}}}"
        if lot < 0.85:
            return f"{id}-{{{{ steps.{step}.response.headers['{chance.choice(HEADERS)}'] | default('none') }}}}"
        member = chance.choice([name for one in told.answers for name in one.members or ()] or ["job"])
        return (
            f"{id}-{{{{ steps.{step}.response.body.{member} | default('none') }}}}" if member != "items" else f"{id}-x"
        )

    def _loop(self, id: str) -> Written:
        chance = self._chance
        listing = [
            step for step, told in self._known if any("items" in (one.members or ()) for one in told.answers[:1])
        ]
        if listing and chance.random() < 0.7:
            found = f"steps.{chance.choice(listing)}.response.body.items | default([])"
            bounded: Written = {"at_most": 2} if "at_most" in self._words else {}
            if "empty" in self._words:
                bounded["empty"] = {
                    "then": chance.choice(("stop", "already", "tolerate")),
                    "because": "nothing is there",
                }
            return {"for_each": found, "as": "each", "with": {"id": f"{id}-{{{{ each.id }}}}"}, **bounded}
        return {"for_each": "inputs.ids", "as": "each", "with": {"id": f"{id}-{{{{ each }}}}"}}

    def _about_the_past(self) -> str:
        chance = self._chance
        step, told = chance.choice(self._known)
        lot = chance.random()
        if lot < 0.35:
            state = chance.choice(("done", "done_with_notes", "skipped"))
            return f"steps.{step}.state {chance.choice(('==', '!='))} '{state}'"
        if lot < 0.5:
            return f"steps.{step}.response.status == {chance.choice((200, 202, 404, 422))}"
        if lot < 0.65:
            return f"steps.{step}.response.headers['{chance.choice(HEADERS)}'] | default('') == 'bad'"
        if lot < 0.75:
            return f"steps.{step}.response.message == '{chance.choice(('Too late.', 'Busy.', 'Done.'))}'"
        return self._about_body(chance.choice(told.answers), f"steps.{step}.response")

    def _rows(self, told: Told, *, falls: bool) -> list[Json]:
        chance = self._chance
        verbs = READ_VERBS if told.is_read else ACT_VERBS
        rows: list[Json] = []
        for declared in told.answers:
            status = "4XX" if declared.status == "default" else declared.status
            rows += self._rows_of(declared, status, verbs, falls=falls)
        for status in ("no_answer", "not_sent", "undeclared", "malformed", "5XX", "429", "401"):
            if chance.random() < 0.08:
                unsolicited = Declared(status, ("message",), frozenset(), (), ())
                known = UNKNOWN_READ_VERBS if told.is_read else UNKNOWN_VERBS
                rows += self._rows_of(unsolicited, status, known, falls=falls)
        if falls and not any(isinstance(row, dict) and row["then"] == "fallback" for row in rows):
            fitting = [row for row in rows if isinstance(row, dict) and str(row["status"])[0] == "4"]
            if not fitting:
                return [{"status": 200, **self._test(told.answers[0]), "then": "fallback"}, *rows]
            chance.choice(fitting).update({"then": "fallback"})
        return _distinct(rows)

    def _rows_of(self, declared: Declared, status: str, verbs: tuple[str, ...], *, falls: bool) -> list[Json]:
        chance = self._chance
        narrow = [
            self._row(status, verbs, falls=falls, **self._test(declared)) for _ in range(chance.choice((0, 0, 1, 1, 2)))
        ]
        plain = status[0] in "2n" or status in ("undeclared", "malformed", "5XX", "429", "401")
        if plain and chance.random() < (0.5 if status[0] == "2" else 0.7):
            return narrow
        return [*narrow, self._row(status, verbs, falls=falls)]

    def _row(self, status: str, verbs: tuple[str, ...], *, falls: bool, **test: Json) -> Written:
        chance = self._chance
        wanted = tuple(one for one in verbs if falls or one != "fallback")
        if status in ("no_answer", "malformed", "undeclared") or status[0] == "5":
            wanted = UNKNOWN_VERBS if "settle" in verbs else wanted
        if status[0] == "2" and "settle" in verbs:
            wanted = tuple(one for one in wanted if one != "retry")
        verb = chance.choice(wanted)
        row: Written = {
            "status": int(status) if status.isdigit() else status,
            "then": verb,
            "because": "so it is",
            **test,
        }
        if verb == "ask" and chance.random() < 0.5:
            row["choices"] = ["tolerate", "stop"] if status[0] == "4" else ["done", "stop"]
        spoken = status[0] == "2" and "settle" in verbs and verb in ("stop", "tolerate", "fallback")
        if "nothing_happened" in self._words and spoken and chance.random() < 0.3:
            row["nothing_happened"] = True
        return row

    def _test(self, declared: Declared) -> Written:
        """What a narrow row looks at beside the status."""
        chance = self._chance
        lot = chance.random()
        if lot < 0.25 and declared.members and "message" in declared.members:
            text = chance.choice((*declared.words, "Too *"))
            return {"message": text} if declared.words else {"message": text, "undeclared": True}
        if lot < 0.45 and declared.members and "state" in declared.members:
            return {"body": {"/state": chance.choice(STATES)}}
        if lot < 0.55 and declared.members and "success" in declared.members:
            return {"body": {"/success": chance.random() < 0.5}}
        if lot < 0.7:
            name = chance.choice(HEADERS)
            return {"when": f"response.headers['{name}'] | default('') == '{'7' if name == 'retry-after' else 'bad'}'"}
        if lot < 0.78:
            return {"when": f"response.status == {chance.choice((200, 201, 302, 405, 418, 422, 500))}"}
        if lot < 0.84:
            words = chance.choice((*declared.words, *OTHER_WORDS))
            return {"when": chance.choice((f"response.message == '{words}'", "'late' in response.message"))}
        if lot < 0.88:
            return {"when": "inputs.flag"}
        if lot < 0.92 and self._known:
            return {"when": self._about_the_past()}
        return {"when": self._about_body(declared, "response")}

    def _about_body(self, declared: Declared, response: str) -> str:
        chance = self._chance
        members = [name for name in declared.members or () if name in ("state", "success", "count", "items", "job")]
        if not members:
            return f"{response}.status != 200"
        name = chance.choice(members)
        usual = {"state": "''", "success": "false", "count": "0", "items": "[]", "job": "''"}[name]
        value = f"({response}.body.{name} | default({usual}))"
        match name:
            case "state":
                return f"{value} == '{chance.choice(STATES)}'"
            case "success":
                return value
            case "count":
                return f"{value} > 0"
            case "items":
                return f"({value} | length) > 0"
            case _:
                return f"{value} == 'j1'"

    def _verify(self, arguments: Json) -> Written:
        chance = self._chance
        told = self._service.operation("look")
        verify: Written = {
            "call": "p.look",
            "with": arguments,
            "holds": self._about_body(told.answers[0], "response"),
            "every": f"{chance.choice((2, 3))}s",
            "within": f"{chance.choice((0, 4, 9))}s",
        }
        if chance.random() < 0.7:
            verify["if_not"] = chance.choice(("resend", "in_doubt", "ask", "stop"))
        if "before" in self._words and chance.random() < 0.4:
            verify["before"] = "read"
        if "refutes" in self._words and chance.random() < 0.25:
            verify["refutes"] = self._about_body(told.answers[0], "response")
        if "gone" in self._words and chance.random() < 0.15:
            verify["gone"] = [404]
        return verify


def _distinct(rows: list[Json]) -> list[Json]:
    """The rows without those that look at the same things as one before."""
    kept: dict[str, Json] = {}
    for row in rows:
        if isinstance(row, dict):
            kept.setdefault(str([row.get(name) for name in ("status", "message", "body", "when")]), row)
    return list(kept.values())
