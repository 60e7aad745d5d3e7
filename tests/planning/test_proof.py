"""What is proved of a playbook, and what is told when nothing can be."""

import pytest

from runbook.diagnostics.diagnostic import Severity
from runbook.frozen import replace
from runbook.interpreter.commands import Command
from runbook.interpreter.decide import decide
from runbook.interpreter.events import Event
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import CallProgress, State
from runbook.language.loop import Empty, OnEmpty, OnError
from runbook.language.procedure import Block, Branch, Group, IfNot, Parallel, Procedure, Wait
from runbook.planning.proof import Prover
from runbook.planning.proved import Burden
from runbook.planning.walk import Engine
from runbook.providers.contract import Effect
from tests.interpreter.building import HERE, call, condition, handover, loop, procedure, step, verify
from tests.planning import broken

OF = procedure(step("a", call(verify=verify(IfNot.RESEND))), rescue=[handover()])


def test_a_playbook_is_proved_with_its_bounds() -> None:
    examined = Prover().check(procedure(step("a", call()), step("each", call(), loop=loop("inputs.ids"))))
    assert examined.findings == ()
    assert examined.proof is not None
    assert examined.proof.fixed == Burden(4, 1, 7)
    assert [(share.of[0].name, share.burden) for share in examined.proof.shares] == [("inputs.ids", Burden(4, 1, 7))]
    assert examined.proof.worst is None


def test_what_can_be_undone_needs_no_proof() -> None:
    assert Prover().check(replace(OF, effect=Effect.WRITE)).proof is None


def test_a_road_that_breaks_something_is_an_error_with_its_story() -> None:
    (finding,) = Prover(Engine(resume=broken.just_send_again)).check(OF).findings
    assert (finding.rule, finding.span, finding.severity) == ("may-send-twice", HERE, Severity.ERROR)
    assert finding.message == "a may be sent twice"
    assert finding.help.splitlines()[1] == "1. a: POST /things/{id}/cancel is recorded and leaves"
    assert finding.help.endswith("6. a: POST /things/{id}/cancel is sent a second time, and the first may have acted")


@pytest.mark.parametrize(
    ("engine", "rule", "last"),
    [
        (Engine(evolve=broken.goes_on_after_a_failure), "sends-after-stop", "is sent, although a stopped"),
        (broken.FORGETS_ATTEMPTS, "unnamed-end", "the run has no state that says so"),
    ],
)
def test_each_breach_has_words_of_its_own(engine: Engine, rule: str, last: str) -> None:
    findings = Prover(engine).check(procedure(step("a", call()), step("b", call()))).findings
    assert findings[0].rule == rule
    assert findings[0].help.endswith(last)


def test_a_road_that_goes_round_is_a_finding() -> None:
    def tries_for_ever(of: Procedure, state: State, event: Event) -> State:
        after = evolve(of, state, event)
        current = after.block.current
        again = replace(current, attempts=min(1, current.attempts)) if isinstance(current, CallProgress) else current
        return replace(after, block=replace(after.block, current=again))

    (finding,) = Prover(Engine(evolve=tries_for_ever)).check(procedure(step("a", call()))).findings
    assert (finding.rule, finding.span) == ("unnamed-end", HERE)


def test_what_is_written_to_run_after_a_stop_is_named() -> None:
    of = procedure(step("g", Group(Block((step("a", call()),), rescue=(step("undo", call()),)))))
    proof = Prover().check(of).proof
    assert proof is not None
    assert proof.on_purpose == ("g/undo",)


def test_too_many_states_are_a_warning_and_no_proof() -> None:
    examined = Prover(most=3).check(OF)
    (finding,) = examined.findings
    assert (finding.rule, finding.severity, examined.proof) == ("not-proved", Severity.WARNING, None)
    assert "more than 3 states" in finding.message


def test_equal_skeletons_are_walked_once_and_keep_their_own_names() -> None:
    asked: list[State] = []

    def counting(of: Procedure, state: State) -> tuple[Command, ...]:
        asked.append(state)
        return decide(of, state)

    prover = Prover(Engine(counting))
    first = prover.check(OF).proof
    before = len(asked)
    second = prover.check(replace(OF, name="other", source_name="other.yaml")).proof
    assert len(asked) == before > 0
    assert first is not None
    assert second is not None
    assert (second.playbook, second.file, second.fixed) == ("other", "other.yaml", first.fixed)


def test_other_names_of_steps_are_no_other_skeleton_and_each_proof_has_its_own() -> None:
    asked: list[State] = []

    def counting(of: Procedure, state: State) -> tuple[Command, ...]:
        asked.append(state)
        return decide(of, state)

    def of(name: str, over: str) -> Procedure:
        inner = step(name, Group(Block((step(f"{name}_each", call(), loop=loop(over)),))))
        return procedure(step(f"{name}_nap", Wait(1)), inner, rescue=[step(f"{name}_rescue", call())])

    prover = Prover(Engine(counting))
    first, before = prover.check(of("one", "inputs.ids")).proof, len(asked)
    second = prover.check(of("two", "inputs.others")).proof
    assert len(asked) == before > 0
    assert first is not None
    assert second is not None
    assert (first.on_purpose, second.on_purpose) == (("one_rescue",), ("two_rescue",))
    names = [[share.of[0].name for share in proof.shares] for proof in (first, second)]
    assert names == [["inputs.ids"], ["inputs.others"]]


def test_a_breach_is_told_with_the_names_of_its_own_playbook() -> None:
    prover = Prover(Engine(evolve=broken.goes_on_after_a_failure))
    stories = [
        prover.check(procedure(step(name, call()), step(f"{name}_too", call()))).findings
        for name in ("first", "second")
    ]
    assert [[one.message.split()[0] for one in findings] for findings in stories] == [["first_too"], ["second_too"]]
    assert "first" not in stories[1][0].help


def test_a_loop_that_goes_on_is_proved_beside_other_arms_and_with_a_rescue_in_each_item() -> None:
    each = replace(loop("inputs.ids", at_once=2), on_error=OnError.CONTINUE)
    item = Group(Block((step("x", call()), step("y", call())), rescue=(handover("inner"),)))
    arms = Parallel(
        (Branch("one", Block((step("each", item, loop=each),))), Branch("two", Block((step("z", call()),)))), 2
    )
    of = procedure(step("p", arms), step("last", call()), rescue=[handover()])
    assert Prover().check(of).findings == ()


def test_a_loop_that_stops_what_comes_behind_when_its_list_is_empty_is_proved() -> None:
    each = replace(loop("inputs.ids"), empty=Empty(OnEmpty.STOP, "nothing"))
    of = procedure(step("a", call(), loop=each), step("b", call()), rescue=[handover()])
    assert Prover().check(of).findings == ()


def test_a_bound_bounds_the_worst_road() -> None:
    each = replace(loop("steps.x.items"), at_most=condition("50"))
    proof = Prover().check(procedure(step("a", call(), loop=each))).proof
    assert proof is not None
    assert proof.worst == Burden(200, 50, 350)
