"""Where a playbook or a plan goes, as whom, and who must agree: facts by name, and which change makes one weaker.

A fact's key is (where, what). `diff` compares the facts of two sides before anything else: a change here can send the
same requests to another host, with another credential, or without anybody's approval.
"""

from collections.abc import Iterator, Mapping

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.language.procedure import Call, CallSite, Procedure, Row, Use, Verify
from runbook.planning.outline import outline
from runbook.planning.plan_file import Facts, PlanFile
from runbook.providers.contract import Effect, Operation, SchemeKind, SecurityScheme
from runbook.values.userinfo import without_userinfo

APPROVERS, ENVIRONMENTS, SIGNERS, SIGNER = "approvers", "where approval is needed", "signers", "signer"
PRODUCTION, TEST = "production", "counts as a test system"
EFFECT, MONEY, GRACE, KEY = "effect", "moves money", "grace", "idempotency key"
READ_BACK, NO_EFFECT_ROWS = "read back", "rows that prove nothing happened"
LEFT_OUT = "the contract's read-back left out"
SUCCESS, NOTHING = "what a success is", "what proves that nothing happened"
WHERE_PRODUCTION = "wherever it is production"

_SECONDS = pattern(r"[0-9.]+")
_EFFECTS = tuple(effect.value for effect in (Effect.READ, Effect.WRITE, Effect.IRREVERSIBLE))


@frozen
class Assured:
    """A fact that differs; the empty text: that side has none. `weaker`: the new side promises less."""

    where: str
    what: str
    old: str
    new: str
    weaker: bool


def assured_changes(old: Facts, new: Facts) -> tuple[Assured, ...]:
    """Every fact that differs, what became weaker first. Facts of operations that one side never calls are left out."""
    found = []
    for where, what in dict.fromkeys((*old, *new)):
        was, now = old.get((where, what), ""), new.get((where, what), "")
        if was != now and not _is_of_one_side(where, what, old, new):
            found.append(Assured(where, what, was, now, is_weaker(what, was, now)))
    return tuple(sorted(found, key=lambda one: not one.weaker))


_OF_OPERATIONS = frozenset({EFFECT, MONEY, GRACE, KEY, READ_BACK, SUCCESS, NOTHING, "credentials"})


def _is_of_one_side(where: str, what: str, old: Facts, new: Facts) -> bool:
    return what in _OF_OPERATIONS and ((where, EFFECT) in old) != ((where, EFFECT) in new)


def is_weaker(what: str, old: str, new: str) -> bool:
    """Whether a change of this fact takes a protection away."""
    if what.startswith(SIGNER + " "):
        return not old
    match what:
        case "approvers":
            return int(new or 0) < int(old or 0)
        case "where approval is needed":
            return bool(old) and not set(old.split(", ")) <= set(new.split(", "))
        case "signers":
            return bool(old)
        case "production":
            return old == PRODUCTION
        case "effect":
            return old in _EFFECTS and new in _EFFECTS and _EFFECTS.index(new) < _EFFECTS.index(old)
        case "moves money":
            return old == "yes"
        case "grace":
            return _seconds(new) < _seconds(old)
        case "idempotency key" | "read back":
            return bool(old) and not new
        case "the contract's read-back left out":
            return bool(new)
        case "what proves that nothing happened" | "rows that prove nothing happened":
            return bool(new)  # more answers may be believed than before
        case "what a success is":
            return True  # nobody can tell whether the one or the other believes more
        case _:
            return False


def _seconds(text: str) -> float:
    found = _SECONDS.match(text)
    return float(found[0]) if found else 0.0


def facts_of(procedure: Procedure, signers: Mapping[str, str]) -> Facts:
    """The facts of a playbook and of those that it uses. `signers`: a playbook's file -> its allowed signers' text."""
    used = [entry.step.action.procedure for entry in outline(procedure) if isinstance(entry.step.action, Use)]
    every = list({id(one): one for one in (procedure, *used)}.values())
    found: dict[tuple[str, str], str] = {}
    for one in every:
        name = "approval" if one is procedure else f"approval of {one.name}"
        found |= {(name, what): text for what, text in _approval(one, signers.get(one.source_name, ""))}
    for one in every:
        found |= dict(_providers(one))
    for entry in outline(procedure):
        if isinstance(entry.step.action, Call):
            found |= dict(_call(entry.address, entry.step.action, every))
    return found


def _approval(procedure: Procedure, signers: str) -> Iterator[tuple[str, str]]:
    if procedure.approval is None:
        return
    yield APPROVERS, str(procedure.approval.approvers)
    yield ENVIRONMENTS, ", ".join(sorted(procedure.approval.environments)) or WHERE_PRODUCTION
    yield SIGNERS, procedure.approval.signers
    for line in signers.splitlines():
        words = line.split()
        if len(words) > 1 and not line.lstrip().startswith("#"):
            yield f"{SIGNER} {words[0]} …{words[-1][-12:]}", " ".join(words)


def _providers(procedure: Procedure) -> Iterator[tuple[tuple[str, str], str]]:
    for use in procedure.providers.values():
        name = use.contract.name
        yield (name, "adapter"), use.adapter.name
        for server in use.contract.servers:
            yield (name, f"server of {server.environment}"), without_userinfo(server.url)
            yield (f"{name} in {server.environment}", PRODUCTION), PRODUCTION if server.production else TEST
        for scheme, fields in use.auth.items():
            declared = use.contract.schemes.get(scheme)
            if declared is not None:
                yield (name, f"scheme {scheme}"), scheme_text(declared)
            named = (f"{field} from {_secret(source.name, source.input)}" for field, source in fields.items())
            yield (name, f"secrets of {scheme}"), ", ".join(named)


def _secret(name: str, chosen: str) -> str:
    return f"secrets[inputs.{chosen}]" if chosen else f"secrets.{name}"


def scheme_text(scheme: SecurityScheme) -> str:
    """How a credential travels, and where it comes from: `bearer token from https://auth.example/token`."""
    prefixes = ", ".join(f"{prefix} for {name}" for prefix, name in sorted((scheme.prefixes or {}).items()))
    match scheme.kind:
        case SchemeKind.CLIENT_CREDENTIALS:
            said = f"bearer token from {without_userinfo(scheme.token_url)}"
        case SchemeKind.API_KEY:
            said = f"API key in {scheme.location.value} {scheme.parameter}"
        case SchemeKind.BEARER | SchemeKind.BASIC:
            said = f"{scheme.kind.value} in the header authorization"
    return f"{said}; prefixes {prefixes}" if prefixes else said


def _call(address: str, call: Call, procedures: list[Procedure]) -> Iterator[tuple[tuple[str, str], str]]:
    sites = [call.site, *(verify.site for verify in _verifies(call))]
    for site in sites:
        name = f"{_contract(site, procedures)}.{site.operation.name}"
        yield from (((name, what), text) for what, text in _operation(site.operation))
    rows = [_row(row) for row in call.rows if row.nothing_happened]
    if rows:
        yield (address, NO_EFFECT_ROWS), "; ".join(rows)
    if call.verify is not None and call.verify.instead:
        yield (address, LEFT_OUT), call.verify.instead


def _verifies(call: Call) -> tuple[Verify, ...]:
    return (call.verify,) if call.verify is not None else ()


def _contract(site: CallSite, procedures: list[Procedure]) -> str:
    """The name of the contract that an operation belongs to."""
    uses = [one.providers[site.provider] for one in procedures if site.provider in one.providers]
    own = [use for use in uses if use.contract.operation(site.operation.name) == site.operation]
    return next((use.contract.name for use in (*own, *uses)), site.provider)


def _operation(operation: Operation) -> Iterator[tuple[str, str]]:
    yield EFFECT, operation.effect.value
    yield "credentials", " or ".join("+".join(one.scheme for one in way) or "none" for way in operation.security)
    if operation.effect is Effect.READ:
        return
    yield MONEY, "yes" if operation.moves_money else "no"
    yield GRACE, "" if operation.grace is None else f"{operation.grace:g} s"
    yield KEY, operation.idempotency_key or ""
    yield SUCCESS, operation.success or ""
    yield NOTHING, operation.nothing_happened or ""
    read_back = operation.verification
    yield READ_BACK, f"{read_back.call}: {read_back.holds}" if read_back is not None else ""


def _row(row: Row) -> str:
    return f'{row.status} "{row.message}"' if row.message is not None else row.status


def plan_facts(file: PlanFile) -> Facts:
    """The facts of a plan file."""
    saved, plan = file.saved, file.saved.plan
    found = dict(saved.basis.facts)
    found |= {(name, "server"): without_userinfo(url) for name, url in plan.servers.items()}
    found |= {("setting", "environment"): plan.environment}
    found |= {("setting", PRODUCTION): PRODUCTION if plan.production else TEST}
    for name, schemes in saved.basis.schemes.items():
        found = {(name, f"scheme {scheme}"): scheme_text(one) for scheme, one in schemes.items()} | found
    for secret in saved.secrets:
        found |= {("secrets", secret.name): secret.acts_as or secret.fingerprint or secret.because}
    for step in plan.steps:
        for planned in step.requests:
            name = f"{planned.request.provider}.{planned.request.operation}"
            found |= {(name, EFFECT): planned.request.effect.value}
            found |= {(name, MONEY): "yes" if step.moves_money else "no"}
    found |= {("repeats", "may send again"): "yes" if saved.basis.again else "no"}
    return found
