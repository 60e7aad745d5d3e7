"""The operations of a document, read into a normal form that needs no more judgement."""

from collections.abc import Sequence
from dataclasses import dataclass

from runbook.providers.bodies import read_body
from runbook.providers.extension import OPERATION, VERIFY, ExtensionReader, checked_members
from runbook.providers.extension import RULE as EXTENSION_RULE
from runbook.providers.parameters import read_parameters
from runbook.providers.part import Part
from runbook.providers.paths import Place, operations_of
from runbook.providers.responses import check_json_examples, declared_responses, normal_response, usual_error_pointer
from runbook.providers.schemas import Schemas
from runbook.providers.security import IMPLIED, implied_scheme, read_requirements
from runbook.providers.verdicts import act_of
from runbook.values.json import Json


@dataclass(slots=True)
class OperationReader:
    """Reads operations one after the other. `schemes`: grows when a header parameter implies a scheme."""

    extensions: ExtensionReader
    schemes: dict[str, Json]
    security: Part | None
    schemas: Schemas

    def read_all(self, paths: Part) -> list[Json]:
        """Every operation in the order of the document."""
        return [self._read(place) for place in operations_of(paths)]

    def _read(self, place: Place) -> Json:
        item, operation = place.item, place.operation
        said = self.extensions.read(operation, OPERATION)
        parameters = read_parameters(place.path, item, operation)
        responses = declared_responses(operation)
        if not responses:
            operation.warn("contract-status", "no answer is declared, so every answer will be undeclared", key=True)
        for status, part in responses:
            if status.startswith("2"):
                check_json_examples(part, self.schemas)
        _check_key(said, operation, parameters.normal)
        names = [name for name in (operation.text("operationId"), str(said.get("alias", ""))) if name]
        act = act_of(place.method.upper(), place.path, *names)
        pointer = said.get("error_message", usual_error_pointer(responses))
        words_at = pointer if isinstance(pointer, str) else None
        if item.child("servers") or operation.child("servers"):
            item.note("contract-server", "servers of a single path are ignored", key=True)
        return {
            "path": place.path,
            "method": place.method.upper(),
            "operationId": operation.text("operationId"),
            "summary": operation.text("summary") or item.text("summary"),
            **_said(said, operation, self.extensions),
            "error_message": words_at,
            "parameters": list(parameters.normal),
            "body": read_body(operation, self.extensions),
            "responses": [normal_response(status, part, words_at, act) for status, part in responses],
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


def _check_key(said: dict[str, Json], operation: Part, parameters: Sequence[Json]) -> None:
    """An idempotency key that the engine fills in must not be an argument of the call as well."""
    key = said.get("idempotency_key")
    names = [str(one["name"]).lower() for one in parameters if isinstance(one, dict) and one["in"] == "header"]
    extension = operation.child("x-runbook")
    place = extension.child("idempotency_key") if extension is not None else None
    if isinstance(key, str) and key.lower() in names and place is not None:
        place.report(
            EXTENSION_RULE,
            f"`{key}` is a parameter of the operation as well, and two values for one header contradict each other",
            help="remove the parameter, or give the key yourself and remove `idempotency_key`",
        )


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
        "grace": said.get("grace"),
        "success": said.get("success"),
        "nothing_happened": said.get("nothing_happened"),
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
