"""A skeleton keeps what a proof rests on and forgets the rest."""

from runbook.frozen import replace
from runbook.language.expression import Compare, Item
from runbook.language.procedure import (
    Ask,
    Assert,
    Block,
    Branch,
    Call,
    CallSite,
    Group,
    IfNot,
    Let,
    Parallel,
    Procedure,
    Question,
    Retry,
    Step,
    Use,
    Verb,
    Wait,
)
from runbook.planning.skeleton import identity, skeleton
from tests.interpreter.building import call, handover, loop, procedure, row, site, step, template, verify

INNER = procedure(step("in", call()))
EVERY = (
    step("a", call(verify=verify())),
    step("b", call(verify=verify(IfNot.RESEND))),
    step("c", call(row("409", Verb.FALLBACK), fallback=Block((step("d", call(), loop=loop("inputs.ids")),)))),
    step("e", Group(Block((step("x", Wait(1)),), rescue=(handover(),)))),
    step("f", Parallel((Branch("l", Block((step("y", Wait(1)),))), Branch("r", Block((step("z", Wait(2)),)))), 2)),
    step("g", Use(INNER, {"id": template("{{ inputs.id }}")})),
    step("h", Ask(Question("really?", ("yes", "no")))),
    step("i", Let({"name": template("{{ inputs.id }}")})),
    step("j", Wait(3)),
    step("k", call(), when="steps.h.choice == 'yes'"),
)


def changed(text: str) -> Procedure:
    """The same procedure with other words and arguments."""
    of = procedure(*EVERY)
    steps = tuple(replace(one, title=text) for one in of.body.steps)
    where = replace(site(), arguments={"id": text})
    first = replace(steps[0], action=replace(steps[0].action, site=where))
    return replace(of, name=text, title=text, body=Block((first, *steps[1:])))


def same(first: Step, second: Step) -> bool:
    one, other = skeleton(procedure(first)).body, skeleton(procedure(second)).body
    assert (identity(one) == identity(other)) is (repr(one) == repr(other))
    return identity(one) == identity(other)


def test_words_and_arguments_do_not_matter() -> None:
    assert identity(skeleton(changed("x")).body) == identity(skeleton(procedure(*EVERY)).body)
    assert repr(skeleton(changed("x")).body) == repr(skeleton(procedure(*EVERY)).body)


def test_what_a_proof_rests_on_matters() -> None:
    different: list[Step] = [*EVERY]
    different += [
        step("a", call(verify=verify(within=60))),
        step("a", call(verify=verify(every=1))),
        step("a", replace(call(), retry=Retry(at_most=2))),
        step("a", call()),
        step("a", call(where=site("read"))),
        step("a", call(), when="inputs.x"),
        step("a", call(), loop=loop("inputs.ids")),
        step("a", call(), loop=loop("inputs.ids", at_once=2)),
        step("h", Ask(Question("really?", ("yes", "never")))),
        step("f", Parallel((Branch("l", Block((step("y", Wait(1)),))),), 2)),
        step("k", call(), when="steps.h.choice == 'no'"),
        step("j", Wait(4)),
    ]
    for number, one in enumerate(different):
        for other in different[number + 1 :]:
            assert not same(one, other), (one, other)


def test_a_condition_stays_as_far_as_it_asks_how_steps_ended() -> None:
    def kept(text: str) -> object:
        when = skeleton(procedure(step("a", Wait(1), when=text))).body.steps[0].when
        assert when is not None
        return when.expression

    assert isinstance(kept("steps.b.state == 'done'"), Compare)
    assert isinstance(kept("inputs.n > 3"), Item)
    assert isinstance(kept("steps.b.status == '404'"), Item)
    both = kept("steps.b.state == 'done' and inputs.n > 3")
    assert (type(both.left), type(both.right)) == (Compare, Item)  # type: ignore[attr-defined]


def test_only_endings_are_kept_of_results() -> None:
    (one,) = skeleton(procedure(step("a", call(), keeps=("state", "response", "message")))).body.steps
    assert one.keeps == {"state"}
    assert one.heeds == {"state"}


def test_a_name_that_cannot_be_worked_out_stops_its_step() -> None:
    (one,) = skeleton(procedure(step("a", Let({"x": template("{{ inputs.id }}")})))).body.steps
    assert isinstance(one.action, Assert)


def test_effect_and_grace_of_an_operation_and_whether_money_moves_stay() -> None:
    where = site()
    where = replace(where, operation=replace(where.operation, grace=30.0, moves_money=True))
    (one,) = skeleton(procedure(step("a", call(where=where)))).body.steps
    assert isinstance(one.action, Call)
    assert one.action.site.operation.grace == 30
    assert one.action.site.operation.moves_money
    assert not same(step("a", call(where=where)), step("a", call(where=with_no_money(where))))
    assert one.action.site.operation.effect is where.operation.effect


def with_no_money(where: CallSite) -> CallSite:
    return replace(where, operation=replace(where.operation, moves_money=False))


def test_numbers_stand_for_names_wherever_they_are_read() -> None:
    one, other = procedure(*EVERY), procedure(*renamed(EVERY))
    assert identity(skeleton(one).body) != identity(skeleton(other).body)
    assert identity(skeleton(one, numbered=True).body) == identity(skeleton(other, numbered=True).body)
    assert repr(skeleton(one, numbered=True)) == repr(skeleton(other, numbered=True))


def test_numbers_tell_steps_apart() -> None:
    first, second = (procedure(step("a", ask()), step("b", ask()), step("c", Wait(1), when=text)) for text in READINGS)
    assert identity(skeleton(first, numbered=True).body) != identity(skeleton(second, numbered=True).body)


READINGS = ("steps.a.choice == 'yes'", "steps.b.choice == 'yes'")


def ask() -> Ask:
    return Ask(Question("really?", ("yes", "no")))


def renamed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps of `EVERY` under other names."""
    *others, last = (replace(one, id=f"other-{one.id}") for one in steps)
    arms = Parallel((Branch("ll", Block((step("yy", Wait(1)),))), Branch("rr", Block((step("zz", Wait(2)),)))), 2)
    return (*others[:4], replace(others[4], action=arms), *others[5:], step(last.id, call(), when=OTHER))


OTHER = "steps['other-h'].choice == 'yes'"
