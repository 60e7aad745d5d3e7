"""The seeded cases: one for every answer that a cancel can get."""

from runbook.frozen import replace
from runbook.simulator.faults import Fault, FaultKind
from runbook.simulator.identities import KARMACHECK_GROUP, KARMACHECK_OTHER_GROUP
from runbook.simulator.karmacheck.catalogue import (
    COUNTY_SERVICE_ID,
    EDUCATION_SERVICE_ID,
    SSN_TRACE_SERVICE_ID,
    Invitation,
    Primary,
    Result,
    Secondary,
    ServiceKind,
    ServiceStatus,
)
from runbook.simulator.karmacheck.state import Case, Service
from runbook.simulator.seed import Seed
from runbook.simulator.variants import read_variant

_BEGAN = "2026-01-05T08:30:00.000Z"
_OPEN = Service("s1")
_UNDERWAY = Service("s2", ServiceKind.EMPLOYMENT, underway=True, searches={"search-2": False})
_TRACE = Service("s-trace", ServiceKind.SSN_TRACE)
_COUNTY = Service("s-county", ServiceKind.COUNTY)
_CATALOGUE = (
    Service(SSN_TRACE_SERVICE_ID, ServiceKind.SSN_TRACE),
    Service(COUNTY_SERVICE_ID, ServiceKind.COUNTY),
    Service(EDUCATION_SERVICE_ID, ServiceKind.EDUCATION, searches={"search-1": False}),
)
_SLOW_READ = "c-late"
_S1_S2 = (("service_ids", "s1,s2"),)

_TABLE: tuple[tuple[Seed, Case | None], ...] = (
    (
        Seed(
            "karmacheck",
            "c-91",
            "Through the fallback",
            "s1 can be cancelled, s2 is under way: together they are 422 “Service cannot be canceled.”; one by one s1"
            " is cancelled and s2 is not; then the case is cancelled and reads back as Canceled",
            _S1_S2,
        ),
        Case("c-91", (_OPEN, _UNDERWAY)),
    ),
    (
        Seed("karmacheck", "c-plain", "Plain success", "s1, s2 and the case are cancelled at the first try", _S1_S2),
        Case("c-plain", (_OPEN, Service("s2"))),
    ),
    (
        Seed(
            "karmacheck",
            "c-invited",
            "Before authorization",
            "the candidate has not answered yet; the case and its invitation are cancelled",
        ),
        Case("c-invited", (_OPEN,), secondary=Secondary.WAITING, invitation=Invitation.PENDING),
    ),
    (
        Seed(
            "karmacheck",
            "c-trace",
            "SSN Trace still needed",
            "422 “SSN Trace is required …”: a county search stays that needs the trace",
            (("service_ids", "s-trace"),),
        ),
        Case("c-trace", (_TRACE, _COUNTY)),
    ),
    (
        Seed("karmacheck", "c-catalogue", "Real catalogue ids", "an SSN Trace, a county search and an education check"),
        Case("c-catalogue", _CATALOGUE),
    ),
    (
        Seed("karmacheck", "c-started", "Started", "422 “Cannot cancel a case that has already started.”"),
        Case("c-started", (_OPEN, _UNDERWAY), began=_BEGAN),
    ),
    (
        Seed(
            "karmacheck",
            "c-canceled",
            "Cancelled already",
            "422 “Unable to cancel case.”, and the case reads back as Canceled",
        ),
        Case("c-canceled", (_OPEN.canceled(),), primary=Primary.COMPLETE, secondary=Secondary.CANCELED),
    ),
    (
        Seed(
            "karmacheck",
            "c-adjudicated",
            "Adjudicated",
            "422 “Unable to cancel case.”, and the case does not read back as Canceled",
        ),
        Case(
            "c-adjudicated",
            (Service("s1", status=ServiceStatus.CLEAR),),
            primary=Primary.ADJUDICATED,
            result=Result.PLACED,
            began=_BEGAN,
        ),
    ),
    (
        Seed("karmacheck", "c-adverse", "In adverse action", "422 “Unable to cancel case.”, not Canceled when read"),
        Case(
            "c-adverse",
            (Service("s1", status=ServiceStatus.CONSIDER),),
            primary=Primary.COMPLETE,
            secondary=Secondary.CONSIDER,
            result=Result.PRE_ADVERSE,
            pre_adverse=True,
            began=_BEGAN,
        ),
    ),
    (
        Seed(
            "karmacheck",
            _SLOW_READ,
            "Seen late",
            "the case is cancelled; the next two reads still show it as open",
        ),
        Case(_SLOW_READ, (_OPEN,)),
    ),
    (
        Seed("karmacheck", "c-elsewhere", "Another group's", "403: the token belongs to another group"),
        Case("c-elsewhere", (_OPEN,), group=KARMACHECK_OTHER_GROUP),
    ),
    (Seed("karmacheck", "c-unknown", "Unknown", "404 for a cancel, 403 for a read"), None),
    (
        Seed(
            "karmacheck",
            "c-revoked",
            "Revoked token",
            "401 for a cancel, 403 for a read, when the token is that of KARMACHECK_TOKEN_REVOKED",
        ),
        Case("c-revoked", (_OPEN,)),
    ),
)

SEEDS = tuple(seed for seed, _ in _TABLE)
CASES = tuple(replace(case, group=case.group or KARMACHECK_GROUP) for _, case in _TABLE if case is not None)
_BY_ID = {case.id: case for case in CASES}


def seeded_case(id: str) -> Case | None:
    """The case of a seeded id or of a variant of it."""
    case = _BY_ID.get(id) or _BY_ID.get(read_variant(id).seed)
    return None if case is None else replace(case, id=id)


def built_in_fault(id: str) -> Fault | None:
    """The fault that an id asks for."""
    variant = read_variant(id)
    if variant.seed in _BY_ID and variant.fault is not None:
        return Fault(variant.fault, "karmacheck", key=id, times=variant.times)
    return Fault(FaultKind.STALE_READS, "karmacheck", key=id) if variant.seed == _SLOW_READ else None
