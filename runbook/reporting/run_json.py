"""A run as JSON: the shape of `schemas/report.schema.json`."""

from runbook.interpreter.identity import Identity
from runbook.providers.answer import Answer
from runbook.reporting.next_step import next_step
from runbook.reporting.report import Attempt, Closed, Doubt, Question, Report, Resumed, Settled, StepReport
from runbook.values.json import Json
from runbook.values.numbers import measured
from runbook.values.unknown import encode_value


def run_json(report: Report) -> dict[str, Json]:
    """The whole report as data."""
    totals = report.totals
    return {
        "run": report.run,
        "procedure": {"name": report.procedure, "digest": report.digest},
        "by": report.by,
        "plan": report.plan or None,
        "acting": [_identity(one) for one in report.acting],
        "resumed": [_resumed(one) for one in report.resumed],
        "closed": None if report.closed is None else closed_json(report.closed),
        "environment": report.environment,
        "servers": dict(report.servers),
        "inputs": {name: encode_value(value) for name, value in report.inputs.items()},
        "started_at": measured(report.started_at),
        "ended_at": measured(report.ended_at),
        "state": report.state.value if report.state else None,
        "because": report.because,
        "steps": [_step(step) for step in report.steps],
        "handovers": [{"address": address, "to": one.to, "note": one.note} for address, one in report.handovers],
        "in_doubt": [_doubt(doubt) for doubt in report.doubts],
        "outputs": {name: encode_value(value) for name, value in report.outputs.items()},
        "totals": {
            "requests": totals.requests,
            "irreversible": totals.irreversible,
            "retries": totals.retries,
            "tolerated": totals.notes,
            "already": totals.already,
            "unclaimed": totals.unclaimed,
            "handed_over": totals.handed_over,
            "in_doubt": totals.in_doubt,
            "not_tried": totals.untried,
        },
        "next": list(next_step(report)),
    }


def _identity(identity: Identity) -> Json:
    compared = "account" if identity.acts_as else "fingerprint" if identity.fingerprint else "nothing"
    said: dict[str, Json] = {"acts_as": identity.acts_as, "compared_by": compared}
    return {"provider": identity.provider, "host": identity.host, "secrets": list(identity.secrets), **said}


def _resumed(resumed: Resumed) -> Json:
    return {
        "at": measured(resumed.at),
        "by": resumed.by,
        "acting": [_identity(one) for one in resumed.acting],
        "confirmed": resumed.confirmed or None,
        "because": resumed.because,
    }


def closed_json(closed: Closed) -> Json:
    """Who gave a run up, when and why, as data."""
    return {"at": measured(closed.at), "by": closed.by, "because": closed.because}


def _step(step: StepReport) -> Json:
    return {
        "address": step.address,
        "id": step.id,
        "item": step.item,
        "label": step.label,
        "state": step.state.value if step.state else None,
        "because": step.because,
        "already": step.already,
        "unclaimed": step.unclaimed,
        "waited": measured(step.waited),
        "attempts": [attempt_json(attempt) for attempt in step.attempts],
        "choices": [{"choice": one.choice, "by": one.by, "at": measured(one.at)} for one in step.choices],
        "questions": [_question(question) for question in step.questions],
        "settled": [settled_json(settled) for settled in step.settled],
        "handed_over": None if step.handed is None else {"to": step.handed.to, "note": step.handed.note},
        "steps": [_step(inner) for inner in step.steps],
        "not_tried": [{"address": one.address, "label": one.label} for one in step.untried],
    }


def _question(question: Question) -> Json:
    return {
        "at": measured(question.at),
        "message": question.message,
        "choices": list(question.choices),
        "until": measured(question.until),
        "default": question.default,
        "leads": list(question.leads),
    }


def settled_json(settled: Settled) -> Json:
    """Return what a person said of an effect, as data."""
    return {"at": measured(settled.at), "happened": settled.happened, "by": settled.by, "because": settled.because}


def attempt_json(attempt: Attempt) -> dict[str, Json]:
    """One sending as data."""
    return {
        "number": attempt.number,
        "purpose": attempt.purpose.value,
        "at": measured(attempt.at),
        "answered_at": measured(attempt.answered_at),
        "operation": attempt.operation,
        "method": attempt.method,
        "url": attempt.url,
        "effect": attempt.effect.value,
        "digest": attempt.digest,
        "answer": None if attempt.answer is None else answer_json(attempt.answer),
        "verb": attempt.verb.value if attempt.verb else None,
        "row": attempt.row,
        "disarmed": list(attempt.disarmed),
        "because": attempt.because,
        "verdict": attempt.verdict.value if attempt.verdict else None,
    }


def answer_json(answer: Answer) -> Json:
    """What came back as data."""
    return {
        "kind": answer.kind.value,
        "status": answer.status,
        "message": encode_value(answer.message),
        "body": encode_value(answer.body),
        "reason": answer.reason,
        "retry_after": measured(answer.retry_after),
        "hint": answer.hint,
    }


def _doubt(doubt: Doubt) -> Json:
    return {"address": doubt.address, "attempt": attempt_json(doubt.attempt), "reason": doubt.reason}
