"""The JSON that Truework answers with: enums wrapped, absent values null."""

from collections.abc import Sequence

from runbook.simulator.truework.state import Order, VerificationRequest
from runbook.values.json import Json

_CREATED = "2026-01-05T09:00:00.000Z"


def canceled_order_body(order: Order) -> Json:
    """What a cancel answers: the state of each request, which is the proof."""
    return {
        "id": order.id,
        "loan_id": order.loan,
        "verification_requests": None if order.requests is None else [_request(order, one) for one in order.requests],
    }


def order_body(order: Order) -> Json:
    """One order as a read shows it."""
    canceled = canceled_order_body(order)
    assert isinstance(canceled, dict)
    return {
        **canceled,
        "search_key": order.search_key,
        "employer_search": None,
        "reverification": None,
        "target_employer": None,
        "truework_direct": None,
        "truework_direct_session_link": None,
    }


def _request(order: Order, request: VerificationRequest) -> Json:
    return {
        "id": f"{order.id}.{request.id}",
        "state": _wrapped(request.state.value),
        "cancellation_reason": None if request.reason is None else _wrapped(request.reason),
        "cancellation_details": request.details,
        "created": _CREATED,
        "date_of_completion": request.ended,
        "loan_id": order.loan,
        "turnaround_time": {"best_estimate": "24", "lower_bound": "12", "upper_bound": "72"},
    }


def _wrapped(value: str) -> Json:
    return {"canonical_value": value, "raw_value": value}


def events_body(order: Order, limit: int, offset: int) -> Json:
    """What happened to an order: each request came, and some have ended."""
    events: list[Json] = []
    for request in order.requests or ():
        events.append(_event(order, request, "created", "Verification request created"))
        if request.state.terminal:
            events.append(_event(order, request, "state-change", f"Verification request {request.state.value}"))
    return page(events, f"/orders/{order.id}/events", limit, offset)


def _event(order: Order, request: VerificationRequest, kind: str, message: str) -> Json:
    return {
        "id": f"event-{order.id}.{request.id}-{kind}",
        "created": request.ended or _CREATED,
        "type": kind,
        "message": message,
        "strategy": None,
        "verification_request_id": f"{order.id}.{request.id}",
    }


def page(rows: Sequence[Json], path: str, limit: int, offset: int) -> Json:
    """One page of rows with the way to the next and the previous one."""
    following = f"{path}?limit={limit}&offset={offset + limit}" if offset + limit < len(rows) else None
    previous = f"{path}?limit={limit}&offset={max(offset - limit, 0)}" if offset > 0 else None
    return {
        "count": len(rows),
        "next": following,
        "previous": previous,
        "results": list(rows[offset : offset + limit]),
    }
