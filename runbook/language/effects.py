"""The worst that a playbook does to the world."""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import has_errors
from runbook.language.linking import Linking
from runbook.language.procedure import Block, Call, Group, Parallel, Step, Use
from runbook.providers.contract import Effect


def check_effect(linking: Linking, body: Block) -> None:
    """`effect` must say the worst that any call does, so that a reader can trust it."""
    declared, worst = linking.playbook.effect, worst_effect(body)
    if declared is None or declared is worst:
        return
    if declared.rank > worst.rank and (has_errors(linking.found) or not linking.playbook.sound):
        return  # what could not be read or linked may be the worst
    culprit = next((name for name, effect in effects_in(body) if effect is worst), "")
    because = f"because of {culprit}" if culprit else "for it calls nothing"
    linking.report(
        "effect-mismatch",
        f"the playbook says {declared.value}, and is {worst.value} {because}",
        linking.playbook.effect_span,
        help=f"write `effect: {worst.value}`",
    )


def worst_effect(body: Block) -> Effect:
    """The worst effect of any call, in fallbacks, rescues and used playbooks too."""
    return max((effect for _, effect in effects_in(body)), key=lambda effect: effect.rank, default=Effect.READ)


def effects_in(body: Block) -> Iterator[tuple[str, Effect]]:
    """Every call's operation and its effect, in the order of the text."""
    for step in (*body.steps, *body.rescue, *body.always):
        yield from _effects_of(step)


def _effects_of(step: Step) -> Iterator[tuple[str, Effect]]:
    match step.action:
        case Call(site=site, fallback=fallback):
            yield f"{site.provider}.{site.operation.name}", site.operation.effect
            if fallback is not None:
                yield from effects_in(fallback)
        case Group(block=block):
            yield from effects_in(block)
        case Parallel(branches=branches):
            for branch in branches:
                yield from effects_in(branch.block)
        case Use(procedure=procedure):
            yield procedure.name, procedure.effect
        case _:
            pass
