"""KarmaCheck's fixed words and the ids that stand for them (PROVIDERS.md 1.3, reference/karmacheck-ids)."""

from enum import Enum


class Primary(Enum):
    """The primary status of a case."""

    PENDING = "Pending"
    BLOCKED = "Blocked"
    COMPLETE = "Complete"
    ADJUDICATED = "Adjudicated"


class Secondary(Enum):
    """The secondary status of a case; `Canceled` stands here."""

    WAITING = "Waiting for Authorization"
    AUTHORIZING = "Authorization in Progress"
    CONSIDER = "Consider"
    CANCELED = "Canceled"


class Result(Enum):
    """The result of a case."""

    OPEN = "Open"
    PLACED = "Placed"
    PRE_ADVERSE = "Pre-Adverse Action"


class Invitation(Enum):
    """The status of the candidate's invitation; `cancelled` with two l here only."""

    PENDING = "pending"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ServiceStatus(Enum):
    """The status of one record of case data."""

    ACKNOWLEDGE = "acknowledge"
    CLEAR = "clear"
    CONSIDER = "consider"
    CANCELED = "canceled"
    COMPLETE = "complete"
    PENDING = "pending"


class ServiceKind(Enum):
    """What a service looks into, as far as a rule depends on it."""

    SSN_TRACE = "SSN Trace"
    COUNTY = "County Criminal Search"
    STATE = "State Criminal Court Search"
    FEDERAL = "Federal Criminal Search"
    EDUCATION = "Education Verification"
    EMPLOYMENT = "Employment Verification"
    OTHER = "Drug Test (5 Panel)"


NEED_SSN_TRACE = frozenset({ServiceKind.COUNTY, ServiceKind.STATE, ServiceKind.FEDERAL})
SEARCHABLE = frozenset({ServiceKind.EDUCATION, ServiceKind.EMPLOYMENT})

PRIMARY_IDS = {
    Primary.PENDING: "d894b8a0-937e-46b1-8799-15bad611844f",
    Primary.BLOCKED: "93827364-937e-46b1-8799-777366485997",
    Primary.COMPLETE: "22334455-937e-46b1-8799-887766554433",
    Primary.ADJUDICATED: "47463524-937e-46b1-8799-873f63e7b402",
}
SECONDARY_IDS = {
    Secondary.WAITING: "8e0c9756-a42f-4a7d-b8e2-412a0f6b9dea",
    Secondary.AUTHORIZING: "c5f240cb-5221-451c-8bd1-4be5bf348ce5",
    Secondary.CONSIDER: "status-type-consider",
    Secondary.CANCELED: "4155584b-708c-4108-86a8-8f3321b9b17c",
}
RESULT_IDS = {
    Result.OPEN: "8c94f0d9-57c9-4c7b-be95-5ec309cff330",
    Result.PLACED: "bbbd9fa2-598f-43f6-8363-b8b55e7aa777",
    Result.PRE_ADVERSE: "14bba02d-e6c7-45bf-a993-e28c306303c6",
}
PRE_ADVERSE_ID = "bb34dc52-4e3b-4baf-8e0b-b6603f9e2a84"
SERVICE_STATUS_IDS = {
    ServiceStatus.ACKNOWLEDGE: "1a8490cb-084d-4209-bf2f-d46e41d760d6",
    ServiceStatus.CLEAR: "e086eea7-e4b7-4c74-ac04-4c3b51c23a33",
    ServiceStatus.CONSIDER: "f657c777-c38d-489b-ac26-dd9bf0a88724",
    ServiceStatus.CANCELED: "3d726502-d2e2-4d10-859b-8a218f22086d",
    ServiceStatus.COMPLETE: "case-data-status-complete",
    ServiceStatus.PENDING: "8f29e0de-10f2-4c84-8379-16c6eb7cdf64",
}
CASE_TYPE_ID = "cde61186-4f22-45f4-9e19-429061365bce"
SCREENING_TYPE_ID = "30bc2c03-c8dd-409a-8da6-e0070ea6a681"
COUNTY_SERVICE_ID = "fa226cb7-1214-4cdf-9296-6120a7376926"
SSN_TRACE_SERVICE_ID = "29cd44ab-a8f0-4b27-868e-dc4be88ff541"
EDUCATION_SERVICE_ID = "85307784-1f84-471a-8596-c8ea088c3a62"
