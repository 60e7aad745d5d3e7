"""References in the expressions of a step, those of steps inside it left out."""

from collections.abc import Iterable, Iterator

from runbook.frozen import replace
from runbook.language.expression import Expression
from runbook.language.procedure import Action, Ask, Assert, Call, Handover, Let, Step, Use
from runbook.language.references import ALL, STEPS, Reference, expressions_in, references
from runbook.language.template import Condition, Template, Templated, templates_in


def references_of(step: Step) -> tuple[Reference, ...]:
    """Everything that a step itself reads: in its conditions, arguments, rows and words; outputs of what it uses."""
    own = (step.when, step.loop.items if step.loop is not None else None)
    values = (*(one for one in own if one is not None), *_read(step))
    return tuple(
        reference
        for value in values
        for template in ((value,) if isinstance(value, Condition) else templates_in(value))
        for _, expression in expressions_in(template)
        for reference in references(expression)
    )


def arguments_of(step: Step) -> Iterator[Expression]:
    """Yield what a step fills in when it begins: its arguments, names, assertions and words."""
    for value in _read(replace(step, action=_beginning(step.action))):
        for template in (value,) if isinstance(value, Condition) else templates_in(value):
            yield from (expression for _, expression in expressions_in(template))


def _beginning(action: Action) -> Action:
    """A call before it has an answer."""
    return replace(action, rows=(), verify=None) if isinstance(action, Call) else action


def read_whole(steps: Iterable[Step]) -> frozenset[str]:
    """The steps of which something reads the whole result, so that it matters whether there is any."""
    read = (reference.keys for step in steps for reference in references_of(step) if reference.root == STEPS)
    return frozenset(str(keys[0]) if keys else ALL for keys in read if len(keys) < 2)


def _read(step: Step) -> Iterator["Templated | Condition"]:
    match step.action:
        case Call(site=site, rows=rows, verify=verify):
            yield from site.arguments.values()
            yield from (row.when for row in rows if row.when is not None)
            if verify is not None:
                yield from verify.site.arguments.values()
                yield verify.holds
        case Use(procedure=procedure, arguments=arguments):
            yield from arguments.values()
            yield from procedure.outputs.values()
        case Let(values=values):
            yield from values.values()
        case Assert(assertions=assertions):
            for one in assertions:
                yield one.that
                yield _text(one.message)
        case Ask(question=question):
            yield _text(question.message)
        case Handover(to=to, note=note):
            yield _text(to)
            yield _text(note)
        case _:
            return


def _text(text: Template | str) -> Templated:
    return text
