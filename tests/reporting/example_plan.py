"""A plan by hand, for the tests of its formats."""

from runbook.interpreter.events import Purpose
from runbook.language.procedure import Origin, StepState, Verb
from runbook.planning.plan import Plan, PlannedRequest, PlannedStep, Road, Totals
from runbook.providers.contract import Effect, SchemeKind, SecurityScheme
from runbook.providers.request import Credential, Request
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, Unknown, Value

SCHEMES = {"karmacheck": {"JWT": SecurityScheme("JWT", SchemeKind.BEARER)}}


def request(path: str, body: Value = None, method: str = "POST") -> Request:
    return Request(
        provider="karmacheck",
        operation="cancel",
        effect=Effect.IRREVERSIBLE,
        method=method,
        server="http://127.0.0.1:0",
        path=path,
        headers=(("accept", "application/json"),),
        media_type="application/json" if body is not None else None,
        body=body,
        credentials=(Credential("JWT", {"value": "KARMACHECK_TOKEN"}),),
    )


def road(status: str, verb: Verb, *to: str, message: str | None = None, built_in: bool = False, **more: object) -> Road:
    origin = Origin.BUILT_IN if built_in else Origin.STEP
    return Road(status, message, verb, origin, "", to, **more)  # type: ignore[arg-type]


def step(number: str, id: str, **more: object) -> PlannedStep:
    known = {
        "number": number,
        "address": id,
        "id": id,
        "title": "",
        "kind": "call",
        "depth": number.count("."),
        "part": "",
        "reachable": True,
        "times": 1,
        "detail": "",
        "when": "",
    }
    return PlannedStep(**{**known, **more})  # type: ignore[arg-type]


def act(address: str, path: str, body: Value = None) -> PlannedRequest:
    return PlannedRequest(address, Purpose.ACT, request(path, body))


def plan() -> Plan:
    path = "/case/id/c-91/services/cancel"
    case = PartialText(("/case/id/", Unknown(STRING, "steps.find.response.body.id"), "/cancel"))
    read = PlannedRequest("case", Purpose.VERIFY, request("/case/id/c-91", method="GET"))
    steps = (
        step(
            "1",
            "services",
            requests=(act("services", path, {"serviceIds": ["s1", "s2"]}),),
            when="inputs.service_ids | length > 0",
            unverified=("how soon a read shows it is a guess",),
            roads=(
                road("404", Verb.STOP, "hand_over"),
                road("422", Verb.FALLBACK, "1.1", message="Service cannot be canceled."),
                road("422", Verb.STOP, "hand_over", message="SSN Trace is required for criminal searches to go on"),
                road("422", Verb.STOP, "hand_over", message="(other words)", built_in=True),
                road("200", Verb.DONE, "2", built_in=True),
                road("401", Verb.STOP, "hand_over", built_in=True),
                road("500", Verb.SETTLE, message="An error", built_in=True, settles="kc.get_case"),
                road("500", Verb.SETTLE, message="(other words)", built_in=True, settles="kc.get_case"),
                road("no_answer", Verb.SETTLE, built_in=True, settles="kc.get_case"),
                road("429", Verb.RETRY, built_in=True, retries=4, waits=7.0),
            ),
        ),
        step(
            "1.1",
            "one_by_one",
            part="fallback",
            times=2,
            requests=(
                act("services/one_by_one[0]", path, {"serviceIds": ["s1"]}),
                act("services/one_by_one[1]", path, {"serviceIds": ["s2"]}),
            ),
            roads=(road("200", Verb.DONE, "2"), road("422", Verb.TOLERATE, "2")),
        ),
        step(
            "2",
            "case",
            moves_money=True,
            unverified=("how soon a read shows it is a guess",),
            requests=(PlannedRequest("case", Purpose.ACT, request(case)),),  # type: ignore[arg-type]
            reads=(read,),
            roads=(
                road("200", Verb.DONE, ends=(StepState.DONE,)),
                road("409", Verb.ALREADY, ends=(StepState.DONE,)),
                road("418", Verb.ASK),
                road("5XX", Verb.SETTLE),
            ),
        ),
        step("3", "nap", kind="wait", detail="5 s", reachable=False),
        step("hand_over", "hand_over", kind="handover", part="rescue", detail="to screening-ops: note\x1b[2J"),
    )
    return Plan(
        name="karmacheck-cancel-case",
        title="Cancel",
        owner="screening-ops",
        effect=Effect.IRREVERSIBLE,
        procedure="sha256:aa",
        environment="simulator",
        production=False,
        servers={"karmacheck": "http://127.0.0.1:0"},
        inputs={"case_id": "c-91"},
        steps=steps,
        totals=Totals(27, 4, 2, 9, 14.0),
        nodes=13,
    )
