"""Every step, call and expression of a procedure, wherever it stands. Used playbooks are left to their own check."""

from collections.abc import Iterator

from runbook.language.procedure import (
    Ask,
    Assert,
    Block,
    Call,
    CallSite,
    Group,
    Handover,
    Let,
    Parallel,
    Procedure,
    Step,
    Use,
)
from runbook.language.template import Condition, Template, Templated, templates_in


def steps(block: Block) -> Iterator[Step]:
    """Every step of a block, outer ones first."""
    for step in (*block.steps, *block.rescue, *block.always):
        yield step
        for inner in _blocks(step):
            yield from steps(inner)


def _blocks(step: Step) -> Iterator[Block]:
    match step.action:
        case Call(fallback=Block() as fallback):
            yield fallback
        case Group(block=block):
            yield block
        case Parallel(branches=branches):
            yield from (branch.block for branch in branches)
        case _:
            return


def calls(block: Block) -> Iterator[tuple[Step, Call]]:
    """Every step that calls a provider."""
    for step in steps(block):
        if isinstance(step.action, Call):
            yield step, step.action


def conditions(block: Block) -> Iterator[Condition]:
    """Every condition that decides something."""
    for step in steps(block):
        if step.when is not None:
            yield step.when
        match step.action:
            case Call(rows=rows, verify=verify):
                yield from (row.when for row in rows if row.when is not None)
                if verify is not None:
                    yield from (one for one in (verify.holds, verify.refutes) if one is not None)
            case Assert(assertions=assertions):
                yield from (assertion.that for assertion in assertions)
            case _:
                pass


def filled_in(procedure: Procedure) -> Iterator[Condition | Template]:
    """Every place of the playbook where an expression stands."""
    yield from conditions(procedure.body)
    yield from templates_in(dict(procedure.outputs))
    for step in steps(procedure.body):
        if step.loop is not None:
            yield step.loop.items
        yield from templates_in(_values(step))


def _values(step: Step) -> Templated:
    """The values that a step fills in."""
    match step.action:
        case Call(site=site, verify=verify):
            return [_arguments(site), _arguments(verify.site) if verify is not None else None]
        case Use(arguments=arguments):
            return dict(arguments)
        case Let(values=values):
            return dict(values)
        case Ask(question=question):
            return question.message
        case Assert(assertions=assertions):
            return [assertion.message for assertion in assertions]
        case Handover(to=to, note=note):
            return [to, note]
        case _:
            return None


def _arguments(site: CallSite) -> Templated:
    return dict(site.arguments)
