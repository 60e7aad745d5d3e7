"""What a step leaves when it ends."""

from runbook.interpreter.context import response_value, status_text
from runbook.interpreter.events import StepEnded
from runbook.interpreter.state import (
    STOPPING,
    BlockProgress,
    CallProgress,
    Failure,
    FanProgress,
    Finished,
    Progress,
    UseProgress,
)
from runbook.language.procedure import Let, Step
from runbook.language.results import item_mark
from runbook.values.shape import ANY, STRING, array_of
from runbook.values.unknown import Unknown, Value

_NO_RESPONSE: dict[str, Value] = {"status": None, "body": None, "message": "", "headers": {}}
"""Of an item that sent nothing, or got no answer."""


def finish(step: Step, progress: Progress, event: StepEnded) -> Finished:
    """The result of a step, cut down to what is read later."""
    kept = dict(event.result or {}) if isinstance(step.action, Let) else _kept(step, progress, event)
    failure = _failure(step, progress, event) if event.state in STOPPING else None
    return Finished(event.state, event.because, kept, _inner(progress), failure)


def _kept(step: Step, progress: Progress, event: StepEnded) -> dict[str, Value]:
    if not step.keeps:
        return {}
    fields = _fields(step.id, progress, event)
    kept = {name: fields[name] for name in sorted(step.keeps) if name in fields}
    if item_mark("outputs") in step.keeps and "outputs" in fields:
        kept["outputs"] = fields["outputs"]
    return kept


def _fields(step: str, progress: Progress, event: StepEnded) -> dict[str, Value]:
    failure = _failure_inside(progress)
    because: Value = event.because if failure is None or failure.known else Unknown(STRING, "failure.because")
    fields: dict[str, Value] = {"state": event.state.value, "because": because, **(event.result or {})}
    if isinstance(progress, CallProgress) and progress.answer is not None:
        fields["status"], fields["message"] = _said(progress)
        fields["response"] = response_value(progress.answer)
    if isinstance(progress, FanProgress) and progress.items is not None:
        fields["items"] = (
            Unknown(array_of(ANY), f"steps.{step}.items")
            if progress.open
            else [progress.kept[index] for index in sorted(progress.kept)]
        )
    return fields


def _said(progress: CallProgress) -> tuple[Value, Value]:
    """The status and the words of the last answer, or why there are none; in a plan as far as they are known."""
    answer = progress.answer
    if answer is None:
        return "", ""
    if answer.supposed is not None:
        exact = answer.supposed.status == answer.status
        status: Value = status_text(answer) if exact else Unknown(STRING, "status")
        return status, answer.supposed.message or Unknown(STRING, "message")
    return status_text(answer), answer.message if answer.message is not None else answer.reason


def item_result(value: Value, finished: Finished, progress: Progress, keeps: frozenset[str] = frozenset()) -> Value:
    """One ended item as `steps.x.items` shows it. `keeps`: of its step; the response and the outputs only when read."""
    status, message = _said(progress) if isinstance(progress, CallProgress) else ("", "")
    more: dict[str, Value] = {}
    if item_mark("response") in keeps:
        answer = progress.answer if isinstance(progress, CallProgress) else None
        more["response"] = response_value(answer) if answer is not None else dict(_NO_RESPONSE)
    if item_mark("outputs") in keeps:
        more["outputs"] = finished.kept.get("outputs")
    return {
        **more,
        "item": value,
        "state": finished.state.value,
        "because": finished.because,
        "status": status,
        "message": message,
    }


def _failure_inside(progress: Progress) -> Failure | None:
    match progress:
        case BlockProgress(failure=failure) | FanProgress(failure=failure):
            return failure
        case UseProgress(block=block):
            return block.failure
        case CallProgress(fallback=BlockProgress(failure=failure)):
            return failure
        case _:
            return None


def _failure(step: Step, progress: Progress, event: StepEnded) -> Failure:
    """What stopped it: the innermost step that did."""
    if (failure := _failure_inside(progress)) is not None:
        return failure
    match progress:
        case CallProgress():
            return Failure(step.id, event.address, event.because, *_said(progress))
        case _:
            return Failure(step.id, event.address, event.because)


def _inner(progress: Progress) -> dict[str, "dict[str, Value]"]:
    """Steps inside a group or an arm stay visible after it; those of loops and fallbacks do not."""
    if isinstance(progress, (BlockProgress, FanProgress)):
        inside = progress.steps if isinstance(progress, BlockProgress) else progress.inner
        return {id: dict(fields) for id, fields in inside.items()}
    return {}
