"""The meaning of a procedure, told as runs against a scripted world."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire, Pause, Send, Settle, Suppose
from runbook.interpreter.decide import decide
from runbook.interpreter.events import AttemptStarted, EffectSettled, Event, StepEnded, WaitEnded
from runbook.interpreter.evolve import evolve
from runbook.language.procedure import (
    Assert,
    Assertion,
    Block,
    Branch,
    Group,
    IfNot,
    Let,
    Parallel,
    Procedure,
    StepState,
    Use,
    Verb,
    Wait,
)
from runbook.providers.answer import Answer
from runbook.values.shape import STRING, array_of
from runbook.values.unknown import Unknown
from tests.interpreter.building import (
    LOST,
    NOT_SENT,
    answers,
    begin,
    call,
    condition,
    end,
    handover,
    loop,
    outcome,
    play,
    procedure,
    row,
    says,
    sent,
    served,
    site,
    state_of,
    step,
    template,
    verify,
)


def test_a_yes_without_verify_is_done() -> None:
    _, history = play(procedure(step("a", call())), answers(says(200)))
    assert outcome(history) is StepState.DONE
    assert sent(history) == ["a"]


def test_a_yes_is_a_claim_until_a_read_proves_it() -> None:
    of = procedure(step("a", call(verify=verify())))
    _, history = play(of, answers(says(200), says(200, body={"gone": False}), says(200, body={"gone": True})))
    assert outcome(history) is StepState.DONE
    assert sent(history) == ["a", "a?", "a?"]


def test_a_yes_that_no_read_shows_is_in_doubt_and_not_sent_again() -> None:
    of = procedure(step("a", call(verify=verify(if_not=IfNot.RESEND, within=0))))
    _, history = play(of, answers(says(200), says(200, body={"gone": False})))
    assert outcome(history) is StepState.IN_DOUBT
    assert sent(history) == ["a", "a?"]


def test_a_lost_answer_is_settled_by_reading_and_never_sent_again() -> None:
    of = procedure(step("a", call(verify=verify())))
    _, history = play(of, answers(LOST, says(403), says(200, body={"gone": True})))
    assert outcome(history) is StepState.DONE_WITH_NOTES
    assert next(event for event in history if isinstance(event, StepEnded)).unclaimed
    assert sent(history) == ["a", "a?", "a?"]


def test_a_lost_answer_without_a_read_stays_in_doubt_and_skips_the_rescue() -> None:
    _, history = play(procedure(step("a", call()), step("b", call()), rescue=[handover()]), answers(LOST))
    assert outcome(history) is StepState.IN_DOUBT
    assert sent(history) == ["a"]


def test_a_read_that_cannot_tell_leaves_the_step_in_doubt() -> None:
    of = procedure(step("a", call(verify=verify(within=0, if_not=IfNot.RESEND))))
    _, history = play(of, answers(LOST, says(500), says(500)))
    assert outcome(history) is StepState.IN_DOUBT


def test_it_is_sent_again_only_when_a_read_proved_that_it_did_not_happen() -> None:
    of = procedure(step("a", call(verify=verify(within=0, if_not=IfNot.RESEND))))
    absent = says(200, body={"gone": False})
    _, history = play(of, answers(LOST, absent, absent, says(200), says(200, body={"gone": True})))
    assert sent(history) == ["a", "a?", "a?", "a", "a?"]
    assert outcome(history) is StepState.DONE


def test_after_a_lost_answer_a_refusal_is_no_evidence() -> None:
    of = procedure(
        step("a", call(row("422", Verb.TOLERATE), verify=verify(within=0, if_not=IfNot.RESEND))),
    )
    absent = says(200, body={"gone": False})
    script = answers(LOST, absent, absent, says(422, "already gone"), says(200, body={"gone": True}))
    _, history = play(of, script)
    assert sent(history) == ["a", "a?", "a?", "a", "a?"]
    assert outcome(history) is StepState.DONE_WITH_NOTES


def test_what_provably_did_not_leave_is_tried_again_until_the_attempts_are_used_up() -> None:
    _, history = play(procedure(step("a", call())), answers(NOT_SENT, NOT_SENT, says(200)))
    assert sent(history) == ["a", "a", "a"]
    assert outcome(history) is StepState.DONE
    _, history = play(procedure(step("a", call()), rescue=[handover()]), answers(*[NOT_SENT] * 4))
    assert sent(history) == ["a"] * 4
    assert outcome(history) is StepState.HANDED_OVER


def test_the_first_row_that_matches_takes_the_answer() -> None:
    rows = (row("422", Verb.TOLERATE, "too *"), row("422", Verb.ALREADY, "already gone"))
    _, history = play(procedure(step("a", call(*rows))), answers(says(422, "too late")))
    assert outcome(history) is StepState.DONE_WITH_NOTES
    _, history = play(procedure(step("a", call(*rows))), answers(says(422, "already gone")))
    assert outcome(history) is StepState.DONE


def test_a_declared_status_with_unknown_words_is_contract_drift() -> None:
    narrow = call(row("422", Verb.TOLERATE, "too late"))
    rows = tuple(one for one in narrow.rows if not (one.status == "422" and one.message is None))
    _, history = play(procedure(step("a", replace(narrow, rows=rows))), answers(says(422, "something new")))
    assert outcome(history) is StepState.FAILED
    assert "drift" in end(history).because


def test_an_undeclared_yes_is_not_a_yes() -> None:
    _, history = play(procedure(step("a", call())), answers(says(299)))
    assert outcome(history) is StepState.FAILED


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (says(200, body={"gone": True}), StepState.DONE_WITH_NOTES),
        (says(200, body={"gone": False}), StepState.IN_DOUBT),
        (says(500), StepState.IN_DOUBT),
    ],
)
def test_an_undeclared_success_is_read_back_where_it_can_be(seen: Answer, wanted: StepState) -> None:
    drift = replace(row("2XX", Verb.SETTLE), undeclared=True)
    of = procedure(step("a", call(row("200", Verb.DONE), drift, verify=verify(IfNot.STOP, within=0))))
    _, history = play(of, answers(says(201), seen, seen))
    assert (outcome(history), sent(history)) == (wanted, ["a", "a?"])


def test_the_fallback_runs_only_when_a_row_says_so_and_decides_how_the_step_ends() -> None:
    alone = step("one", call(row("422", Verb.TOLERATE)), loop=loop("inputs.ids"))
    of = procedure(
        step("all", call(row("422", Verb.FALLBACK, "too late"), fallback=Block((alone,)))), step("b", call())
    )
    _, history = play(of, answers(says(422, "too late"), says(200), says(422), says(200)), ids=["x", "y"])
    assert sent(history) == ["all", "all/one[0]", "all/one[1]", "b"]
    assert state_of(history, "all") is StepState.DONE_WITH_NOTES
    assert outcome(history) is StepState.DONE_WITH_NOTES


def test_a_stop_ends_the_item_runs_the_rescue_and_always() -> None:
    of = procedure(step("a", call()), step("b", call()), rescue=[handover()], always=[step("z", Wait(1))])
    _, history = play(of, answers(says(404)))
    assert sent(history) == ["a"]
    assert state_of(history, "hand_over") is StepState.HANDED_OVER
    assert state_of(history, "z") is StepState.DONE
    assert outcome(history) is StepState.HANDED_OVER


def test_a_stop_without_a_rescue_fails() -> None:
    _, history = play(procedure(step("a", call())), answers(says(404)))
    assert outcome(history) is StepState.FAILED
    assert end(history).because == "no such thing"


def test_a_stop_inside_a_group_runs_its_rescue_and_ends_the_item() -> None:
    inner = Group(Block((step("a", call()),), (handover("inner"),)))
    _, history = play(procedure(step("g", inner), step("b", call())), answers(says(404)))
    assert sent(history) == ["a".join(["g/", ""])]
    assert outcome(history) is StepState.HANDED_OVER


def test_a_rescue_that_stops_leaves_a_failure() -> None:
    of = procedure(step("a", call()), rescue=[step("r", call())])
    _, history = play(of, answers(says(404), says(404)))
    assert outcome(history) is StepState.FAILED


def test_when_skips_and_names_and_results_are_seen_by_later_steps() -> None:
    of = procedure(
        step("skipped", call(), when="inputs.go"),
        step("named", Let({"twice": [template("{{ inputs.id }}"), template("{{ inputs.id }}")]})),
        step("a", call(), keeps=["state", "response"]),
        step(
            "sure",
            Assert((Assertion(condition("steps.a.state == 'done' and twice[1] == 't1'"), "no"),)),
        ),
        seen="{{ steps.a.response.body.n }}",
    )
    _, history = play(of, answers(says(200, body={"n": 7})), go=False)
    assert sent(history) == ["a"]
    assert state_of(history, "skipped") is StepState.SKIPPED
    assert end(history).outputs == {"seen": 7}
    assert outcome(history) is StepState.DONE


def test_an_assertion_that_fails_stops_before_anything_is_sent() -> None:
    of = procedure(
        step("sure", Assert((Assertion(condition("inputs.id == 'other'"), "not that one"),))), step("a", call())
    )
    _, history = play(of, answers())
    assert sent(history) == []
    assert end(history).because == "not that one"


def test_nothing_of_a_loop_begins_after_one_of_its_items_stopped() -> None:
    of = procedure(step("each", call(), loop=loop("inputs.ids")))
    _, history = play(of, answers(says(200), says(404)), ids=["x", "y", "z"])
    assert sent(history) == ["each[0]", "each[1]"]
    assert outcome(history) is StepState.FAILED


def test_a_loop_runs_as_many_items_at_once_as_it_may() -> None:
    of = procedure(step("each", call(), loop=loop("inputs.ids", at_once=2)))
    _state, _, commands = advance(of, begin(of, ids=["x", "y", "z"]))
    assert [command.address for command in commands] == ["each[0]", "each[1]"]


def test_an_empty_loop_is_skipped() -> None:
    _, history = play(procedure(step("each", call(), loop=loop("inputs.ids"))), answers(), ids=[])
    assert state_of(history, "each") is StepState.SKIPPED


def test_arms_run_side_by_side_and_what_they_left_is_seen_after_them() -> None:
    arms = (
        Branch("left", Block((step("l", call(), keeps=["state"]),))),
        Branch("right", Block((step("r", call(), keeps=["state"]),))),
    )
    of = procedure(step("both", Parallel(arms, 2)), seen="{{ steps.l.state }}")
    _, _, commands = advance(of, begin(of))
    assert [command.address for command in commands] == ["both/left/l", "both/right/r"]
    _, history = play(of, answers(says(200), says(200)))
    assert end(history).outputs == {"seen": "done"}


def test_when_one_arm_stops_the_other_sends_nothing_new_but_its_answer_is_taken() -> None:
    arms = (
        Branch("left", Block((step("l", call()),))),
        Branch("right", Block((step("r", call()), step("r2", call())))),
    )
    of = procedure(step("both", Parallel(arms, 2)))
    state, _, commands = advance(of, begin(of))
    left, right = commands
    for event in (*served(left, says(404))[:1], *served(right, says(200))[:1]):
        state = evolve(of, state, event)
    state = evolve(of, state, served(left, says(404))[1])
    state, events, commands = advance(of, state)
    assert commands == ()
    state = evolve(of, state, served(right, says(200))[1])
    state, events, commands = advance(of, state)
    assert commands == ()
    assert state_of(events, "both/right/r2") is StepState.SKIPPED
    assert end(events).state is StepState.FAILED


def test_another_playbook_sees_only_its_own_inputs_and_gives_outputs() -> None:
    used = procedure(step("a", call(), keeps=["state"]), did="{{ steps.a.state }}")
    of = procedure(
        step("other", Use(used, {"id": template("{{ inputs.id }}")}), keeps=["outputs"]),
        seen="{{ steps.other.outputs.did }}",
    )
    _, history = play(of, answers(says(200)))
    assert sent(history) == ["other/a"]
    assert end(history).outputs == {"seen": "done"}


def test_a_row_can_ask_a_person_and_the_choice_is_followed() -> None:
    of = procedure(step("a", call(row("422", Verb.ASK))))

    def script(command: Command) -> object:
        return says(422, "too late") if isinstance(command, Send) else "tolerate"

    _, history = play(of, script)  # type: ignore[arg-type]
    assert outcome(history) is StepState.DONE_WITH_NOTES


def test_while_a_person_is_asked_nothing_else_is_decided() -> None:
    of = procedure(step("a", call(row("422", Verb.ASK))), step("b", call()))
    state, _, (send,) = advance(of, begin(of))
    for event in served(send, says(422, "too late")):
        state = evolve(of, state, event)
    _, _, commands = advance(of, state)
    assert [type(command) for command in commands] == [Inquire]


def test_a_request_that_breaks_the_contract_never_leaves() -> None:
    of = procedure(step("a", call(where=site(id=".."))))
    _, history = play(of, answers())
    assert sent(history) == []
    assert end(history).because.startswith("not sent: ")


def test_what_only_a_run_can_tell_leaves_both_roads_open() -> None:
    of = procedure(step("a", call(), when="inputs.go"))
    unknown = Unknown(STRING, "inputs.go")
    (command,) = decide(of, begin(of, go=unknown))  # type: ignore[arg-type]
    assert not isinstance(command, Send)
    of = procedure(step("a", call(), loop=loop("inputs.ids")))
    (command,) = decide(of, begin(of, ids=Unknown(array_of(STRING), "inputs.ids")))  # type: ignore[arg-type]
    assert isinstance(command, Suppose)


def test_a_call_in_flight_asks_for_nothing() -> None:
    of = procedure(step("a", call()))
    state, _, (send,) = advance(of, begin(of))
    assert isinstance(send, Send)
    started = AttemptStarted(send.address, 1, send.purpose, None, "")
    assert decide(of, evolve(of, state, started)) == ()


@pytest.mark.parametrize("if_not", list(IfNot))
def test_what_follows_when_it_did_not_happen(if_not: IfNot) -> None:
    of: Procedure = procedure(step("a", call(verify=verify(within=0, if_not=if_not))))

    def script(command: Command) -> object:
        if isinstance(command, Inquire):
            return "stop"
        if isinstance(command, Pause):
            return None
        assert isinstance(command, Send)
        return LOST if command.purpose.value == "act" else says(200, body={"gone": False})

    _, history = play(of, script)  # type: ignore[arg-type]
    wanted = {
        IfNot.IN_DOUBT: StepState.IN_DOUBT,
        IfNot.RESEND: StepState.IN_DOUBT,
        IfNot.ASK: StepState.FAILED,
        IfNot.STOP: StepState.FAILED,
    }
    assert outcome(history) is wanted[if_not]
    assert len([address for address in sent(history) if address == "a"]) == (4 if if_not is IfNot.RESEND else 1)


def test_while_something_is_in_doubt_nothing_new_is_sent_beside_it() -> None:
    arms = (
        Branch("left", Block((step("l", call()),))),
        Branch("right", Block((step("r", call()), step("r2", call())))),
    )
    of = procedure(step("both", Parallel(arms, 2)))
    state, _, (left, right) = advance(of, begin(of))
    for event in (*served(left, LOST), *served(right, says(200))):
        state = evolve(of, state, event)
    state, events, commands = advance(of, state)
    assert [type(command) for command in commands] == [Settle]
    assert state_of(events, "both/right/r") is StepState.DONE
    state = evolve(of, state, EffectSettled("both/left/l", True, "ada", "looked it up"))
    _, _, commands = advance(of, state)
    assert [command.address for command in commands] == ["both/right/r2"]


def test_a_run_in_doubt_goes_on_where_it_stands_when_a_person_settles_it() -> None:
    of = procedure(step("a", call()), step("b", call()), rescue=[handover()])
    state, history = play(of, answers(LOST))
    assert outcome(history) is StepState.IN_DOUBT
    happened = evolve(of, state, EffectSettled("a", True, "ada", "looked it up"))
    assert [command.address for command in advance(of, happened)[2]] == ["b"]
    did_not = evolve(of, state, EffectSettled("a", False, "ada", "looked it up"))
    assert end(advance(of, did_not)[1]).state is StepState.HANDED_OVER


def waits(history: list[Event]) -> list[float]:
    return [event.seconds for event in history if isinstance(event, WaitEnded)]


@pytest.mark.parametrize(
    ("answer", "every", "within", "waited"),
    [
        (LOST, 5, 0, [2 + 7 + 5]),
        (LOST, 3, 5, [3, 2 + 7 + 5 - 3]),
        (LOST, 7, 14, [7, 7]),
        (says(422), 5, 0, [5]),
        (says(422), 3, 5, [3, 2]),
        (says(422), 5, 5, [5]),
        (says(500), 5, 0, [2 + 7 + 5]),
    ],
)
def test_one_last_read_is_made_when_the_provider_can_no_longer_be_at_work(
    answer: Answer, every: float, within: float, waited: list[float]
) -> None:
    """Whatever `within` says: without an answer of the provider that is 2 s, the timeout and the grace after it."""
    where = site()
    where = replace(where, operation=replace(where.operation, grace=5.0), timeout=7.0)
    of = procedure(step("a", call(row("422", Verb.SETTLE), verify=verify(IfNot.STOP, within, every), where=where)))
    absent = [says(200, body={"gone": False})] * (len(waited) + 1)
    _, history = play(of, answers(answer, *absent))
    assert (waits(history), outcome(history)) == (waited, StepState.FAILED)
    assert sent(history) == ["a", *["a?"] * len(absent)]


@pytest.mark.parametrize("if_not", [IfNot.STOP, IfNot.RESEND])
def test_without_a_declared_grace_no_read_proves_that_nothing_happened(if_not: IfNot) -> None:
    where = site()
    where = replace(where, operation=replace(where.operation, grace=None))
    of = procedure(step("a", call(verify=verify(if_not, 0), where=where)))
    _, history = play(of, answers(LOST, says(200, body={"gone": False})))
    assert (outcome(history), sent(history)) == (StepState.IN_DOUBT, ["a", "a?"])


def test_a_guessed_grace_is_enough_to_stop_and_not_to_send_again() -> None:
    where = site()
    where = replace(where, operation=replace(where.operation, unverified=("a grace of 0 s is a guess",)))
    absent = says(200, body={"gone": False})
    for if_not, wanted in ((IfNot.STOP, StepState.FAILED), (IfNot.RESEND, StepState.IN_DOUBT)):
        of = procedure(step("a", call(verify=verify(if_not, 0), where=where)))
        _, history = play(of, answers(LOST, absent, absent))
        assert (outcome(history), sent(history)) == (wanted, ["a", "a?", "a?"])
