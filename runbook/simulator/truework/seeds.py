"""The seeded orders: one for every answer that a cancel can get."""

from runbook.frozen import replace
from runbook.simulator.faults import Fault, FaultKind
from runbook.simulator.seed import Seed
from runbook.simulator.truework.state import Order, RequestState, VerificationRequest
from runbook.simulator.variants import read_variant

_ENDED = "2026-01-06T12:00:00.000Z"
_LIMITED = {
    "order-limited": FaultKind.RATE_LIMITED,
    "order-limited-date": FaultKind.RATE_LIMITED_DATE,
    "order-limited-bare": FaultKind.RATE_LIMITED_BARE,
}


def _request(name: str, state: RequestState = RequestState.PENDING, **more: RequestState) -> VerificationRequest:
    ended = _ENDED if state is RequestState.COMPLETED else None
    return VerificationRequest(name, state, ended=ended, overtaken=more.get("overtaken"))


_TWO_PENDING = (_request("vr-1"), _request("vr-2"))

_TABLE: tuple[tuple[Seed, Order | None], ...] = (
    (
        Seed("truework", "order-open", "All pending", "200: both requests are canceled with our reason"),
        Order("order-open", _TWO_PENDING, loan="loan-1", search_key="batch-1"),
    ),
    (
        Seed(
            "truework",
            "order-mixed",
            "One completed already",
            "200: the open requests are canceled, the completed one stays (or 400 in the mode reject-any-terminal)",
        ),
        Order(
            "order-mixed",
            (
                _request("vr-1", RequestState.COMPLETED),
                _request("vr-2", RequestState.PROCESSING),
                _request("vr-3", RequestState.ACTION_REQUIRED),
            ),
            search_key="batch-1",
        ),
    ),
    (
        Seed("truework", "order-completed", "All completed", "200 in which nothing was canceled: too late"),
        Order("order-completed", (_request("vr-1", RequestState.COMPLETED), _request("vr-2", RequestState.COMPLETED))),
    ),
    (
        Seed("truework", "order-canceled", "Canceled by Truework", "200; canceled before us, for the reason no-match"),
        Order(
            "order-canceled",
            (VerificationRequest("vr-1", RequestState.CANCELED, reason="no-match", details="No match", ended=_ENDED),),
        ),
    ),
    (
        Seed("truework", "order-null", "No list", "200 whose verification_requests is null"),
        Order("order-null", None),
    ),
    (
        Seed(
            "truework",
            "order-race-canceled",
            "Truework cancels first",
            "open when read; by the time our cancel arrives Truework has canceled it as no-match",
        ),
        Order("order-race-canceled", (_request("vr-1", RequestState.PROCESSING, overtaken=RequestState.CANCELED),)),
    ),
    (
        Seed(
            "truework",
            "order-race-completed",
            "Completed in between",
            "open when read; by the time our cancel arrives one request is completed and the other still open",
        ),
        Order(
            "order-race-completed",
            (_request("vr-1", RequestState.PROCESSING, overtaken=RequestState.COMPLETED), _request("vr-2")),
        ),
    ),
    (
        Seed("truework", "order-frozen", "Frozen SSN", "451"),
        Order("order-frozen", _TWO_PENDING, frozen=True),
    ),
    (
        Seed("truework", "order-limited", "Too many requests", "429 with Retry-After: 1 once, then 200"),
        Order("order-limited", _TWO_PENDING),
    ),
    (
        Seed("truework", "order-limited-date", "Too many requests", "429 with Retry-After as a date once, then 200"),
        Order("order-limited-date", _TWO_PENDING),
    ),
    (
        Seed("truework", "order-limited-bare", "Too many requests", "429 without Retry-After once, then 200"),
        Order("order-limited-bare", _TWO_PENDING),
    ),
    (Seed("truework", "order-unknown", "Unknown", "404 (or 400, in the other mode)"), None),
)

SEEDS = tuple(seed for seed, _ in _TABLE)
ORDERS = tuple(order for _, order in _TABLE if order is not None)
_BY_ID = {order.id: order for order in ORDERS}


def seeded_order(id: str) -> Order | None:
    """The order of a seeded id or of a variant of it."""
    order = _BY_ID.get(id) or _BY_ID.get(read_variant(id).seed)
    return None if order is None else replace(order, id=id)


def built_in_fault(id: str) -> Fault | None:
    """The fault that an id asks for."""
    variant = read_variant(id)
    if variant.seed in _BY_ID and variant.fault is not None:
        return Fault(variant.fault, "truework", key=id, times=variant.times)
    limited = _LIMITED.get(variant.seed)
    return None if limited is None else Fault(limited, "truework", key=id)
