"""Two states are one when nothing that can still happen tells them apart."""

from runbook.frozen import replace
from runbook.interpreter.state import BlockProgress, CallProgress, Phase, State
from runbook.language.procedure import Procedure, StepState
from runbook.planning.futures import Futures, heeds_failure
from runbook.planning.outline import outline
from tests.interpreter.building import call, handover, procedure, says, site, step, template

OF = procedure(step("a", call()), step("b", call()))


def key(of: Procedure, call_progress: CallProgress, **block: object) -> object:
    state = State(block=replace(BlockProgress(current=call_progress), **block))  # type: ignore[arg-type]
    return Futures(of, heeds_failure=False).key(state)


def test_words_and_notes_make_no_difference() -> None:
    plain = key(OF, CallProgress())
    assert key(OF, CallProgress(because="why", reads=3)) == plain
    assert key(OF, CallProgress(), outcome=StepState.DONE_WITH_NOTES) == plain


def test_what_can_still_matter_does() -> None:
    plain = key(OF, CallProgress())
    assert key(OF, CallProgress(attempts=1)) != plain
    assert key(OF, CallProgress(lost=True)) != plain
    assert key(OF, CallProgress(Phase.OVER)) != plain
    assert key(OF, CallProgress(), names={"x": 1}) != plain
    assert key(OF, CallProgress(), outcome=StepState.FAILED) != plain


def test_an_answer_matters_until_it_is_routed_or_as_long_as_it_is_read() -> None:
    first, second = says(422, "too late"), says(422, "already gone")
    assert key(OF, CallProgress(Phase.ANSWERED, answer=first)) != key(OF, CallProgress(Phase.ANSWERED, answer=second))
    assert key(OF, CallProgress(Phase.OVER, answer=first)) == key(OF, CallProgress(Phase.OVER, answer=second))
    reading = procedure(step("a", call(), keeps=["message"]))
    assert key(reading, CallProgress(Phase.OVER, answer=first)) != key(reading, CallProgress(Phase.OVER, answer=second))


def test_a_handover_does_not_heed_a_failure_but_a_request_does() -> None:
    assert not heeds_failure(outline(procedure(step("a", call()), rescue=[handover()])))
    telling = step("tell", call(where=site(id=template("{{ failure.status }}"))))
    assert heeds_failure(outline(procedure(step("a", call()), rescue=[telling])))
