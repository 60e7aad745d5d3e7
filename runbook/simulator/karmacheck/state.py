"""Cases and services as immutable data, and the steps they can take."""

from collections.abc import Mapping
from enum import Enum

from runbook.frozen import field, frozen, replace
from runbook.simulator.karmacheck.catalogue import (
    NEED_SSN_TRACE,
    Invitation,
    Primary,
    Result,
    Secondary,
    ServiceKind,
    ServiceStatus,
)


@frozen
class Service:
    """One service of a case. `underway`: pending, but somebody is working on it. `searches`: searchId -> canceled."""

    id: str
    kind: ServiceKind = ServiceKind.OTHER
    status: ServiceStatus = ServiceStatus.PENDING
    underway: bool = False
    searches: Mapping[str, bool] = field(default_factory=dict)

    @property
    def cancelable(self) -> bool:
        """Whether services/cancel would accept it [I]."""
        return self.status is ServiceStatus.PENDING and not self.underway

    def canceled(self) -> "Service":
        """The service after a cancel, its searches with it."""
        searches = dict.fromkeys(self.searches, True)
        return replace(self, status=ServiceStatus.CANCELED, underway=False, searches=searches)


@frozen
class Case:
    """One case. `began`: the stamp of the beginning of processing; a case that has one is started [I]."""

    id: str
    services: tuple[Service, ...] = ()
    group: str = ""
    primary: Primary = Primary.PENDING
    secondary: Secondary | None = None
    result: Result = Result.OPEN
    pre_adverse: bool = False
    began: str | None = None
    invitation: Invitation = Invitation.COMPLETED
    archived: bool = False
    modified: str = "2026-01-05T09:00:00.000Z"

    @property
    def canceled(self) -> bool:
        """Whether it is cancelled: a matter of the secondary status alone."""
        return self.secondary is Secondary.CANCELED

    def cancel(self, primary: Primary) -> "Case":
        """The case after a cancel: pending services and an open invitation go with it [I]."""
        return replace(
            self,
            primary=primary,
            secondary=Secondary.CANCELED,
            services=tuple(one.canceled() if one.status is ServiceStatus.PENDING else one for one in self.services),
            invitation=Invitation.CANCELLED if self.invitation is Invitation.PENDING else self.invitation,
        )

    def cancel_services(self, ids: frozenset[str]) -> "Case":
        """The case after a cancel of these services."""
        return replace(self, services=tuple(one.canceled() if one.id in ids else one for one in self.services))

    def with_service(self, service: Service) -> "Case":
        """The case with one service replaced."""
        return replace(self, services=tuple(service if one.id == service.id else one for one in self.services))

    def service(self, id: str) -> Service | None:
        """The service with that catalogue id."""
        return next((one for one in self.services if one.id == id), None)

    def strands_searches(self, ids: frozenset[str]) -> bool:
        """Whether cancelling `ids` would take the SSN Trace away from a criminal search that stays."""
        takes_trace = any(one.id in ids and one.kind is ServiceKind.SSN_TRACE for one in self.services)
        return takes_trace and any(
            one.kind in NEED_SSN_TRACE and one.id not in ids and one.status is not ServiceStatus.CANCELED
            for one in self.services
        )


class ServicesCancel(Enum):
    """What a 422 of services/cancel leaves behind; not documented [U]."""

    ATOMIC = "atomic"
    PARTIAL = "partial-before-422"


@frozen
class Modes:
    """The answers to what the provider does not document.

    `canceled_primary`: the primary status of a cancelled case. `last_service_cancels`: whether the case goes too.
    `search_status`: the status of a search cancel that worked, 200 or 204.
    """

    services_cancel: ServicesCancel = ServicesCancel.ATOMIC
    canceled_primary: Primary = Primary.COMPLETE
    last_service_cancels: bool = False
    search_status: int = 200


@frozen
class State:
    """The cases that were touched, and the modes; untouched cases are still as their seeds say."""

    cases: Mapping[str, Case] = field(default_factory=dict)
    modes: Modes = field(default_factory=Modes)

    def with_case(self, case: Case) -> "State":
        """The state with a case in it."""
        return replace(self, cases={**self.cases, case.id: case})
