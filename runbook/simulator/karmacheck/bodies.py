"""The JSON that KarmaCheck answers with."""

import uuid

from runbook.simulator.identities import KARMACHECK_GROUP
from runbook.simulator.karmacheck import catalogue
from runbook.simulator.karmacheck.catalogue import SEARCHABLE, ServiceStatus
from runbook.simulator.karmacheck.state import Case, Service
from runbook.values.canonical import canonical_json
from runbook.values.json import Json

_CREATED = "2026-01-05T08:00:00.000Z"
_ZERO_UUID = uuid.UUID(int=0)


def case_data_id(case: str, service: str) -> str:
    """The id of a service's record of case data."""
    return str(uuid.uuid5(_ZERO_UUID, f"{case}/{service}"))


def cases_body(cases: tuple[Case, ...]) -> Json:
    """Cases in their envelope; reading one case answers a list of one."""
    return {"cases": [case_summary(case) for case in cases]}


def case_summary(case: Case) -> Json:
    """One case. Members that a case does not have are absent, as at the provider."""
    summary: dict[str, Json] = {
        "id": case.id,
        "crStamp": _CREATED,
        "modStamp": case.modified,
        "orderedStamp": _CREATED,
        "crUserId": "user-simulator",
        "caseType": "Background Check",
        "caseTypeId": catalogue.CASE_TYPE_ID,
        "caseStatus": case.primary.value,
        "caseStatusId": catalogue.PRIMARY_IDS[case.primary],
        "resultType": case.result.value,
        "resultTypeId": catalogue.RESULT_IDS[case.result],
        "packageId": "package-simulator",
        "packageName": "Standard",
        "caseInvitationId": f"invitation-{case.id}",
        "invitationStatusName": case.invitation.value,
        "isMinorCandidate": 0,
        "hasParentalConsent": 0,
        "isCustomerProvidedPii": 0,
        "archived": int(case.archived),
        **_parties(case),
    }
    if case.secondary is not None:
        summary |= {
            "secondaryStatus": case.secondary.value,
            "secondaryCaseStatusId": catalogue.SECONDARY_IDS[case.secondary],
        }
    if case.pre_adverse:
        summary |= {"adverseActionId": catalogue.PRE_ADVERSE_ID, "adverseActionStatusName": "Pre-Adverse"}
    if case.began is not None:
        summary |= {"beginProcessingStamp": case.began}
    return summary


def _parties(case: Case) -> dict[str, Json]:
    return {
        "candidateId": f"candidate-{case.id}",
        "candidateEmail": "robin.example@example.com",
        "invitationEmail": "robin.example@example.com",
        "candidateGivenName": "Robin",
        "candidateFamilyName": "Example",
        "groupProfileId": case.group,
        "groupName": "Screening Operations" if case.group == KARMACHECK_GROUP else "Elsewhere",
        "companyId": "company-simulator",
        "companyName": "Simulated Screening Inc.",
        "companyReadableName": "simulated-screening",
    }


def services_body(case: Case) -> Json:
    """The ordered services, which carry no status."""
    return {"serviceGroupServices": [_ordered(case, service) for service in case.services]}


def _ordered(case: Case, service: Service) -> Json:
    return {
        "serviceId": service.id,
        "serviceName": service.kind.value,
        "serviceTypeId": catalogue.SCREENING_TYPE_ID,
        "serviceTypeName": "Screening",
        "caseId": case.id,
        "packageName": "Standard",
        "candidateId": f"candidate-{case.id}",
        "groupProfileId": case.group,
        "conditional": False,
        "defaultSelected": True,
        "enabled": True,
    }


def case_data_body(case: Case, service_type: str) -> Json:
    """The records of one type of services; without a record the member `data` is absent."""
    if service_type != catalogue.SCREENING_TYPE_ID or not case.services:
        return {}
    return {"data": [_record(case, service) for service in case.services]}


def _record(case: Case, service: Service) -> Json:
    details: dict[str, Json] = {}
    if service.kind in SEARCHABLE:
        details = {"records": [{"searchId": id, "canceled": canceled} for id, canceled in service.searches.items()]}
    return {
        "id": case_data_id(case.id, service.id),
        "description": service.kind.value,
        "caseId": case.id,
        "serviceId": service.id,
        "serviceName": service.kind.value,
        "serviceTypeId": catalogue.SCREENING_TYPE_ID,
        "serviceTypeName": "Screening",
        "statusId": catalogue.SERVICE_STATUS_IDS[service.status],
        "status": service.status.value,
        "statusDisplayName": _display_name(service),
        "pendingStatus": "In Progress" if service.underway else None,
        "pendingStatusId": "pending-status-in-progress" if service.underway else None,
        "locked": service.underway,
        "crStamp": _CREATED,
        "modStamp": case.modified,
        "groupProfileId": case.group,
        "candidateId": f"candidate-{case.id}",
        "storageId": f"storage-{case.id}",
        "details": canonical_json(details),
        "detailsObject": details,
    }


def _display_name(service: Service) -> str:
    return "Not performed" if service.status is ServiceStatus.CANCELED else service.status.value.capitalize()
