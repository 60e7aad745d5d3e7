"""The operations of a document, read into a normal form that needs no more judgement."""

from collections.abc import Iterator
from dataclasses import dataclass

from runbook.diagnostics.suggest import did_you_mean
from runbook.providers.bodies import read_body
from runbook.providers.extension import OPERATION, VERIFY, ExtensionReader, checked_members
from runbook.providers.extension import RULE as EXTENSION_RULE
from runbook.providers.parameters import read_parameters
from runbook.providers.part import Part
from runbook.providers.responses import declared_responses, normal_response, usual_error_pointer
from runbook.providers.security import IMPLIED, implied_scheme, read_requirements
from runbook.values.json import Json, Pointer

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(slots=True)
class OperationReader:
    """Reads operations one after the other. `schemes`: grows when a header parameter implies a scheme."""

    extensions: ExtensionReader
    schemes: dict[str, Json]
    security: Part | None

    def read_all(self, paths: Part) -> list[Json]:
        """Every operation in the order of the document."""
        return [self._read(path, item, place) for path, item, place in _operations(paths)]

    def _read(self, path: str, item: Part, operation: Part) -> Json:
        said = self.extensions.read(operation, OPERATION)
        parameters = read_parameters(path, item, operation)
        responses = declared_responses(operation)
        if not responses:
            operation.warn("contract-status", "no answer is declared, so every answer will be undeclared", key=True)
        pointer = said.get("error_message", usual_error_pointer(responses))
        words_at = pointer if isinstance(pointer, str) else None
        if item.child("servers") or operation.child("servers"):
            item.note("contract-server", "servers of a single path are ignored", key=True)
        return {
            "pointer": list(operation.pointer),
            "path": path,
            "method": str(operation.pointer[-1]).upper(),
            "operationId": operation.text("operationId"),
            "summary": operation.text("summary") or item.text("summary"),
            **_said(said, operation, self.extensions),
            "error_message": words_at,
            "parameters": list(parameters.normal),
            "body": read_body(operation, self.extensions),
            "responses": [normal_response(status, part, words_at) for status, part in responses],
            "security": self._security(operation, parameters.authorization),
        }

    def _security(self, operation: Part, authorization: Part | None) -> list[Json]:
        own = operation.listing("security")
        requirements = read_requirements(own or self.security, self.schemes)
        if authorization is None:
            return requirements
        if own or self.security:
            authorization.note("contract-security", "this header is set by the security scheme")
            return requirements
        return [{self._implied(authorization): []}]

    def _implied(self, authorization: Part) -> str:
        """The bearer scheme that the header parameter stands for: the only one declared, or a new one."""
        bearers = [name for name, scheme in self.schemes.items() if _is_bearer(scheme)]
        name = bearers[0] if len(bearers) == 1 else IMPLIED
        self.schemes.setdefault(name, implied_scheme())
        authorization.reading.note_once(
            "contract-security",
            f"the `Authorization` header parameter is read as the bearer scheme `{name}`",
            authorization.pointer,
        )
        return name


def _is_bearer(scheme: Json) -> bool:
    return isinstance(scheme, dict) and scheme["kind"] == "bearer"


def _operations(paths: Part) -> Iterator[tuple[str, Part, Part]]:
    """Path, path item and operation of everything that can be called."""
    for path, entry in paths.members():
        item = entry.resolved()
        if not path.startswith("/"):
            if path != "components":
                entry.warn(
                    "contract-syntax", f"`{path}` is no path; it is left out", key=True, help="paths begin with `/`"
                )
            continue
        if item is None or not isinstance(item.data, dict):
            if item is not None and item.data is not None:
                item.report("contract-syntax", "a path must be a mapping of methods")
            continue
        for method in METHODS:
            operation = item.child(method)
            if operation is None:
                continue
            if isinstance(operation.data, dict):
                yield path, item, operation
            else:
                operation.report("contract-syntax", "an operation must be a mapping")


def _said(said: dict[str, Json], operation: Part, extensions: ExtensionReader) -> dict[str, Json]:
    """The operation's `x-runbook`, with defaults."""
    unverified = said.get("unverified", [])
    default = "read" if operation.pointer[-1] in ("get", "head") else "irreversible"
    return {
        "alias": said.get("alias", ""),
        "effect": said.get("effect", default),
        "moves_money": said.get("moves_money", False),
        "verify": _verification(operation, extensions) if "verify" in said else None,
        "idempotency_key": said.get("idempotency_key"),
        "unverified": unverified if isinstance(unverified, list) else [unverified],
        "grace": said.get("grace", 0),
    }


def _verification(operation: Part, extensions: ExtensionReader) -> Json:
    extension = operation.child("x-runbook")
    part = extension.child("verify") if extension else None
    if part is None:
        return None
    good = checked_members(part, VERIFY, "verify")
    if "call" in good and "holds" in good:
        return {"call": good["call"], "with": good.get("with", {}), "holds": good["holds"]}
    part.report(EXTENSION_RULE, "`verify` needs `call` and `holds`", key=True)
    return None


def names_of(operation: Json) -> tuple[str, ...]:
    """Every name by which an operation can be called; the first one is its own."""
    if not isinstance(operation, dict):
        return ()
    names = [str(name) for name in (operation["alias"], operation["operationId"]) if name]
    return tuple(dict.fromkeys(names)) or (f"{operation['method']} {operation['path']}",)


def check_names(root: Part, operations: list[Json]) -> None:
    """Report names that mean two operations, and verifications that call what does not exist."""
    owners: dict[str, Pointer] = {}
    for operation in operations:
        place = _place(operation)
        for name in names_of(operation):
            if name in owners:
                root.reading.report(
                    "contract-name",
                    f"two operations are called `{name}`",
                    _name_place(root, place, name),
                    other=((_name_place(root, owners[name], name), "the first one"),),
                    help="give one of them another `x-runbook.alias` or operationId",
                )
            owners.setdefault(name, place)
    for operation in operations:
        verify = operation["verify"] if isinstance(operation, dict) else None
        if isinstance(verify, dict) and verify["call"] not in owners:
            root.reading.report(
                EXTENSION_RULE,
                f"no operation is called `{verify['call']}`",
                (*_place(operation), "x-runbook", "verify", "call"),
                help=did_you_mean(str(verify["call"]), owners),
            )


def _place(operation: Json) -> Pointer:
    pointer = operation["pointer"] if isinstance(operation, dict) else []
    return tuple(key for key in pointer if isinstance(key, (str, int))) if isinstance(pointer, list) else ()


def _name_place(root: Part, operation: Pointer, name: str) -> Pointer:
    """Where an operation is given that name."""
    part = root.at(operation)
    extension = part.child("x-runbook")
    if extension is not None and extension.text("alias") == name:
        return (*extension.pointer, "alias")
    return (*operation, "operationId") if part.text("operationId") == name else operation
