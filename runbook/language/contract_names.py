"""A contract's name says which server a request goes to, so one name must not stand for two documents."""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Related
from runbook.diagnostics.source import Span
from runbook.language.declared import ProviderUse
from runbook.language.linking import Linking
from runbook.language.procedure import Block, Call, Group, Parallel, Procedure, Use
from runbook.providers.contract import Contract


def check_contract_names(linking: Linking, body: Block) -> None:
    """Report a name that two different contracts have, in the playbook and in those that it uses."""
    first: dict[str, tuple[Contract, Span]] = {}
    for contract, span in (*_own(linking), *_used(body)):
        known, place = first.setdefault(contract.name, (contract, span))
        if known.digest != contract.digest:
            linking.report(
                "one-name-two-contracts",
                f"two different contracts are called {contract.name}, and a request must know its server",
                span,
                help="name one of them: `x-runbook: { name: ... }` at its root, or in an overlay beside it",
                related=(Related(place, "the other one"),),
            )


def _own(linking: Linking) -> Iterator[tuple[Contract, Span]]:
    for use in linking.providers.values():
        if isinstance(use, ProviderUse):
            yield use.contract, use.span


def _used(block: Block) -> Iterator[tuple[Contract, Span]]:
    for step in (*block.steps, *block.rescue, *block.always):
        match step.action:
            case Call(fallback=Block() as fallback):
                yield from _used(fallback)
            case Group(block=inner):
                yield from _used(inner)
            case Parallel(branches=branches):
                for branch in branches:
                    yield from _used(branch.block)
            case Use(procedure=procedure):
                yield from ((contract, step.span) for contract in _contracts(procedure))
            case _:
                pass


def _contracts(procedure: Procedure) -> Iterator[Contract]:
    yield from (use.contract for use in procedure.providers.values())
    yield from (contract for contract, _ in _used(procedure.body))
