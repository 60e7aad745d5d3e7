"""Plans grow with the sum of their steps, and a plan in which states were joined still shows all that a run does."""

import pytest

from runbook.interpreter.commands import Suppose
from runbook.interpreter.decide import decide
from runbook.interpreter.state import BlockProgress, Fresh, State
from runbook.language.procedure import (
    Ask,
    Assert,
    Assertion,
    Block,
    Branch,
    Group,
    Let,
    Parallel,
    Procedure,
    Question,
    Step,
    Use,
    Verb,
)
from runbook.planning.places import Places, Waiting, opened, place_of
from tests.interpreter.building import begin, call, condition, handover, loop, procedure, row, site, step, template
from tests.planning.agreeing import agrees

MANY = 40
FEW = 9
"""So many that states are joined, so few that runs by chance come to the end."""


def optional(count: int, keeps: str = "state", **more: str) -> list[Step]:
    """Steps that end in several ways, each of which is remembered."""
    rows = (row("422", Verb.TOLERATE), row("404", Verb.TOLERATE), row("4XX", Verb.TOLERATE))
    return [step(f"s{at}", call(*rows), keeps=keeps.split(), **more) for at in range(count)]  # type: ignore[arg-type]


def guard(count: int, of: str = "steps.s{}.state == 'done'", between: str = " and ") -> str:
    return between.join(of.format(at) for at in range(count))


def told(of: str, count: int) -> Step:
    """A step that says of each of them in its request, as far as it is there."""
    return step("told", call(where=site(id=template("-".join(of.format(at) for at in range(count))))))


def in_sequence(count: int) -> Procedure:
    return procedure(*optional(count), step("last", call(), when=guard(count)))


def in_a_chain(count: int) -> Procedure:
    first, *others = optional(count)
    guarded = [
        step(one.id, one.action, keeps=["state"], when=f"steps.s{at}.state == 'done' or steps.s0.state == 'done'")
        for at, one in enumerate(others)
    ]
    return procedure(first, *guarded, step("last", call(), when=guard(count, between=" or ")))


def with_bodies(count: int) -> Procedure:
    """Each optional step has one that undoes it, guarded by its state, as in a rescue."""
    steps = optional(count, "state response")
    undo = [
        step(
            f"u{at}",
            call(row("4XX", Verb.TOLERATE), where=site(id=template(f"{{{{ steps.s{at}.response.body.ref }}}}"))),
            when=f"steps.s{at}.state == 'done'",
        )
        for at in range(count)
    ]
    return procedure(*steps, *undo, rescue=[handover()])


def with_statuses(count: int) -> Procedure:
    steps = optional(count, "status because")
    last = step("last", call(where=site(id=template(f"{{{{ steps.s{count - 1}.status }}}}"))))
    return procedure(*steps, last, step("why", call(where=site(id=template("{{ steps.s0.because }}")))))


def with_names(count: int) -> Procedure:
    steps: list[Step] = []
    for one in optional(count):
        steps += [one, step(f"let_{one.id}", Let({f"n_{one.id}": template(f"{{{{ steps.{one.id}.state }}}}")}))]
    return procedure(*steps, step("last", call(), when=guard(count, "n_s{} == 'done'")))


def with_questions(count: int) -> Procedure:
    asked = [step(f"s{at}", Ask(Question("go on?", ("yes", "no"))), keeps=["choice"]) for at in range(count)]
    return procedure(*asked, step("last", call(), when=guard(count, "steps.s{}.choice == 'yes'")))


def with_failures(count: int) -> Procedure:
    steps = [step(f"s{at}", call()) for at in range(count)]
    tell = step("tell", call(row("4XX", Verb.TOLERATE), where=site(id=template("{{ failure.step }}"))))
    again = step("again", call(row("4XX", Verb.TOLERATE), where=site(id=template("{{ failure.status }}"))))
    return procedure(*steps, rescue=[tell, again])


def at_the_end(count: int) -> Procedure:
    guarded = guard(count, "(steps.s{}.state | default('skipped')) == 'done'")
    always = [step("always", call(row("4XX", Verb.TOLERATE)), when=guarded)]
    return procedure(*optional(count), step("b", call()), rescue=[step("back", call(), when=guarded)], always=always)


def in_a_group(count: int) -> Procedure:
    group = step("g", Group(Block(tuple(optional(count)), always=(step("late", call(), when=guard(count)),))))
    return procedure(group, step("last", call(), when=guard(count)), rescue=[handover()])


def in_arms(count: int) -> Procedure:
    arms = [Branch(f"arm{at}", Block((one,))) for at, one in enumerate(optional(count))]
    return procedure(step("p", Parallel(tuple(arms), 3)), step("last", call(), when=guard(count)))


def used(count: int) -> Procedure:
    """Another playbook with outputs of its own, given what steps left."""
    inner = procedure(
        step("one", call(row("422", Verb.TOLERATE)), when="inputs.go == 'done'", keeps=["state"]),
        out="{{ steps.one.state }}",
    )
    steps = optional(count)
    uses = [
        step(
            f"u{at}",
            Use(inner, {"id": template("{{ inputs.id }}"), "go": template(f"{{{{ steps.s{at}.state }}}}")}),
            keeps=["outputs"],
        )
        for at in range(count)
    ]
    return procedure(*steps, *uses, step("last", call(), when=guard(count, "steps.u{}.outputs.out == 'done'")))


def asserted(count: int) -> Procedure:
    """Assertions and loops over what steps left."""
    sure = step("sure", Assert((Assertion(condition(guard(count, between=" or ")), "none was cancelled"),)))
    each = step("each", call(row("422", Verb.TOLERATE)), loop=loop("['x', steps.s0.state]"))
    return procedure(*optional(count), sure, each, rescue=[handover()])


KINDS = (
    in_sequence,
    in_a_chain,
    with_bodies,
    with_statuses,
    with_names,
    with_questions,
    with_failures,
    at_the_end,
    in_a_group,
    in_arms,
    used,
    asserted,
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_does_nothing_that_a_plan_with_joined_states_does_not_show(kind: object) -> None:
    agrees(kind(FEW), range(30))  # type: ignore[operator]


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_grows_with_its_steps_and_not_with_their_combinations(kind: object) -> None:
    half, whole = (agrees(kind(count), ()).nodes for count in (MANY // 2, MANY))  # type: ignore[operator]
    assert whole < 3 * half
    assert whole < MANY * 60


def test_few_states_at_a_place_are_told_apart_and_many_are_one() -> None:
    states = [State(block=BlockProgress(steps={"a": {"status": str(number)}})) for number in range(6)]
    places = Places()
    came = [Waiting(number, state) for number, state in enumerate(states)]
    assert places.joined("few", came[:4], 1000) is None
    assert not places.any_joined
    wide = places.joined("many", came[:5], 1000)
    assert wide is not None
    assert places.any_joined
    assert places.joined("many", came[5:], 1000) == wide
    assert places.joined("early", came, 1) is None


def test_places_have_their_turns_in_the_order_of_the_procedure() -> None:
    places = Places()
    for number, position in enumerate((2, 0, 2, 1)):
        places.put(position, Waiting(number, State(block=BlockProgress(position=position))))
    turns = [places.take() for _ in range(4)]
    assert [turn and (turn[0], [one.number for one in turn[1]]) for turn in turns] == [
        (0, [1]),
        (1, [3]),
        (2, [0, 2]),
        None,
    ]


def test_a_condition_that_holds_is_remembered_where_a_step_is_about_to_begin() -> None:
    of = procedure(step("a", call(), when="inputs.go"))
    state = begin(of, go=True)
    commands = decide(of, state)
    assert opened(of, state, commands).block.current == Fresh(opened=True)
    unsure = begin(of, go=True)
    assert opened(of, unsure, (Suppose("a", ()),)) is unsure


def test_a_place_is_told_by_what_comes_next_there() -> None:
    of = procedure(step("a", call()))
    (send,) = decide(of, begin(of))
    assert place_of("x", send) != place_of("x", Suppose("a", ()))
