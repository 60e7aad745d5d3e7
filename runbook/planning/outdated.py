"""What is no longer as it was when a plan was made."""

from collections.abc import Iterator, Mapping

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.documents.bundled import BUNDLED_CONTRACTS
from runbook.planning.plan_data import plan_data
from runbook.planning.plan_file import Basis, Saved, SecretUsed
from runbook.values.canonical import canonical_json
from runbook.values.json import Json, pointer_text

_HELP = "nothing was sent; make a new plan and have it approved"
_SHIPPED = frozenset(f"contracts/{name}.yaml" for name in BUNDLED_CONTRACTS)


def outdated(planned: Saved, today: Saved) -> list[Diagnostic]:
    """Everything that changed since, the cause before its effects; what follows from a cause is not said again."""
    found = [
        *_engine(planned.basis, today.basis),
        *_sources(planned.basis, today.basis),
        *_adapters(planned.basis, today.basis),
        *_setting(planned, today),
    ]
    return found or list(_requests(planned, today))


def _engine(planned: Basis, today: Basis) -> Iterator[Diagnostic]:
    if planned.engine != today.engine:
        message = f"the plan was made by runbook {planned.engine}; this is {today.engine}"
        yield Diagnostic("plan-engine-changed", message, subject="runbook", help=_HELP)


def _sources(planned: Basis, today: Basis) -> Iterator[Diagnostic]:
    for name in {**planned.sources, **today.sources}:
        before, now = planned.sources.get(name), today.sources.get(name)
        if before != now:
            what = _kind(name, planned.playbook)
            change = "changed" if before and now else "is new" if now else "is no longer used"
            yield Diagnostic(
                "plan-source-changed", f"{what} {change} since the plan was made", subject=name, help=_HELP
            )


def _kind(name: str, playbook: str) -> str:
    if name == playbook:
        return "the playbook"
    if name == "inputs":
        return "what is asked for (the inputs)"
    return "the contract that travels with runbook" if name in _SHIPPED else "a text that the playbook is made of"


def _adapters(planned: Basis, today: Basis) -> Iterator[Diagnostic]:
    for contract in {**planned.adapters, **today.adapters}:
        if planned.adapters.get(contract) != today.adapters.get(contract):
            message = f"the adapter of {contract} changed since the plan was made"
            yield Diagnostic("plan-adapter-changed", message, subject=contract, help=_HELP)


def _setting(planned: Saved, today: Saved) -> Iterator[Diagnostic]:
    """Where it goes, and who must approve: both follow from texts, so this is rare."""
    before, now = planned.plan, today.plan
    if (before.environment, before.production) != (now.environment, now.production):
        message = f"{before.environment} is not today what it was when the plan was made"
        yield Diagnostic("plan-setting-changed", message, subject=f"-e {before.environment}", help=_HELP)
    for name in _changed(before.servers, now.servers):
        message = f"the server of {name} was {before.servers.get(name)} and is {now.servers.get(name)}"
        yield Diagnostic("plan-setting-changed", message, subject=name, help=_HELP)
    if planned.policies != today.policies:
        message = "the playbook demands another approval than when the plan was made"
        yield Diagnostic("plan-setting-changed", message, subject=planned.basis.playbook, help=_HELP)


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [name for name in {**before, **now} if before.get(name) != now.get(name)]


def _requests(planned: Saved, today: Saved) -> Iterator[Diagnostic]:
    """Byte for byte: every request, every road, and how credentials travel."""
    before, now = ({"schemes": one.body["schemes"], **plan_data(one.plan)} for one in (planned, today))
    place = first_difference(before, now)
    if place is not None:
        message = f"today the plan comes out differently, first at {pointer_text(place) or '/'}"
        yield Diagnostic("plan-requests-changed", message, subject=planned.plan.name, help=_HELP)


def first_difference(before: Json, now: Json, at: tuple[str | int, ...] = ()) -> tuple[str | int, ...] | None:
    """Where two values first differ as JSON text, and None when they do not; deepest place that still names it."""
    if canonical_json(before) == canonical_json(now):
        return None
    if isinstance(before, dict) and isinstance(now, dict) and before.keys() == now.keys():
        found = (first_difference(before[name], now[name], (*at, name)) for name in before)
        return next((one for one in found if one is not None), at)
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        inner = (first_difference(one, other, (*at, index)) for index, (one, other) in pairs)
        return next((one for one in inner if one is not None), at)
    return at


def changed_credentials(planned: tuple[SecretUsed, ...], today: tuple[SecretUsed, ...]) -> list[Diagnostic]:
    """Every credential that is another one than when the plan was made, as far as anything tells."""
    now = {one.name: one for one in today}
    return [found for one in planned if (found := _changed_credential(one, now.get(one.name))) is not None]


def _changed_credential(before: SecretUsed, now: SecretUsed | None) -> Diagnostic | None:
    if now is None or (before.acts_as and before.acts_as == now.acts_as):
        return None
    if before.acts_as:
        acts = f"now acts as {now.acts_as}" if now.acts_as else "does not say today as whom it acts"
        return _other_credential(before, f"the plan was made to act as {before.acts_as}; {before.name} {acts}")
    if before.fingerprint and before.key == now.key and before.fingerprint != now.fingerprint:
        return _other_credential(before, f"{before.name} is another credential than when the plan was made")
    return None


def _other_credential(before: SecretUsed, message: str) -> Diagnostic:
    return Diagnostic("plan-credential-changed", message, subject=f"secrets.{before.name}", help=_HELP)


def not_compared(planned: tuple[SecretUsed, ...], today: tuple[SecretUsed, ...]) -> list[tuple[str, str]]:
    """The credentials of which nobody can say whether they are the same, and why."""
    now = {one.name: one for one in today}
    pairs = [(one, now[one.name]) for one in planned if one.name in now and not one.acts_as]
    return [(one.name, why) for one, other in pairs if (why := _why_not_compared(one, other))]


def _why_not_compared(before: SecretUsed, now: SecretUsed) -> str:
    if not before.fingerprint:
        return f"{before.because}, when the plan was made"
    if not now.fingerprint:
        return now.because
    return "its fingerprint was made with another key" if before.key != now.key else ""
