"""How a contract wants to know who is asking."""

from runbook.diagnostics.suggest import did_you_mean
from runbook.providers.contract import KEY, SchemeKind
from runbook.providers.extension import RULE as EXTENSION_RULE
from runbook.providers.extension import SCHEME, ExtensionReader
from runbook.providers.part import Part
from runbook.values.json import Json
from runbook.values.userinfo import has_userinfo

RULE = "contract-security"
IMPLIED = "Authorization"
"""The scheme we name when a contract only declares an `Authorization` header parameter (PROVIDERS.md 3.2)."""

_FIELDS: dict[SchemeKind, tuple[str, ...]] = {
    SchemeKind.BASIC: ("username", "password"),
    SchemeKind.CLIENT_CREDENTIALS: ("client_id", "client_secret"),
}


def read_schemes(root: Part, extensions: ExtensionReader) -> dict[str, Json]:
    """The security schemes that can be used: name -> `kind`, `parameter`, `location`, `token_url`, ..."""
    components = root.mapping("components")
    declared = components.mapping("securitySchemes") if components else None
    schemes: dict[str, Json] = {}
    for name, part in declared.members() if declared else ():
        scheme = part.resolved()
        if scheme is not None and (normal := _scheme(scheme, extensions)) is not None:
            schemes[name] = normal
    return schemes


def implied_scheme() -> Json:
    """A bearer token in the `Authorization` header."""
    return _normal(SchemeKind.BEARER)


def _normal(kind: SchemeKind, *, parameter: str = "", location: str = "header", token_url: str = "") -> dict[str, Json]:
    return {
        "kind": kind.value,
        "parameter": parameter,
        "location": location,
        "token_url": token_url,
        "prefixes": None,
        "fields": list(_FIELDS.get(kind, ())),
    }


def _scheme(part: Part, extensions: ExtensionReader) -> Json:
    """The normal form of one scheme; None, with a warning, for a kind that is not supported."""
    match part.text("type"), part.text("scheme").lower():
        case "http", "bearer":
            normal = _normal(SchemeKind.BEARER)
        case "http", "basic":
            normal = _normal(SchemeKind.BASIC)
        case "apiKey", _ if part.text("in") in ("header", "query", "cookie") and part.text("name"):
            normal = _normal(SchemeKind.API_KEY, parameter=part.text("name"), location=part.text("in"))
        case "oauth2" | "openIdConnect", _:
            normal = _oauth(part)
        case _:
            part.warn(
                RULE, "this kind of security scheme is not supported", help="bearer, basic, apiKey and oauth2 are"
            )
            return None
    said = extensions.read(part, SCHEME)
    return {**normal, **said}


def _oauth(part: Part) -> dict[str, Json]:
    """Client credentials where they are offered; else a token that a person brings, sent as a bearer token."""
    flows = part.mapping("flows")
    flow = flows.mapping("clientCredentials") if flows else None
    if flow is not None and has_userinfo(flow.text("tokenUrl")):
        (flow.child("tokenUrl") or flow).report(RULE, "the URL of a token endpoint must not hold a user or a password")
    elif flow is not None and flow.text("tokenUrl"):
        return _normal(SchemeKind.CLIENT_CREDENTIALS, token_url=flow.text("tokenUrl"))
    part.note(RULE, "only client credentials can be exchanged; this scheme takes a token that you bring")
    return _normal(SchemeKind.BEARER)


def read_requirements(part: Part | None, known: dict[str, Json]) -> list[Json]:
    """The alternatives of a `security` list: each a mapping from schemes to scopes; empty: no credential."""
    alternatives: list[Json] = []
    for alternative in part.elements() if part else ():
        if not isinstance(alternative.data, dict):
            alternative.report(RULE, "a security requirement must be a mapping from schemes to scopes")
            continue
        for name in alternative.data:
            _check_name(alternative, name, known)
        alternatives.append({name: _scopes(scopes) for name, scopes in alternative.data.items()})
    return alternatives


def _scopes(scopes: Json) -> list[Json]:
    return [scope for scope in scopes if isinstance(scope, str)] if isinstance(scopes, list) else []


def _check_name(alternative: Part, name: str, known: dict[str, Json]) -> None:
    """Report a requirement that names no scheme; one that is not supported was reported where it is declared."""
    components = Part(alternative.reading, (), alternative.reading.root).mapping("components")
    declared = components.mapping("securitySchemes") if components else None
    names = set(known) | {scheme for scheme, _ in (declared.members() if declared else ())}
    if name not in names:
        place = Part(alternative.reading, (*alternative.pointer, name), None)
        place.report(RULE, f"no security scheme is called `{name}`", key=True, help=did_you_mean(name, names))


def check_prefixes(root: Part, environments: frozenset[str]) -> None:
    """Report token prefixes of an environment that has no server: they would guard nothing."""
    components = root.mapping("components")
    declared = components.mapping("securitySchemes") if components else None
    for _, entry in declared.members() if declared else ():
        scheme = entry.resolved()
        extension = scheme.child(KEY) if scheme else None
        prefixes = extension.child("prefixes") if extension else None
        for _, environment in prefixes.members() if prefixes else ():
            name = environment.data
            if isinstance(name, str) and name not in environments:
                message = f"no server belongs to the environment `{name}`"
                environment.report(EXTENSION_RULE, message, help=did_you_mean(name, environments))
