"""Playbook -> Procedure: every name resolved, every type checked, in every branch, all findings in one go."""

from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.frozen import replace
from runbook.language.contract_names import check_contract_names
from runbook.language.declared import ProviderUse
from runbook.language.effects import check_effect
from runbook.language.expressions import Expressions
from runbook.language.found_lists import check_found_lists
from runbook.language.header_names import unkept_headers
from runbook.language.judging import judge_value
from runbook.language.link_approval import link_approval
from runbook.language.link_batch import check_batch
from runbook.language.link_inputs import check_sent_texts, inputs_shape, link_inputs
from runbook.language.link_providers import link_providers
from runbook.language.link_steps import StepLinker
from runbook.language.link_uses import Linked, Uses, use_cycle
from runbook.language.linking import Library, Linking, Parser
from runbook.language.playbook import Hole, Playbook, WrittenUse, WrittenValue
from runbook.language.procedure import Block, Procedure
from runbook.language.results import output_shapes
from runbook.language.scope import Scope
from runbook.language.step_ids import register_ids
from runbook.providers.contract import Effect
from runbook.values.canonical import digest
from runbook.values.json import Json
from runbook.values.shape import Shape

__all__ = ["Library", "link"]


def link(
    playbook: Playbook, library: Library, expressions: Parser | None = None
) -> tuple[Procedure | None, list[Diagnostic]]:
    """The procedure of a playbook, or why there is none. `expressions`: for what contracts write themselves."""
    linked = _Links(library, expressions or Expressions()).playbook(playbook, ())
    return linked.procedure, linked.found


class _Links:
    """Links a playbook and those it uses, each of them once."""

    def __init__(self, library: Library, expressions: Parser) -> None:
        self._library = library
        self._expressions = expressions
        self._linked: dict[str, Linked] = {}

    def playbook(self, playbook: Playbook, users: tuple[str, ...]) -> Linked:
        """One playbook. `users`: the names of the sources that lead to it, outermost first."""
        linking = Linking(playbook, self._library, self._expressions)
        uses = Uses(self, (*users, playbook.document.source.name))
        register_ids(linking)
        linking.inputs.update(link_inputs(linking))
        linking.providers.update(link_providers(linking))
        scope = Scope(inputs_shape(linking.inputs))
        body, after = StepLinker(linking, uses).block(playbook.body, scope)
        outputs = {one.name.text: _output(linking, one, after) for one in playbook.outputs}
        check_batch(linking)
        check_sent_texts(linking)
        linking.add(unkept_headers(playbook.readings))
        check_effect(linking, body)
        check_found_lists(linking, body)
        check_contract_names(linking, body)
        approval = link_approval(linking)
        failed = has_errors(linking.found)
        procedure = None if failed else replace(_procedure(linking, body, uses.digests), approval=approval)
        return Linked(procedure, linking.found, output_shapes(outputs))

    def used(self, written: WrittenUse, users: tuple[str, ...]) -> Linked:
        """The playbook that a `use` names."""
        playbook, found = self._library.playbook(written.reference.text, written.reference.span)
        if playbook is None:
            return Linked(None, found)
        name = playbook.document.source.name
        if name in users:
            return Linked(None, [*found, use_cycle(written, (*users[users.index(name) :], name))])
        if name not in self._linked:
            linked = self.playbook(playbook, users)
            self._linked[name] = Linked(linked.procedure, [*found, *linked.found], linked.outputs)
        return self._linked[name]


def _output(linking: Linking, written: WrittenValue, after: Scope) -> Shape:
    return judge_value(linking, written.value, after.shapes())


def _procedure(linking: Linking, body: Block, used: dict[str, str]) -> Procedure:
    playbook = linking.playbook
    providers = {name: use for name, use in linking.providers.items() if isinstance(use, ProviderUse)}
    return Procedure(
        name=playbook.name,
        title=playbook.title,
        owner=playbook.owner,
        effect=playbook.effect or Effect.IRREVERSIBLE,
        inputs=linking.inputs,
        providers=providers,
        body=body,
        outputs={one.name.text: one.value for one in playbook.outputs if not isinstance(one.value, Hole)},
        digest=_digest(playbook, providers, used),
        source_name=playbook.document.source.name,
        description=playbook.description,
    )


def _digest(playbook: Playbook, providers: dict[str, ProviderUse], used: dict[str, str]) -> str:
    """Of everything the procedure is made of: the text, the used playbooks and the contracts."""
    contracts: Json = {name: use.contract.digest for name, use in providers.items()}
    return digest({"playbook": playbook.digest, "uses": dict(used), "contracts": contracts})
