"""`use`: another playbook in the place of a step, with typed inputs and outputs."""

from typing import Protocol

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.frozen import field, frozen
from runbook.language.fit import misfit
from runbook.language.judging import judge_value
from runbook.language.linking import Linking
from runbook.language.playbook import Hole, WrittenUse, WrittenValue
from runbook.language.procedure import Procedure, Use
from runbook.language.results import Shapes
from runbook.language.scope import Scope
from runbook.values.shape import Shape


@frozen
class Linked:
    """What became of one playbook. `outputs`: their shapes."""

    procedure: Procedure | None
    found: list[Diagnostic]
    outputs: Shapes = field(default_factory=dict)


class PlaybookLinker(Protocol):
    """Links the playbooks that others use."""

    def used(self, written: WrittenUse, users: tuple[str, ...]) -> Linked:
        """The playbook that a `use` names. `users`: the sources that lead to it, outermost first."""


class Uses:
    """Links the `use` steps of one playbook. `digests`: of the playbooks it uses, by source."""

    def __init__(self, links: PlaybookLinker, users: tuple[str, ...]) -> None:
        self._links = links
        self._users = users
        self.digests: dict[str, str] = {}

    def link_use(self, linking: Linking, written: WrittenUse, scope: Scope) -> tuple[Use | None, Shapes]:
        """The used playbook with its arguments, and the shapes of its outputs."""
        linked = self._links.used(written, self._users)
        linking.add(linked.found)
        shapes = [(one, judge_value(linking, one.value, scope.shapes())) for one in written.arguments]
        if linked.procedure is None:
            return None, {}
        self.digests[linked.procedure.source_name] = linked.procedure.digest
        _check_arguments(linking, written, linked.procedure, shapes)
        given = {one.name.text: one.value for one in written.arguments if not isinstance(one.value, Hole)}
        return Use(linked.procedure, given), linked.outputs


def _check_arguments(
    linking: Linking, written: WrittenUse, procedure: Procedure, given: list[tuple[WrittenValue, Shape]]
) -> None:
    for one, shape in given:
        name = one.name.text
        declared = procedure.inputs.get(name)
        if declared is None:
            help = did_you_mean(name, procedure.inputs)
            linking.report("unknown-input", f'{procedure.name} has no input "{name}"', one.name.span, help=help)
        elif reason := misfit(shape, declared.shape):
            message = f'the input "{name}" of {procedure.name} does not take this: {reason}'
            linking.report("type-mismatch", message, one.node.span)
        if declared is not None and declared.checked:
            linking.reach.send(one)
    names = {one.name.text for one, _ in given}
    for name, declared in procedure.inputs.items():
        if declared.required and name not in names:
            message = f'{procedure.name} needs the input "{name}"'
            linking.report("missing-input", message, written.reference.span, help=f"add `{name}` under `with:`")


def use_cycle(written: WrittenUse, names: tuple[str, ...]) -> Diagnostic:
    """That a playbook leads back to itself. `names`: the sources on the way."""
    return Diagnostic(
        "use-cycle",
        "a playbook cannot use itself: " + " -> ".join(names),
        written.reference.span,
        help="every playbook must end, so none may lead back to itself",
    )
