"""Whether every name of an operation means one operation only."""

from collections.abc import Iterable

from runbook.diagnostics.suggest import did_you_mean
from runbook.providers.part import Part
from runbook.providers.record import Record, names_of
from runbook.values.json import Pointer


def check_names(root: Part, operations: Iterable[Record]) -> None:
    """Report names that mean two operations, and verifications that call what does not exist."""
    owners: dict[str, Part] = {}
    verifying: list[tuple[Part, str]] = []
    for operation in operations:
        part = _part(root, operation)
        for name in names_of(operation):
            if name in owners:
                _report_second(part, owners[name], name)
            owners.setdefault(name, part)
        if verify := operation.record("verify"):
            verifying.append((part, verify.text("call")))
    for part, called in verifying:
        if called not in owners:
            place = part.at(("x-runbook", "verify", "call"))
            place.report("contract-extension", f"no operation is called `{called}`", help=did_you_mean(called, owners))


def _part(root: Part, operation: Record) -> Part:
    """The operation as the document declares it."""
    item = root.at(("paths", operation.text("path"))).resolved()
    return (item or root).at((operation.text("method").lower(),))


def _report_second(part: Part, first: Part, name: str) -> None:
    part.reading.report(
        "contract-name",
        f"two operations are called `{name}`",
        _name_place(part, name),
        other=((_name_place(first, name), "the first one"),),
        help="give one of them another `x-runbook.alias` or operationId",
    )


def _name_place(operation: Part, name: str) -> Pointer:
    """Where an operation is given that name."""
    extension = operation.child("x-runbook")
    if extension is not None and extension.text("alias") == name:
        return (*extension.pointer, "alias")
    return (*operation.pointer, "operationId") if operation.text("operationId") == name else operation.pointer
