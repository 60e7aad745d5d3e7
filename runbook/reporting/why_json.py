"""Why a step went where it went, as JSON: the shape of `schemas/why.schema.json`."""

from runbook.interpreter.explanation import Condemned, Routing, Weighed
from runbook.interpreter.readings import Reading
from runbook.reporting.event_words import event_words
from runbook.reporting.row_words import objection, row_words
from runbook.reporting.run_json import answer_json, attempt_json
from runbook.reporting.why_text import Why
from runbook.values.json import Json
from runbook.values.numbers import measured
from runbook.values.unknown import encode_value


def why_json(why: Why) -> Json:
    """The whole explanation as data."""
    explanation, attempt = why.explanation, why.attempt
    ended = explanation.ended
    return {
        "run": why.report.run,
        "procedure": why.report.procedure,
        "environment": why.report.environment,
        "address": explanation.address,
        "label": why.step.label,
        "state": why.step.state.value if why.step.state is not None else None,
        "because": why.step.because,
        "attempts": list(explanation.attempts),
        "attempt": None if attempt is None else attempt_json(attempt),
        "routing": None if explanation.routing is None else _routing(explanation.routing),
        "condition": None if explanation.condemned is None else _condition(explanation.condemned),
        "followed": [
            {"at": measured(at), "said": said.strip()}
            for at, event in explanation.events
            if (said := event_words(event))
        ],
        "ended": None
        if ended is None
        else {"state": ended.state.value, "because": ended.because, "already": ended.already},
        "steps": [inner.address for inner in why.step.steps],
        "not_tried": [{"address": one.address, "label": one.label} for one in why.step.untried],
    }


def _routing(routing: Routing) -> Json:
    return {
        "answer": answer_json(routing.answer),
        "after_lost_answer": routing.lost,
        "contract_drift": routing.drift,
        "rows": [_row(one, routing) for one in routing.rows],
        "row": None if routing.taken is None else routing.taken.index,
        "verb": routing.event.verb.value,
        "because": routing.event.because,
    }


def _row(weighed: Weighed, routing: Routing) -> Json:
    row, against = weighed.row, weighed.judged.against
    return {
        "row": weighed.index,
        "origin": row.origin.value,
        "place": row.span.place if row.span is not None else None,
        "takes": row_words(row),
        "verb": row.verb.value,
        "because": row.because,
        "took": weighed is routing.taken,
        "against": against.value if against is not None else None,
        "reason": objection(weighed, routing),
        "read": [_reading(one) for one in weighed.readings],
    }


def _reading(reading: Reading) -> Json:
    return {"name": reading.text, "value": encode_value(reading.value), "missing": reading.missing}


def _condition(condemned: Condemned) -> Json:
    return {
        "kind": condemned.kind,
        "text": condemned.condition.text,
        "place": condemned.condition.span.place,
        "read": [_reading(one) for one in condemned.readings],
    }
