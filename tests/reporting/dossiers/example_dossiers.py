"""A dossier with one of everything, and with texts that try to be markup."""

from collections.abc import Sequence

from runbook.frozen import replace
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    Asked,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    FellInDoubt,
    HandedOver,
    Purpose,
    RunEnded,
    RunStarted,
    StepEnded,
    StepOpened,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.interpreter.standing import refuses
from runbook.language.procedure import Origin, Row, StepState, Verb
from runbook.planning.tally import Agreement, Tallied, Tally
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import SchemeKind, SecurityScheme
from runbook.reporting.dossiers.dossier import Dossier, Unreached
from runbook.reporting.fold import fold
from runbook.values.json import Json

HOSTILE = "<script>alert(1)</script> | `x` @team ::set-env \u202e ##vso[ </style> \x1b[2J \n# head"
SERVER = "https://api.example.test/v1"


def request(path: str, **more: Json) -> dict[str, Json]:
    return {
        "provider": "karmacheck",
        "operation": "cancel_case",
        "effect": "irreversible",
        "method": "POST",
        "server": SERVER,
        "path": path,
        "query": [["dry", "no"], ["note", "a%20b"]],
        "headers": [["x-trace", "7"]],
        "media_type": "application/json",
        "body": {"ids": ["s1"], "pin": {"$secret": "PIN"}},
        "credentials": {"JWT": {"value": "KC_TOKEN"}, "Key": {"value": "KC_KEY"}},
        **more,
    }


def act(address: str, answer: Answer | None, verb: Verb | None = None, row: int = 0, attempt: int = 1) -> list[Event]:
    sent = request(f"/case/{attempt}/cancel")
    events: list[Event] = [AttemptStarted(address, attempt, Purpose.ACT, sent, f"sha256:{address}{attempt}")]
    if answer is not None:
        events.append(AnswerReceived(address, attempt, Purpose.ACT, answer))
    if verb is not None:
        nothing = answer is not None and refuses(answer)
        events.append(AnswerRouted(address, attempt, row, verb, "so it is", nothing=nothing))
    return events


def read(address: str, verdict: Verdict) -> list[Event]:
    plain = request("/case/1", effect="read", method="GET", media_type=None, body=None)
    return [
        AttemptStarted(address, 1, Purpose.VERIFY, plain, "sha256:read"),
        AnswerReceived(address, 1, Purpose.VERIFY, Answer(AnswerKind.RESPONSE, 200, body={"open": False})),
        EffectRead(address, 1, verdict),
    ]


REFUSED = Answer(
    AnswerKind.RESPONSE,
    422,
    headers={"content-type": "application/json; charset=utf-8", "location": "/elsewhere"},
    body={"message": HOSTILE},
    message=HOSTILE,
    hint="not_cancelable",
)
LOST = Answer(AnswerKind.NO_ANSWER, reason="connection reset")
YES = Answer(AnswerKind.RESPONSE, 200, body="fine")


def started(**more: str) -> RunStarted:
    inputs: dict[str, str | list[str] | None] = {"case_id": HOSTILE, "ids": ["s1"]}
    return RunStarted(
        "", "r-1", "cancel-case", "sha256:aa", "stage", {"karmacheck": SERVER}, {**inputs}, by="ann", **more
    )


def everything() -> list[Event]:
    return [
        started(plan="sha256:pp"),
        *act("services", REFUSED, Verb.FALLBACK),
        StepOpened("services/one", ("s1", HOSTILE)),
        *act("services/one[0]", Answer(AnswerKind.NOT_SENT, reason="connection refused"), Verb.RETRY, -1),
        WaitEnded("services/one[0]", 2.0, WaitReason.RETRY),
        *act("services/one[0]", YES, Verb.DONE, 1, attempt=2),
        *read("services/one[0]", Verdict.HOLDS),
        StepEnded("services/one[0]", StepState.DONE),
        *act("services/one[1]", REFUSED, Verb.TOLERATE),
        StepEnded("services/one[1]", StepState.DONE_WITH_NOTES, "already under way"),
        StepEnded("services/one", StepState.DONE_WITH_NOTES),
        StepEnded("services", StepState.DONE_WITH_NOTES),
        StepEnded("skipped", StepState.SKIPPED, "not inputs.force"),
        Asked("confirm", f"Go on {HOSTILE}?", ("go", "leave"), 3600.0, "leave"),
        ChoiceMade("confirm", "go", "bob"),
        StepEnded("confirm", StepState.DONE),
        *act("case", LOST, Verb.SETTLE),
        FellInDoubt("case", 1, "nobody can read it back"),
        EffectSettled("case", False, "eve", "they said so"),
        StepEnded("case", StepState.FAILED, "eve says it did not happen: they said so"),
        HandedOver("over", "ops", HOSTILE),
        StepEnded("over", StepState.HANDED_OVER),
        RunEnded("", StepState.HANDED_OVER, HOSTILE, {"services": "done_with_notes", "text": HOSTILE}),
    ]


def waiting() -> list[Event]:
    return [started(), Asked("confirm", "Go on?", ("go", "leave"), 3600.0, "leave")]


def in_doubt() -> list[Event]:
    return [started(), *act("case", LOST, Verb.SETTLE), FellInDoubt("case", 1, "nobody can read it back")]


def cut_off() -> list[Event]:
    return [started(), *act("case", None)]


def many(count: int) -> list[Event]:
    """A loop in which one item in the middle is not like the others."""
    events: list[Event] = [started(), StepOpened("each", tuple(f"i{at}" for at in range(count)))]
    for at in range(count):
        odd = at == count // 2
        events += act(f"each[{at}]", REFUSED if odd else YES, Verb.TOLERATE if odd else Verb.DONE, 1)
        events.append(
            StepEnded(f"each[{at}]", StepState.DONE_WITH_NOTES if odd else StepState.DONE, "odd" if odd else "")
        )
    return [*events, StepEnded("each", StepState.DONE_WITH_NOTES), RunEnded("", StepState.DONE_WITH_NOTES, "", {})]


ROWS = (
    Row("422", Verb.FALLBACK, "", Origin.STEP, None, message="Service *"),
    Row("2XX", Verb.DONE, "", Origin.BUILT_IN, None),
)


def dossier(events: Sequence[Event]) -> Dossier:
    """With rows, titles and schemes, and a tally in which the last request is not in the plan."""
    report = fold([(1772357400.0 + at / 4, event) for at, event in enumerate(events)])
    assert report is not None
    sent = [event for event in events if isinstance(event, AttemptStarted)]
    tallied = [Tallied(one.address, one.purpose, one.attempt, one.digest, one.digest, Agreement.EQUAL) for one in sent]
    if tallied:
        tallied[-1] = replace(tallied[-1], planned="", agreement=Agreement.NOT_PLANNED)
    return Dossier(
        report=report,
        version="0.1.0",
        engine="0.1.0",
        title=f"Cancel {HOSTILE}",
        rows=dict.fromkeys(("services", "services/one", "case", "each"), ROWS),
        titles={"services": "All services", "case": HOSTILE},
        schemes={
            "karmacheck": {
                "JWT": SecurityScheme("JWT", SchemeKind.BEARER),
                "Key": SecurityScheme("Key", SchemeKind.API_KEY, "X-Key"),
            }
        },
        unreached=(Unreached("after", f"Afterwards {HOSTILE}"),),
        tally=Tally("sha256:plan", tuple(tallied)),
    )


DISARMED_RUN: list[Event] = [
    started(),
    *act("case", LOST, Verb.RETRY),
    AttemptStarted("case", 2, Purpose.ACT, request("/case"), "sha256:case2"),
    AnswerReceived("case", 2, Purpose.ACT, REFUSED),
    AnswerRouted("case", 2, -1, Verb.SETTLE, "an earlier attempt got no answer", (0,), nothing=True),
]
