"""An OpenAPI document -> the normal form of its contract: plain JSON that can be cached by digest."""

from collections.abc import Sequence

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.documents.node import Document
from runbook.providers.dialect import JSON_TYPES, Direction, is_pattern
from runbook.providers.extension import ROOT, ExtensionReader, report_misplaced
from runbook.providers.grafting import replaced
from runbook.providers.naming import check_names
from runbook.providers.operations import OperationReader
from runbook.providers.origins import Origins
from runbook.providers.overlay import apply_overlay
from runbook.providers.part import Part, Reading
from runbook.providers.record import FORMAT, Record
from runbook.providers.references import SIBLINGS, Siblings, embed_siblings
from runbook.providers.schemas import Schemas
from runbook.providers.security import check_prefixes, read_schemes
from runbook.providers.servers import read_servers
from runbook.providers.survey import Survey
from runbook.providers.targets import reference_keys
from runbook.values.json import Json

RULE = "contract-syntax"
_SCHEME_TYPES = frozenset({"apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"})


def normal_form(
    document: Document, name: str, overlays: Sequence[Document], siblings: Siblings
) -> tuple[Json, list[Diagnostic]]:
    """The normal form and the findings; None when the document is beyond use."""
    reading = Reading(document.data, Origins(document))
    for overlay in overlays:
        apply_overlay(reading, overlay)
    version = _version(Part(reading, (), reading.root))
    if version is None:
        return None, reading.diagnostics
    reading.loose_refs = version != "3.0"
    _hoist_components(reading)
    survey = embed_siblings(reading, siblings)
    root = Part(reading, (), reading.root)
    paths = root.mapping("paths")
    if paths is None:
        root.report(RULE, "a contract needs `paths`")
        return None, reading.diagnostics
    normal = _normal(root, paths, name, survey)
    _report_unusable(reading, survey)
    return normal, reading.diagnostics


def _normal(root: Part, paths: Part, name: str, survey: Survey) -> Json:
    extensions = ExtensionReader()
    said = extensions.read(root, ROOT)
    schemes = read_schemes(root, extensions)
    received = Schemas(root.data, Direction.RESPONSE, loose_refs=root.reading.loose_refs)
    operations = OperationReader(extensions, schemes, root.listing("security"), received).read_all(paths)
    check_names(root, [Record(operation) for operation in operations])
    servers = read_servers(root, extensions)
    check_prefixes(root, frozenset(Record(server).text("environment") for server in servers))
    own = [pointer for pointer in survey.extensions if pointer[0] != SIBLINGS]
    report_misplaced(root, own, extensions)
    info = root.mapping("info")
    return {
        "format": FORMAT,
        "name": said.get("name", name),
        "adapter": said.get("adapter", ""),
        "title": info.text("title") if info else "",
        "version": info.text("version") if info else "",
        "loose_refs": root.reading.loose_refs,
        "servers": servers,
        "schemes": schemes,
        "operations": operations,
        "root": _reachable(root.data, survey),
    }


def _version(root: Part) -> str | None:
    """`3.0` or `3.1`; None, with a finding, for anything else."""
    if not isinstance(root.data, dict):
        root.report(RULE, "this is not an OpenAPI document: it must be a mapping")
        return None
    version = root.text("openapi")
    for known in ("3.0", "3.1"):
        if version == known or version.startswith(known + "."):
            return known
    place = root.child("openapi") or root.child("swagger") or root
    words = f"OpenAPI {version}" if version else "Swagger 2" if root.child("swagger") else "no OpenAPI document"
    place.report(RULE, f"this is {words}; OpenAPI 3.0 and 3.1 can be read", help="begin with `openapi: 3.1.0`")
    return None


def _hoist_components(reading: Reading) -> None:
    """Use `components` that ended up inside `paths` (PROVIDERS.md 2.4), without overriding real ones."""
    paths = Part(reading, (), reading.root).child("paths")
    nested = paths.child("components") if paths else None
    if nested is None or not isinstance(nested.data, dict):
        return
    nested.warn(RULE, "`components` stands inside `paths`; it is used as if it stood beside it", key=True)
    for section, members in nested.members():
        for name, member in members.members():
            place = ("components", section, name)
            if Part(reading, (), reading.root).at(place).data is None:
                reading.origins.graft(place, *reading.origins.origin(member.pointer))
                reading.root = replaced(reading.root, place, member.data)


def _reachable(root: Json, survey: Survey) -> Json:
    """The top-level members that references lead into; all that schemas need of the document."""
    heads = {keys[0] for _, text in survey.references if (keys := reference_keys(text))}
    return {key: value for key, value in root.items() if key in heads} if isinstance(root, dict) else {}


def _report_unusable(reading: Reading, survey: Survey) -> None:
    """Warn about types and patterns that no check can use; they allow anything."""
    for pointer, text in survey.types:
        if text not in JSON_TYPES and text not in _SCHEME_TYPES:
            message = f"`{text}` is no type of JSON Schema; it is not checked"
            reading.report("contract-schema", message, pointer, severity=Severity.WARNING)
    for pointer, text in survey.patterns:
        if not is_pattern(text):
            message = "this pattern cannot be used here; it is not checked"
            reading.report("contract-schema", message, pointer, severity=Severity.WARNING)
