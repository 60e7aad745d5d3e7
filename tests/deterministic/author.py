"""Writes a playbook that follows from a number: every kind of step, every verb, small sizes."""

import random
from collections.abc import Mapping

from runbook.frozen import frozen
from runbook.values.json import Json
from tests.language.keys import language

Written = dict[str, Json]
"""A step, a row or a block as a playbook writes it."""

CALLS_AT_MOST = 4
REFUSED_WITHOUT = {"remove": "gone"}
"""Operations that nothing proves until the language has this key."""

OPERATIONS = ("cancel", "cancel", "close", "pay", "note", "cancel_many", "withdraw", "halt", "remove")


@frozen
class Work:
    """A playbook with what it needs. `files`: the playbooks that it uses, by reference."""

    playbook: Written
    files: Mapping[str, Written]
    inputs: Mapping[str, Json]


class Author:
    """One playbook."""

    def __init__(self, number: int, turn: int = 0) -> None:
        """`turn`: how many texts of this number the product refused before."""
        self._chance = random.Random(f"playbook {number}.{turn}" if turn else f"playbook {number}")
        self._steps = 0
        self._calls = 0
        self._known: list[str] = []
        self._said: list[str] = []
        self._files: dict[str, Written] = {}

    def work(self) -> Work:
        """The whole of it."""
        chance = self._chance
        many: list[Json] = [f"m{number}" for number in range(chance.randint(1, 3))]
        block = self._block(0)
        rescue: Json = block.pop("rescue", None) or [self._handover()]
        playbook: Written = {
            "runbook": 1,
            "name": "simulated",
            "title": "Simulated",
            "effect": "irreversible",
            "inputs": {"many": {"type": "array", "items": {"type": "string"}}, "one": {"type": "string"}},
            "providers": {"depot": {"contract": "depot"}},
            **block,
        }
        if chance.random() < 0.8:
            playbook["rescue"] = rescue
        if self._known:
            playbook["outputs"] = {"told": f"{{{{ steps.{self._known[-1]}.state }}}}"}
        return Work(playbook, self._files, {"many": many, "one": "t0"})

    def _block(self, depth: int) -> Written:
        """Steps, sometimes with a rescue or an always."""
        chance = self._chance
        first = [self._call(depth, chance.choice(("cancel", "close", "pay", "withdraw")))] if depth == 0 else []
        block: Written = {"steps": [*first, *(self._step(depth) for _ in range(chance.choice((1, 1, 2))))]}
        if chance.random() < 0.3:
            block["rescue"] = [self._plain_call(("note", "close")), self._handover()]
        if chance.random() < 0.2:
            block["always"] = [self._plain_call(("note", "close"))]
        return block

    def _step(self, depth: int) -> Written:
        chance = self._chance
        if self._calls >= CALLS_AT_MOST:
            return self._small_step()
        kind = chance.random()
        if depth >= 2 or kind < 0.45:
            return self._call(depth)
        if kind < 0.5:
            missing: Written = {"status": 404, "then": "tolerate", "because": "it is gone"}
            return {"id": self._id("look"), "call": "depot.look", "with": {"id": "t0"}, "outcomes": [missing]}
        if kind < 0.62:
            return self._loop(depth)
        if kind < 0.7:
            known, said = list(self._known), list(self._said)
            step: Written = {"id": self._id("group"), "group": self._block(depth + 1)}
            self._known, self._said = known, said
            return step
        if kind < 0.8:
            return self._parallel(depth)
        return self._use() if kind < 0.87 and depth == 0 else self._small_step()

    def _id(self, kind: str) -> str:
        self._steps += 1
        return f"{kind}{self._steps}"

    def _small_step(self) -> Written:
        chance = self._chance
        if self._known and chance.random() < 0.2:
            return {"id": self._id("assert"), "assert": f"steps.{chance.choice(self._known)}.state != 'failed'"}
        if chance.random() < 0.4:
            return {"id": self._id("wait"), "wait": f"{chance.choice((1, 3, 20))}s"}
        asked: Written = {"message": "Go on?", "choices": ["go", "leave"]}
        if chance.random() < 0.3:
            asked |= {"deadline": f"{chance.choice((1, 40))}s", "default": "leave"}
        return {"id": self._id("ask"), "ask": asked}

    def _handover(self) -> Written:
        return {"id": self._id("over"), "handover": {"to": "ops", "note": "{{ failure.step }}: {{ failure.because }}"}}

    def _plain_call(self, operations: tuple[str, ...]) -> Written:
        return self._call(9, self._chance.choice(operations), plain=True)

    def _parallel(self, depth: int) -> Written:
        known, said = list(self._known), list(self._said)
        step: Written = {"id": self._id("both"), "at_once": self._chance.choice((1, 2, 2, 3))}
        arms: list[Json] = []
        for _ in range(self._chance.choice((2, 2, 3))):
            self._known, self._said = list(known), list(said)
            arms.append({"id": self._id("arm"), "steps": [self._step(depth + 1)]})
        self._known, self._said = known, said
        return {**step, "parallel": arms}

    def _loop(self, depth: int) -> Written:
        self._calls += 1
        operation = self._chance.choice(("cancel", "close", "pay", "note", "withdraw", "halt"))
        call = self._call(depth, operation, about=f"l{self._steps}-{{{{ each }}}}")
        return {**call, "for_each": "inputs.many", "as": "each", "at_once": self._chance.choice((1, 2, 3))}

    def _use(self) -> Written:
        id = self._id("use")
        known, said = self._known, self._said
        self._known, self._said = [], []
        self._files[f"{id}.yaml"] = {
            "runbook": 1,
            "name": id,
            "title": "Used",
            "effect": "irreversible",
            "inputs": {"many": {"type": "array", "items": {"type": "string"}}, "one": {"type": "string"}},
            "providers": {"depot": {"contract": "depot"}},
            "steps": [self._call(1, "cancel"), self._step(2)],
        }
        self._known, self._said = known, said
        return {"id": id, "use": f"{id}.yaml", "with": {"many": "{{ inputs.many }}", "one": "{{ inputs.one }}"}}

    def _call(self, depth: int, operation: str = "", about: str = "", *, plain: bool = False) -> Written:
        """A call of its own thing, so that no two steps ask for the same effect."""
        chance = self._chance
        self._calls += 1
        id = self._id("call")
        known = [one for one in OPERATIONS if REFUSED_WITHOUT.get(one, "runbook") in language()]
        operation = operation or chance.choice(known)
        thing = about or (id if plain else self._thing(id))
        step: Written = {"id": id, "call": f"depot.{operation}", "with": _arguments(operation, thing)}
        if not plain and self._known and chance.random() < 0.15:
            step["when"] = f"steps.{chance.choice(self._known)}.state == 'done'"
        falls = not plain and depth < 2 and chance.random() < 0.3
        verified = chance.random() < (0.3 if operation == "close" else 0.8)
        step["outcomes"] = [*self._rows_of_a_yes(operation, verified=verified), *self._rows(falls)]
        if falls:
            known, said = list(self._known), list(self._said)
            step["fallback"] = [self._call(depth + 1, about=f"f-{about}" if about else "")]
            self._known, self._said = known, said
        if verified:
            step["verify"] = self._verify(operation, thing)
        if chance.random() < 0.5:
            step["timeout"] = f"{chance.choice((2, 5))}s"
        if chance.random() < 0.6:
            step["retry"] = {"at_most": chance.choice((1, 2, 3)), "first": "1s"}
        if not about and not plain:
            self._remember(id, step)
        return step

    def _remember(self, id: str, step: Written) -> None:
        self._known.append(id)
        rows = step["outcomes"]
        if isinstance(rows, list) and "when" not in step and all(_ends(row) for row in rows):
            self._said.append(id)

    def _thing(self, id: str) -> str:
        """Sometimes one that an earlier answer names: a hole in the plan that only the run can fill."""
        if self._said and self._chance.random() < 0.25:
            return f"{id}-{{{{ steps.{self._chance.choice(self._said)}.state }}}}"
        return self._chance.choice((id, f"{id}-{{{{ inputs.one }}}}"))

    def _rows(self, falls: bool) -> list[Json]:
        chance = self._chance
        refusal = ("stop", "tolerate", "fallback", "settle", "ask") if falls else ("stop", "tolerate", "settle", "ask")
        rows: list[Json] = [
            {"status": 404, "then": chance.choice(("stop", "tolerate")), "because": "no such thing"},
            {"status": 409, "then": chance.choice(("retry", "retry", "stop")), "because": "busy"},
            _row(422, "fallback" if falls else chance.choice(refusal), "Too late."),
            _row(422, chance.choice(("already", "already", *refusal)), "Already gone."),
        ]
        for status, verbs in (("no_answer", ("ask", "stop")), ("5XX", ("ask", "stop")), ("malformed", ("ask", "stop"))):
            if chance.random() < 0.08:
                rows.append(_row(status, chance.choice(verbs), None))
        return rows

    def _rows_of_a_yes(self, operation: str, *, verified: bool) -> list[Json]:
        """For what answers 2XX and may mean no: nothing where a read proves it, or what the body says."""
        chance = self._chance
        said: dict[str, tuple[Written, Written]] = {
            "withdraw": ({"status": 200, "body": {"/success": True}}, {"status": 200, "body": {"/success": False}}),
            "halt": ({"status": 200, "body": {"/status": "DONE"}}, {"status": 200, "body": {"/status": "ABORT"}}),
        }
        if operation == "cancel_many" and (not verified or chance.random() < 0.3):
            return [{"status": 207, "then": "stop", "because": "only some of them"}]
        if operation not in said or (verified and chance.random() < 0.5):
            return []
        yes, no = said[operation]
        verb = chance.choice(("stop", "tolerate", "settle" if verified else "stop"))
        rows: list[Json] = [{**yes, "then": "done"}, {**no, "then": verb, "because": "it says no"}]
        if not verified:
            rows.append({"status": "2XX", "then": "stop", "because": "it does not say"})
        return rows

    def _verify(self, operation: str, thing: str) -> Written:
        chance = self._chance
        resend = ("resend", "resend", "resend") if operation != "pay" else ()
        verify: Written = {
            "call": "depot.look_at_batch" if operation == "cancel_many" else "depot.look",
            "with": {"id": thing},
            "holds": self._holds(operation),
            "every": f"{chance.choice((2, 3, 4, 5, 7))}s",
            "within": f"{chance.choice((0, 4, 8, 9, 12))}s",
        }
        if_not = chance.choice((*resend, "in_doubt", "ask", "stop", ""))
        if "before" in language() and chance.random() < 0.35:
            verify["before"] = "read"
        if operation == "remove":
            verify["gone"] = [404]
        return {**verify, "if_not": if_not} if if_not else verify

    def _holds(self, operation: str) -> str:
        """What proves it; sometimes something that may have been so before."""
        if operation == "remove":
            return "response.body.note and response.body.pay"
        return "response.body.over" if self._chance.random() < 0.2 else f"response.body.{operation}"


def _arguments(operation: str, thing: str) -> Written:
    match operation:
        case "note":
            return {"id": thing, "words": "noted in {{ run.id }}"}
        case "cancel_many":
            return {"id": thing, "things": "{{ inputs.many }}"}
        case _:
            return {"id": thing}


def _row(status: int | str, verb: str, message: str | None) -> Json:
    row: Written = {"status": status, "then": verb, "because": "so it is"}
    if message is not None:
        row["message"] = message
    if verb == "ask":
        row["choices"] = ["done", "tolerate", "stop"]
    return row


def _ends(row: Json) -> bool:
    return isinstance(row, dict) and row["then"] != "fallback"
