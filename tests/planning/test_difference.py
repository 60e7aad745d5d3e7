from runbook.frozen import replace
from runbook.language.procedure import Procedure, Verb
from runbook.planning.difference import Difference, Side, answer_of, difference
from runbook.planning.sketch import sketch, traits
from tests.interpreter.building import call, handover, procedure, row, site, step, verify
from tests.planning.inputs import with_inputs


def side(of: Procedure, name: str = "x.yaml") -> Side:
    of = with_inputs(of, "id")
    return Side(name, sketch(of)[0], traits(of))


def between(old: Procedure, new: Procedure) -> Difference:
    return difference(side(old), side(new, "y.yaml"))


ONE = procedure(step("a", call()))
TWO = procedure(step("a", call()), step("b", call()))


def test_a_playbook_does_not_differ_from_itself() -> None:
    assert between(TWO, TWO).same


def test_a_new_irreversible_call_says_which_answers_lead_to_it() -> None:
    found = between(ONE, TWO)
    assert [(one.address, one.operation, one.ways) for one in found.opened] == [("b", "toy.cancel", (("a", "200"),))]
    assert found.added == ("b",)
    assert not found.closed


def test_the_same_backwards_is_out_of_reach() -> None:
    found = between(TWO, ONE)
    assert [one.address for one in found.closed] == ["b"]
    assert found.removed == ("b",)
    assert not found.opened


def test_a_call_behind_a_condition_that_was_never_true_becomes_reachable() -> None:
    found = between(procedure(step("a", call(), when="false")), ONE)
    assert [one.address for one in found.opened] == ["a"]
    assert not found.added


def test_an_answer_that_leads_elsewhere_is_told_once_for_each_words() -> None:
    found = between(ONE, procedure(step("a", call(row("422", Verb.TOLERATE, "too late")))))
    assert [(one.status, one.message) for one in found.turns] == [("422", "too late")]
    (turn,) = found.turns
    assert turn.old is not None
    assert turn.new is not None
    assert (turn.old.verb, turn.new.verb) == (Verb.STOP, Verb.TOLERATE)


def test_rows_that_look_at_the_body_are_compared_one_by_one() -> None:
    yes, no = (
        replace(row("200", Verb.DONE), body={"/state": "ok"}),
        replace(row("200", Verb.STOP), body={"/state": "no"}),
    )
    was, now = procedure(step("a", call(yes, no))), procedure(step("a", call(yes, replace(no, verb=Verb.TOLERATE))))
    assert [(one.asks, one.new and one.new.verb) for one in between(was, now).turns] == [
        ('with /state at "no"', Verb.TOLERATE)
    ]
    turned = between(was, procedure(step("a", call(no, yes))))
    (change,) = [one for one in turned.changes if one.trait.startswith("order of the rows")]
    assert change.old == 'with /state at "ok"; with /state at "no"'


def test_what_follows_a_retry_is_told_by_the_answer_that_ends_it() -> None:
    found = between(ONE, TWO)
    assert {one.status for one in found.turns} == {"200"}


def test_a_step_before_others_shifts_no_road() -> None:
    found = between(TWO, procedure(step("z", call(where=site("read"))), *TWO.body.steps))
    assert not found.turns
    assert found.added == ("z",)


def test_requests_are_compared_byte_for_byte() -> None:
    found = between(ONE, procedure(step("a", call(where=site("cancel", id="fixed")))))
    (change,) = found.requests
    assert [len(change.gone), len(change.come)] == [1, 1]
    assert change.come[0].path == "/things/fixed/cancel"


def test_traits_of_a_step_count_where_both_have_it() -> None:
    proved = procedure(step("a", call(verify=verify())))
    patient = procedure(step("a", call(verify=verify(within=60))))
    assert ("a", "verify polls") in {(one.where, one.trait) for one in between(proved, patient).changes}
    assert not [one for one in between(proved, procedure(handover())).changes if one.where == "a"]


def test_answers_in_words() -> None:
    assert answer_of("422", "too late") == '422 "too late"'
    assert answer_of("422", "(other words)") == "422 (other words)"
    assert answer_of("200", None) == "200"
    assert answer_of("200", None, "when inputs.go") == "200 when inputs.go"
