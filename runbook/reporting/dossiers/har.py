"""A dossier as HAR 1.2 (W3C web-performance draft of 2012), as the network panels of browsers read it.

Every request that may have left is an entry. Members that begin with `_` are ours. Secrets stand by name.
"""

import datetime
from collections.abc import Mapping

from runbook.interpreter.events import Purpose
from runbook.providers.answer import AnswerKind
from runbook.reporting.dossiers.dossier import Dossier
from runbook.reporting.dossiers.entries import answer_text
from runbook.reporting.dossiers.sent import has_secrets, sent_body, sent_headers, sent_query
from runbook.reporting.json_text import json_text
from runbook.reporting.report import Attempt, StepReport
from runbook.reporting.request_text import where_text
from runbook.reporting.row_words import row_origin, row_words
from runbook.reporting.words import answer_words
from runbook.values.json import Json
from runbook.values.numbers import measured

_PAGE = "run"
_UNKNOWN = -1
_VERSION = "HTTP/1.1"


def render(dossier: Dossier) -> str:
    """The whole log."""
    report = dossier.report
    title = f"{report.procedure} · {where_text(report.environment, report.servers)} · {report.run}"
    page: dict[str, Json] = {
        "startedDateTime": _stamp(report.started_at),
        "id": _PAGE,
        "title": title,
        "pageTimings": {"onContentLoad": _UNKNOWN, "onLoad": _UNKNOWN},
    }
    log: dict[str, Json] = {
        "version": "1.2",
        "creator": {"name": "runbook", "version": dossier.version},
        "pages": [page],
        "entries": [_entry(attempt, step, dossier) for attempt, step in _in_order(dossier)],
    }
    return json_text({"log": log})


def _in_order(dossier: Dossier) -> list[tuple[Attempt, StepReport]]:
    """By when they left."""
    every = ((attempt, step) for step in dossier.report.walk() for attempt in step.attempts)
    return sorted(every, key=lambda pair: pair[0].at)


def _entry(attempt: Attempt, step: StepReport, dossier: Dossier) -> Json:
    took = _milliseconds(attempt)
    return {
        "pageref": _PAGE,
        "startedDateTime": _stamp(attempt.at),
        "time": measured(took),
        "request": _request(attempt, dossier),
        "response": _response(attempt),
        "cache": {},
        "timings": {
            "blocked": _UNKNOWN,
            "dns": _UNKNOWN,
            "connect": _UNKNOWN,
            "ssl": _UNKNOWN,
            "send": 0,
            "wait": measured(took),
            "receive": 0,
        },
        "_resourceType": "fetch",
        "_runbook": _ours(attempt, step, dossier),
    }


def _milliseconds(attempt: Attempt) -> float:
    if attempt.answered_at is None:
        return 0
    return round(max(0.0, attempt.answered_at - attempt.at) * 1000, 3)


def _stamp(at: float) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    moment = datetime.datetime.fromtimestamp(at, datetime.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _request(attempt: Attempt, dossier: Dossier) -> Json:
    headers = sent_headers(attempt.request, dossier.schemes)
    body = sent_body(attempt.request)
    recorded = attempt.request if isinstance(attempt.request, dict) else {}
    said: dict[str, Json] = {
        "method": attempt.method,
        "url": attempt.url,
        "httpVersion": _VERSION,
        "cookies": [],
        "headers": [_pair(name, value) for name, value in headers],
        "queryString": [_pair(name, value) for name, value in sent_query(recorded, dossier.schemes)],
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN if has_secrets(recorded.get("body")) else _size(body or ""),
    }
    if body is not None:
        said["postData"] = _posted(recorded, body)
    return said


def _posted(recorded: Mapping[str, Json], body: str) -> Json:
    return {"mimeType": str(recorded.get("media_type") or ""), "params": [], "text": body}


def _pair(name: str, value: str) -> Json:
    return {"name": name, "value": value}


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _response(attempt: Attempt) -> Json:
    """What came back; status 0 and `_error` when nothing did."""
    answer, text = attempt.answer, answer_text(attempt)
    headers = dict(answer.headers) if answer is not None else {}
    status = answer.status if answer is not None and answer.status is not None else 0
    said: dict[str, Json] = {
        "status": status,
        "statusText": "",
        "httpVersion": _VERSION if status else "",
        "cookies": [],
        "headers": [_pair(name, value) for name, value in headers.items()],
        "content": {"size": _size(text), "mimeType": headers.get("content-type", "x-unknown"), "text": text},
        "redirectURL": headers.get("location", ""),
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN,
    }
    if answer is None or answer.kind in (AnswerKind.NOT_SENT, AnswerKind.NO_ANSWER):
        said["_error"] = answer_words(answer)
    return said


def _ours(attempt: Attempt, step: StepReport, dossier: Dossier) -> Json:
    """What only a runbook knows of a request."""
    row = dossier.row_of(step.address, attempt) if attempt.purpose is Purpose.ACT else None
    return {
        "address": step.address,
        "attempt": attempt.number,
        "purpose": attempt.purpose.value,
        "operation": attempt.operation,
        "effect": attempt.effect.value,
        "digest": attempt.digest,
        "answer": answer_words(attempt.answer),
        "verb": attempt.verb.value if attempt.verb is not None else None,
        "verdict": attempt.verdict.value if attempt.verdict is not None else None,
        "row": None if row is None else {"takes": row_words(row), "place": row_origin(row)},
        "because": attempt.because,
    }
