"""Plans as files, by hand."""

from runbook.interpreter.events import Purpose
from runbook.language.procedure import Origin, StepState, Verb
from runbook.planning.plan import Plan, PlannedRequest, PlannedStep, Road, Totals
from runbook.planning.plan_file import AdapterUsed, Basis, Made, PlanFile, Saved, SecretUsed, Signature
from runbook.planning.policy import Policy
from runbook.providers.contract import Effect, Location, SchemeKind, SecurityScheme
from runbook.providers.request import Credential, Request
from runbook.values.canonical import digest_text
from runbook.values.shape import ANY
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

NOW = 1_800_000_000


def request(body: Value = None) -> Request:
    return Request(
        provider="shop",
        operation="cancel",
        effect=Effect.IRREVERSIBLE,
        method="POST",
        server="https://shop.example",
        path=PartialText(("/orders/", Unknown(ANY, "steps.find.response.body.id"), "/cancel")),
        query=(("q", "a%20b"),),
        headers=(("accept", "application/json"),),
        media_type="application/json",
        body={"id": "007", "pin": SecretName("PIN"), "more": [Unknown(ANY, "x"), 1.5, None]} if body is None else body,
        credentials=(Credential("key", {"value": "KEY"}),),
    )


def plan(body: Value = None) -> Plan:
    road = Road("422", "Too late.", Verb.STOP, Origin.STEP, "too late", ("2",), (StepState.FAILED,), 4, 7.0, "shop.get")
    step = PlannedStep(
        "1.1", "a/b", "b", "", "call", 1, "", True, 2, "", "inputs.x", roads=(road,), unverified=("a guess",),
        requests=(PlannedRequest("a/b", Purpose.ACT, request(body)),),
    )  # fmt: skip
    totals = Totals(9, 1, 1, 4, 7.0)
    return Plan(
        name="cancel",
        title="Cancel ## an order",
        owner="ops",
        effect=Effect.IRREVERSIBLE,
        procedure=digest_text("procedure"),
        environment="stage",
        production=False,
        servers={"shop": "https://shop.example"},
        inputs={"id": "007", "café": [True, {"$unknown": "data"}]},
        steps=(step,),
        totals=totals,
        nodes=0,
    )


def saved(**changes: object) -> Saved:
    schemes = {"shop": {"key": SecurityScheme("key", SchemeKind.API_KEY, "x-key", Location.HEADER)}}
    basis = Basis(
        playbook="play.yaml",
        servers={"shop": "https://shop.example"},
        engine="1.0",
        sources={"play.yaml": digest_text("play"), "inputs": digest_text("inputs")},
        adapters={"shop": AdapterUsed("plain", digest_text("adapter"))},
        schemes=schemes,
        facts={("shop.cancel", "grace"): "9 s"},
    )
    known = {
        "made": Made("p-" + "0" * 32, NOW, NOW + 60, "ann"),
        "basis": basis,
        "plan": plan(),
        "policies": (Policy("play.yaml", 1, "signers"),),
        "secrets": (SecretUsed("KEY", "", "ab" * 32, "cd" * 8), SecretUsed("PIN", because="it is not there")),
        "remarks": (("proxy", "none"),),
    }
    return Saved(**{**known, **changes})  # type: ignore[arg-type]


def plan_file(**changes: object) -> PlanFile:
    return PlanFile(saved(**changes), None, (Signature("SHA256:x", "bob@example.com", NOW + 5, "-----BEGIN-----\n"),))
