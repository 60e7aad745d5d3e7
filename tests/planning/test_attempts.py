"""The first attempt, one more and the last stand for all of a call."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.events import EffectRead, Event, Purpose, Verdict, WaitEnded, WaitReason
from runbook.interpreter.state import BlockProgress, CallProgress, Phase, State
from runbook.language.procedure import (
    Block,
    Branch,
    Call,
    CallSite,
    Group,
    IfNot,
    Parallel,
    Procedure,
    Retry,
    Row,
    Step,
    Use,
    Verb,
)
from runbook.planning.attempts import at_the_last, before_the_last, sends_again_in_doubt
from runbook.planning.graph import explore
from runbook.planning.outline import calls_of, outline
from runbook.planning.plan_graph import PlanGraph
from runbook.planning.proof import Prover
from runbook.planning.proved import Burden
from runbook.planning.totals import worst
from runbook.providers.contract import Effect
from tests.interpreter.building import begin, call, handover, loop, procedure, row, site, step, template, verify
from tests.planning.agreeing import agrees

WAITED = WaitEnded("a", 1, WaitReason.RETRY)


def often(*rows: Row, at_most: int = 50, if_not: IfNot | None = None) -> Call:
    """A call that may be sent that often, with a wait of one second between."""
    read = None if if_not is None else verify(if_not, within=0)
    return replace(call(*rows, verify=read), retry=Retry(at_most, 1, 1))


def after(attempts: int, event: Event = WAITED, of: Call | None = None) -> int:
    """The attempts of a call that is ready for another one after so many."""
    of_call = of or often()
    state = State(block=BlockProgress(current=CallProgress(Phase.READY, attempts)))
    current = at_the_last(procedure(step("a", of_call)), state, event).block.current
    assert isinstance(current, CallProgress)
    return current.attempts


def test_the_third_that_is_looked_at_is_the_last() -> None:
    assert [after(attempts) for attempts in (1, 2, 49)] == [1, 49, 49]
    assert after(2, EffectRead("a", 1, Verdict.DOES_NOT_HOLD)) == 49


def test_of_few_attempts_none_is_passed_over() -> None:
    assert after(2, of=often(at_most=3)) == 2


def test_nothing_else_leads_to_another_attempt() -> None:
    assert after(2, WaitEnded("a", 1, WaitReason.POLL)) == 2


def found(of: Procedure) -> PlanGraph:
    return explore(of, outline(of), begin(of))


def sends(graph: PlanGraph) -> list[int]:
    nodes = [node.command for node in graph.nodes]
    return sorted(one.attempt for one in nodes if isinstance(one, Send) and one.purpose is Purpose.ACT)


def unsure(status: str = "422", verb: Verb = Verb.RETRY) -> Row:
    """A row that only a run can tell to take an answer."""
    return row(status, verb, when="response.body.state == 'running'")


def test_a_retry_that_looks_at_the_body_makes_a_plan_of_a_few_nodes_whatever_its_bound() -> None:
    for at_most, looked_at in ((1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (50, [1, 2, 50])):
        assert sends(found(procedure(step("a", often(unsure(), at_most=at_most))))) == looked_at


def test_the_worst_road_counts_all_attempts_and_waits() -> None:
    for at_most in (1, 2, 3, 4, 50):
        of = procedure(step("a", often(unsure(), at_most=at_most)))
        assert worst(found(of), calls_of(outline(of))) == Burden(at_most, 1, at_most - 1)
        proof = Prover().check(of).proof
        assert proof is not None
        assert proof.fixed == Burden(at_most, 1, at_most - 1)


def test_an_attempt_that_is_sent_again_after_a_read_may_have_acted_and_was_read() -> None:
    for at_most in (2, 3, 4, 50):
        of = procedure(step("a", often(at_most=at_most, if_not=IfNot.RESEND)))
        assert worst(found(of), calls_of(outline(of))) == Burden(3 * at_most, at_most, 32 * at_most)
        proof = Prover().check(of).proof
        assert proof is not None
        assert proof.fixed == Burden(3 * at_most, at_most, 32 * at_most)


def test_only_the_last_of_many_stands_for_others() -> None:
    assert before_the_last(often(), 2) == Burden()
    assert before_the_last(often(at_most=3), 3) == Burden()
    assert before_the_last(often(), 50) == Burden(47, 0, 47)


def test_a_read_or_a_person_can_send_again() -> None:
    asking = replace(row("500", Verb.ASK), choices=("retry", "stop"))
    assert sends_again_in_doubt(call(asking))
    assert sends_again_in_doubt(call(verify=verify(IfNot.RESEND)))
    assert not sends_again_in_doubt(call(row("500", Verb.RETRY), verify=verify(IfNot.ASK)))


def single(*rows: Row, at_most: int, where: CallSite | None = None) -> Call:
    return replace(call(*rows, where=where), retry=Retry(at_most, 1, 1))


def around(action: Call, shape: str) -> Step:
    """The call in each thing that can hold it."""
    match shape:
        case "group":
            return step("g", Group(Block((step("a", action),), rescue=(handover(),))))
        case "loop":
            return step("a", action, loop=loop("inputs.ids"))
        case "loop of many at once":
            return step("a", action, loop=loop("inputs.ids", at_once=3))
        case "fallback":
            inner = Block((step("a", action),))
            return step("first", call(row("422", Verb.FALLBACK), fallback=inner))
        case "use":
            return step("u", Use(procedure(step("a", action)), {"id": template("{{ inputs.id }}")}))
        case "arms":
            arms = [Branch(f"arm{at}", Block((step(f"a{at}", action), step(f"b{at}", call())))) for at in range(2)]
            return step("p", Parallel(tuple(arms), 2))
        case _:
            return step("a", action)


SHAPES = ("step", "group", "loop", "loop of many at once", "fallback", "use", "arms")
BODIES = {
    "when": (unsure("200"), row("200", Verb.DONE)),
    "body": (replace(row("200", Verb.RETRY), body={"/state": "running"}), row("200", Verb.DONE)),
    "two rows": (unsure("200"), replace(row("200", Verb.RETRY), body={"/gone": False}), row("200", Verb.DONE)),
    "all others": (row("200", Verb.DONE, when="response.body.state == 'done'"), row("200", Verb.RETRY)),
    "a refusal": (unsure("422"), row("422", Verb.STOP)),
    "with words": (row("422", Verb.RETRY, "too late"), unsure("422"), row("422", Verb.TOLERATE)),
    "a stop between": (row("200", Verb.STOP, when="response.body.state == 'failed'"), unsure("200")),
}


@pytest.mark.parametrize("at_most", [2, 50])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("rows", BODIES.values(), ids=BODIES.keys())
def test_a_retry_that_looks_at_the_answer_is_planned_proved_and_run(
    rows: tuple[Row, ...], shape: str, at_most: int
) -> None:
    for where in (site(), site("read")):
        of = procedure(around(single(*rows, at_most=at_most, where=where), shape), rescue=[handover()])
        plan = agrees(of, range(4), ids=["x", "y"])
        assert plan.nodes < 400
        # A yes that is sent again may be a second effect, which the proof says; what a plan shows is another matter.
        twice = where.operation.effect is Effect.IRREVERSIBLE and at_most > 1 and rows[0].status == "200"
        assert {one.rule for one in Prover().check(of).findings} == ({"may-send-twice"} if twice else set())


def test_a_doubt_about_an_effect_of_another_step_makes_no_cycle() -> None:
    settling = call(verify=verify(IfNot.RESEND, within=40, every=40))
    of = procedure(*(step(f"s{at}", settling) for at in range(3)), rescue=[handover()])
    graph = found(of)
    done: set[int] = set()

    def walk(number: int, above: frozenset[int]) -> None:
        assert number not in above
        if number not in done:
            for edge in graph.nodes[number].edges:
                walk(edge.target, above | {number})
            done.add(number)

    walk(0, frozenset())
    assert worst(graph, calls_of(outline(of))).irreversible > 1
