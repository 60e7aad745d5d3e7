"""Events of runs, for the tests of reports."""

from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    Event,
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
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.json import Json

SERVER = "http://127.0.0.1:4010"


def request(method: str, path: str, effect: str = "irreversible") -> Json:
    return {
        "provider": "karmacheck",
        "operation": "cancel_case",
        "effect": effect,
        "method": method,
        "server": SERVER,
        "path": path,
        "query": [],
        "headers": [],
        "media_type": None,
        "body": None,
        "credentials": {},
    }


def started() -> RunStarted:
    return RunStarted(
        "",
        "r-1",
        "karmacheck-cancel-case",
        "sha256:aa",
        "simulator",
        {"karmacheck": SERVER},
        {"case_id": "c-91", "service_ids": ["s1", "s2"]},
    )


def sent(
    address: str, path: str, answer: Answer | None, verb: Verb | None = None, because: str = "", attempt: int = 1
) -> list[Event]:
    events: list[Event] = [AttemptStarted(address, attempt, Purpose.ACT, request("POST", path), "sha256:bb")]
    if answer is not None:
        events.append(AnswerReceived(address, attempt, Purpose.ACT, answer))
    if verb is not None:
        nothing = answer is not None and refuses(answer)
        events.append(AnswerRouted(address, attempt, 0, verb, because, nothing=nothing))
    return events


def said(status: int, message: str | None = None) -> Answer:
    return Answer(AnswerKind.RESPONSE, status, message=message)


def read(address: str, verdict: Verdict, attempt: int = 1) -> list[Event]:
    return [
        AttemptStarted(address, attempt, Purpose.VERIFY, request("GET", "/case/id/c-91", "read"), "sha256:cc"),
        AnswerReceived(address, attempt, Purpose.VERIFY, said(200)),
        EffectRead(address, attempt, verdict),
    ]


def fallback_run() -> list[Event]:
    path = "/case/id/c-91/services/cancel"
    refused = said(422, "Service cannot be canceled.")
    item = "services/one_by_one"
    return [
        started(),
        *sent("services", path, refused, Verb.FALLBACK),
        StepOpened(item, ("s1", "s2")),
        *sent(f"{item}[0]", path, said(200), Verb.DONE),
        StepEnded(f"{item}[0]", StepState.DONE),
        *sent(f"{item}[1]", path, refused, Verb.TOLERATE, "already under way; the case decides"),
        StepEnded(f"{item}[1]", StepState.DONE_WITH_NOTES, "already under way; the case decides"),
        StepEnded(item, StepState.DONE_WITH_NOTES),
        StepEnded("services", StepState.DONE_WITH_NOTES),
        *sent("case", "/case/id/c-91/cancel", said(200), Verb.DONE),
        *read("case", Verdict.DOES_NOT_HOLD),
        WaitEnded("case", 5.0, WaitReason.POLL),
        *read("case", Verdict.HOLDS, 2),
        StepEnded("case", StepState.DONE),
        RunEnded("", StepState.DONE_WITH_NOTES, "", {"services": "done_with_notes", "case": "done"}),
    ]


def handed_over_run() -> list[Event]:
    return [
        started(),
        *sent("case", "/case/id/c-91/cancel", said(404), Verb.STOP, "no such case"),
        StepEnded("case", StepState.FAILED, "no such case"),
        HandedOver("hand_over", "screening-ops", "case: no such case\n::error::\x1b[2J"),
        StepEnded("hand_over", StepState.HANDED_OVER),
        RunEnded("", StepState.HANDED_OVER, "no such case", {}),
    ]


def doubtful_run() -> list[Event]:
    lost = Answer(AnswerKind.NO_ANSWER, reason="connection reset")
    return [
        started(),
        *sent("case", "/case/id/c-91/cancel", lost, Verb.SETTLE),
        *read("case", Verdict.CANNOT_TELL),
        StepEnded("case", StepState.IN_DOUBT, "get_case cannot tell"),
        RunEnded("", StepState.IN_DOUBT, "get_case cannot tell", {}),
    ]


def killed_run() -> list[Event]:
    return [started(), *sent("case", "/case/id/c-91/cancel", None)]


def retried_run() -> list[Event]:
    path = "/case/id/c-91/cancel"
    return [
        started(),
        *sent("case", path, said(429), Verb.RETRY),
        WaitEnded("case", 7.0, WaitReason.RETRY),
        *sent("case", path, said(200), Verb.DONE, attempt=2),
        ChoiceMade("case", "done", "ann"),
        StepEnded("case", StepState.DONE),
        RunEnded("", StepState.DONE, "", {}),
    ]


def timed(events: list[Event]) -> list[tuple[float, Event]]:
    """The events, a second apart, from the first of March 2026, 09:30 UTC."""
    return [(1772357400.0 + index, event) for index, event in enumerate(events)]
