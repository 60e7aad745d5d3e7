"""The playbooks that ship with runbook, in their own shape but over the simulated provider."""

from runbook.values.json import Json
from tests.deterministic.author import Work, Written

INPUTS: Written = {"many": {"type": "array", "items": {"type": "string"}}, "one": {"type": "string"}}
HANDOVER: Written = {"id": "hand_over", "handover": {"to": "ops", "note": "{{ failure.step }}: {{ failure.because }}"}}
MISSING: Written = {"status": 404, "then": "stop", "because": "no such thing"}
BUSY: Written = {"status": 409, "then": "stop", "because": "busy"}


def modelled() -> list[Work]:
    """One of each, and for the controls what is about the thing that is wrong there."""
    given: dict[str, Json] = {"many": ["s1", "s2"], "one": "c1"}
    used = {"case.yaml": CASE, "order.yaml": ORDER}
    return [
        Work(CASE, {}, given),
        Work(CARD, {}, given),
        Work(ORDER, {}, given),
        Work(WITHDRAW, used, given),
        Work(HASTY, {}, given),
        Work(STOPPING, {}, given),
        Work(WEAK, {}, given),
        Work(LOOKING, {}, given),
        Work(TOLERANT, {}, given),
    ]


def book(name: str, *steps: Written, rescue: bool = True) -> Written:
    """A playbook with these steps."""
    head: Written = {"runbook": 1, "name": name, "title": name, "effect": "irreversible", "inputs": INPUTS}
    body: Written = {"providers": {"depot": {"contract": "depot"}}, "steps": list(steps)}
    return {**head, **body, "rescue": [HANDOVER]} if rescue else {**head, **body}


def refused(message: str, verb: str) -> Written:
    return {"status": 422, "message": message, "then": verb, "because": "it is refused"}


def read_back(thing: str, operation: str, every: int, within: int, if_not: str, read: str = "look") -> Written:
    asked: Written = {"call": f"depot.{read}", "with": {"id": thing}, "holds": f"response.body.{operation}"}
    return {**asked, "every": f"{every}s", "within": f"{within}s", "if_not": if_not}


CASE = book(
    "case",
    {
        "id": "services",
        "when": "inputs.many | length > 0",
        "call": "depot.cancel_many",
        "with": {"id": "{{ inputs.one }}", "things": "{{ inputs.many }}"},
        "outcomes": [MISSING, BUSY, refused("Already gone.", "fallback"), refused("Too late.", "stop")],
        "verify": read_back("{{ inputs.one }}", "cancel_many", 2, 10, "in_doubt", "look_at_batch"),
        "fallback": [
            {
                "id": "one_by_one",
                "for_each": "inputs.many",
                "as": "each",
                "call": "depot.cancel",
                "with": {"id": "{{ each }}"},
                "outcomes": [MISSING, BUSY, refused("Already gone.", "tolerate"), refused("Too late.", "stop")],
                "verify": read_back("{{ each }}", "cancel", 2, 10, "in_doubt"),
            }
        ],
    },
    {
        "id": "case",
        "call": "depot.close",
        "with": {"id": "{{ inputs.one }}"},
        "outcomes": [MISSING, BUSY, refused("Already gone.", "stop"), refused("Too late.", "settle")],
        "verify": read_back("{{ inputs.one }}", "close", 5, 20, "in_doubt"),
    },
)

CARD = book(
    "card",
    {"id": "before", "call": "depot.look", "with": {"id": "{{ inputs.one }}"}, "outcomes": [MISSING]},
    {"id": "known", "assert": {"that": "not steps.before.response.body.note", "message": "it is a card already"}},
    {
        "id": "cancel",
        "call": "depot.pay",
        "with": {"id": "{{ inputs.one }}"},
        "outcomes": [MISSING, BUSY, {"status": 422, "then": "settle"}],
        "verify": read_back("{{ inputs.one }}", "pay", 1, 5, "stop"),
    },
)

ORDER = book(
    "order",
    {
        "id": "cancel",
        "call": "depot.cancel",
        "with": {"id": "o-{{ inputs.one }}"},
        "outcomes": [
            {"status": 200, "when": "response.body.next == 'nothing'", "then": "settle"},
            {"status": 200, "when": "response.body.next == 'late'", "then": "stop", "because": "too late"},
            MISSING,
            BUSY,
            {"status": 422, "then": "stop", "because": "it is refused"},
        ],
        "verify": read_back("o-{{ inputs.one }}", "cancel", 4, 8, "resend"),
    },
)


def hasty(name: str, within: int, if_not: str) -> Written:
    """Reads once or twice, which is not enough to prove anything, so that all depends on the last read."""
    thing = f"{name}-{{{{ inputs.one }}}}"
    call: Written = {
        "id": "cancel",
        "call": "depot.cancel",
        "with": {"id": thing},
        "outcomes": [MISSING, BUSY, {"status": 422, "then": "stop", "because": "it is refused"}],
        "verify": read_back(thing, "cancel", 5, within, if_not),
    }
    return book(name, call)


HASTY = hasty("h", 9, "resend")
STOPPING = hasty("s", 0, "stop")


def weak(name: str, **more: Json) -> Written:
    """Asks only whether a thing is over, of a provider whose success can be a refusal."""
    thing = f"{name}-{{{{ inputs.one }}}}"
    call: Written = {
        "id": "withdraw",
        "call": "depot.withdraw",
        "with": {"id": thing},
        "outcomes": [MISSING, BUSY, {"status": 422, "then": "settle"}],
        "verify": {**read_back(thing, "over", 5, 9, "in_doubt"), **more},
    }
    return book(name, call)


REFUSED: Written = {"status": 200, "body": {"/success": False}, "then": "tolerate", "because": "it is refused"}

TOLERANT = book(
    "tolerant",
    {
        "id": "withdraw",
        "call": "depot.withdraw",
        "with": {"id": "t-{{ inputs.one }}"},
        "outcomes": [
            {"status": 200, "body": {"/success": True}, "then": "done"},
            REFUSED,
            {"status": "2XX", "then": "stop", "because": "it does not say"},
            MISSING,
            BUSY,
            {"status": 422, "then": "stop", "because": "it is refused"},
        ],
    },
)
"""Takes a success that says no for a proof that nothing happened."""

WEAK = weak("w")
LOOKING = weak("l", before="read")

BOTH: Written = {"many": "{{ inputs.many }}", "one": "{{ inputs.one }}"}

WITHDRAW = book(
    "withdraw",
    {
        "id": "providers",
        "at_once": 2,
        "parallel": [
            {"id": "one", "steps": [{"id": "check", "use": "case.yaml", "with": BOTH}]},
            {"id": "other", "steps": [{"id": "verification", "use": "order.yaml", "with": BOTH}]},
        ],
    },
)
