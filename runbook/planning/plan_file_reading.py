"""Text -> plan file: exactly the text that was written, or the reason why it is none."""

from datetime import UTC, datetime
from functools import cache

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.documents.bundled import bundled
from runbook.documents.finding import Finding
from runbook.documents.findings import diagnose
from runbook.documents.json_text import load_json
from runbook.documents.node import Document
from runbook.documents.schema import Schema, compile_schema
from runbook.frozen import fields, replace
from runbook.interpreter.fields import CodecError, Fields
from runbook.planning.plan_file import (
    FORMAT,
    AdapterUsed,
    Basis,
    Made,
    PlanFile,
    Saved,
    SecretUsed,
    Signature,
    rendered,
)
from runbook.planning.plan_reading import members, read_plan, record, records
from runbook.planning.policy import Policy
from runbook.providers.contract import Location, SchemeKind, SecurityScheme
from runbook.values.canonical import digest
from runbook.values.json import Json, at_pointer
from runbook.values.json_codec import read_json

ALTERED = "plan-altered"
NO_PLAN = "no-plan"
NEWER = "newer-plan"
_DRY_RUN = ("plan", "dry_run")


@cache
def _schema(name: str) -> Schema:
    return compile_schema(read_json(bundled(f"{name}.schema.json").text), trusted=True)


def read_plan_file(source: Source) -> tuple[PlanFile | None, list[Diagnostic]]:
    """The plan file, when not one byte of it differs from what was written."""
    document, found = load_json(source)
    if document is None:
        return None, found
    wrong = _no_plan(document) or _altered(document)
    if wrong is not None:
        return None, [wrong]
    broken = [*_schema("plan").findings(document.data), *_dry_run_findings(document.data)]
    if broken:
        return None, diagnose(document, broken, NO_PLAN)
    try:
        return _plan_file(record("plan file", document.data)), []
    except (CodecError, ValueError) as error:
        return None, [Diagnostic(NO_PLAN, f"the plan cannot be understood: {error}", subject=source.name)]


def _no_plan(document: Document) -> Diagnostic | None:
    """Why this is no plan of a version that we know."""
    data, name = document.data, document.source.name
    body = data.get("plan") if isinstance(data, dict) else None
    if not isinstance(body, dict) or not isinstance(data, dict) or not isinstance(data.get("seal"), str):
        return Diagnostic(NO_PLAN, f"{name} is no plan", subject=name, help="runbook plan writes one")
    version = body.get("version")
    if isinstance(version, int) and version > FORMAT:
        message = f"the plan has format {version}, and this runbook knows formats up to {FORMAT}"
        return Diagnostic(NEWER, message, subject=name, help="use the runbook that made it, or a newer one")
    return None


def _altered(document: Document) -> Diagnostic | None:
    """Whether it is exactly what was written: its own rendering, under its own seal."""
    data, source = document.data, document.source
    assert isinstance(data, dict)
    members = {name: value for name, value in data.items() if name != "seal"}
    if source.text == rendered(data) and data["seal"] == digest(members):
        return None
    message = "the file was changed after it was written"
    return Diagnostic(ALTERED, message, subject=source.name, help="make a new plan; a plan is never edited")


def _dry_run_findings(data: Json) -> list[Finding]:
    """What is wrong with the part that has a schema of its own."""
    _, shown = at_pointer(data, _DRY_RUN)
    return [replace(one, pointer=(*_DRY_RUN, *one.pointer)) for one in _schema("dry-run").findings(shown)]


def _plan_file(found: Fields) -> PlanFile:
    requested = None if found.json("requested") is None else _signature(found.inner("requested"))
    return PlanFile(_saved(found.inner("plan")), requested, tuple(map(_signature, records(found, "approvals"))))


def _saved(found: Fields) -> Saved:
    shown = found.inner("dry_run")
    return Saved(
        made=_made(found),
        basis=_basis(found),
        plan=read_plan(found.json("dry_run")),
        policies=tuple(map(_policy, records(found, "approval"))),
        secrets=tuple(map(_secret, records(found, "secrets"))),
        remarks=tuple((one.text("about"), one.text("text")) for one in records(shown, "remarks")),
        repeats=_list(shown.json("repeats")),
    )


def _list(data: Json) -> tuple[Json, ...]:
    return tuple(data) if isinstance(data, list) else ()


def _made(found: Fields) -> Made:
    by = found.inner("requested_by")
    at, until = _moment(found.text("made_at")), _moment(found.text("expires_at"))
    return Made(found.text("id"), at, until, by.text("person"), by.text("key"))


def _basis(found: Fields) -> Basis:
    schemes = found.inner("schemes")
    return Basis(
        playbook=found.text("playbook"),
        servers=found.texts("servers"),
        engine=found.text("engine"),
        sources=found.texts("sources"),
        adapters={name: _adapter(record("adapter", one)) for name, one in members(found, "adapters")},
        schemes={
            contract: {name: _scheme(name, record("scheme", one)) for name, one in members(schemes, contract)}
            for contract, _ in members(found, "schemes")
        },
        again=found.flag("again"),
        facts={(one.text("where"), one.text("what")): one.text("is") for one in records(found, "facts")},
    )


def _adapter(found: Fields) -> AdapterUsed:
    return AdapterUsed(found.text("name"), found.text("digest"))


def _scheme(name: str, found: Fields) -> SecurityScheme:
    kind, location = found.choice("kind", SchemeKind), found.choice("location", Location)
    return SecurityScheme(name, kind, found.text("parameter"), location, found.text("token_url"))


def _policy(found: Fields) -> Policy:
    return Policy(found.text("playbook"), found.integer("approvers"), found.text("signers"))


def _secret(found: Fields) -> SecretUsed:
    return SecretUsed(*(found.text(name) for name in fields(SecretUsed)))


def _signature(found: Fields) -> Signature:
    return Signature(found.text("key"), found.text("principal"), _moment(found.text("at")), found.text("signature"))


def _moment(text: str) -> int:
    """Seconds since the epoch; errors: ValueError."""
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
