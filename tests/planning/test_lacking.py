"""A step that may lack what it needs may fail, and a plan says so."""

from runbook.frozen import replace
from runbook.interpreter.decide import decide
from runbook.interpreter.events import AnswerRouted, Event, StepEnded
from runbook.interpreter.state import BlockProgress, CallProgress, Phase
from runbook.language.procedure import Step, StepState, Verb
from runbook.planning.lacking import Lacking
from runbook.values.shape import STRING
from runbook.values.unknown import Unknown, Value
from tests.interpreter.building import begin, call, procedure, row, says, site, step, template

MAYBE = Unknown(STRING, "steps.a.status", perhaps=True)


def failures(after: Step, **left: Value) -> tuple[Event, ...]:
    """How the step behind `a` fails when something of what `a` left is not there."""
    of = procedure(step("a", call()), after)
    state = replace(begin(of), block=BlockProgress(position=1, steps={"a": left}))
    return Lacking(of).failures(state, decide(of, state))


def needing(text: str) -> Step:
    return step("b", call(where=site(id=template(text))))


def test_a_request_that_needs_what_may_not_be_there_may_not_be_sent() -> None:
    (event,) = failures(needing("{{ steps.a.status }}"), status=MAYBE)
    assert isinstance(event, StepEnded)
    assert (event.address, event.state) == ("b", StepState.FAILED)
    assert event.because.startswith("not sent: ")


def test_a_condition_may_not_be_evaluated() -> None:
    (event,) = failures(step("b", call(), when="steps.a.status == '200'"), status=MAYBE)
    assert isinstance(event, StepEnded)
    assert event.state is StepState.FAILED


def test_each_of_several_may_be_what_is_not_there() -> None:
    other = Unknown(STRING, "steps.a.message", perhaps=True)
    of = step("b", call(), when="steps.a.status == '200' and steps.a.message == 'x'")
    assert len({event.because for event in failures(of, status=MAYBE, message=other)}) > 1  # type: ignore[union-attr]


def test_a_part_that_another_part_decides_about_may_be_what_fails() -> None:
    state = Unknown(STRING, "steps.a.state")
    guarded = "{{ steps.a.status if steps.a.state == 'done' else 'none' }}"
    assert [event.address for event in failures(needing(guarded), state=state, status=MAYBE)] == ["b"]
    rows = call(row("200", Verb.DONE, when="response.body.x == 1 and steps.a.status == '200'"))
    of = procedure(step("a", call()), step("b", rows))
    answered = CallProgress(Phase.ANSWERED, 1, answer=says(200, body={"x": Unknown(STRING, "x")}))
    block = BlockProgress(position=1, current=answered, steps={"a": {"status": MAYBE}})
    unsure = replace(begin(of), block=block)
    (event,) = Lacking(of).failures(unsure, decide(of, unsure))
    assert isinstance(event, AnswerRouted)
    assert (event.row, event.verb) == (-1, Verb.STOP)


def test_what_is_tolerated_or_not_read_or_surely_there_fails_nothing() -> None:
    assert failures(needing("{{ steps.a.status | default('none') }}"), status=MAYBE) == ()
    assert failures(needing("{{ inputs.id }}"), status=MAYBE) == ()
    assert failures(needing("{{ steps.a.status }}"), status=Unknown(STRING, "steps.a.status")) == ()


def test_what_may_be_null_inside_of_something_counts_too() -> None:
    body: dict[str, Value] = {"body": Unknown(STRING, "steps.a.response.body", perhaps=True)}
    assert len(failures(needing("{{ steps.a.response.body }}"), response=body)) == 1
