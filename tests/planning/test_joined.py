"""A joined state stands for both of its parts, and joining soon changes nothing any more."""

from runbook.interpreter.state import BlockProgress, CallProgress, Failure, FanProgress, State, UseProgress
from runbook.language.procedure import StepState
from runbook.planning.joined import joined
from runbook.values.shape import STRING, Kind
from runbook.values.unknown import Unknown, Value


def left(**results: Value) -> State:
    """A state in which step `a` left these."""
    return State(block=BlockProgress(steps={"a": results}))


def both(first: State, second: State) -> dict[str, Value]:
    return dict(joined(first, second).block.steps["a"])


def test_what_is_equal_stays_and_the_state_with_it() -> None:
    one = left(state="done")
    assert joined(one, left(state="done")) is one


def test_a_state_that_differs_is_one_of_a_closed_set() -> None:
    found = both(left(state="done"), left(state="skipped"))["state"]
    assert isinstance(found, Unknown)
    assert found.shape.choices is not None
    assert {"done", "skipped", "failed"} <= set(found.shape.choices)
    assert "waiting" not in found.shape.choices
    assert (found.origin, found.perhaps) == ("steps.a.state", False)


def test_a_joined_state_stands_for_more_of_the_kind() -> None:
    one = joined(left(state="done", status="200"), left(state="skipped", status="422"))
    assert joined(one, left(state="failed", status="404")) is one


def test_what_only_one_has_or_what_is_null_in_one_may_not_be_there() -> None:
    gone = both(left(state="done", status="200"), left(state="done"))["status"]
    assert gone == Unknown(STRING, "steps.a.status", perhaps=True)
    null = both(left(body=None), left(body=7))["body"]
    assert isinstance(null, Unknown)
    assert null.perhaps
    assert null.shape.kinds == {Kind.NULL, Kind.INTEGER}


def test_what_a_step_left_in_one_of_them_only_may_not_be_there() -> None:
    found = joined(State(), left(state="done")).block.steps["a"]["state"]
    assert isinstance(found, Unknown)
    assert found.perhaps


def test_answers_are_joined_member_by_member() -> None:
    first, second = ({"status": 200, "body": {"ref": 1}}, {"status": 200, "body": None})
    response = both(left(response=first), left(response=second))["response"]
    assert isinstance(response, dict)
    assert response["status"] == 200
    assert isinstance(response["body"], Unknown)


def test_lists_and_other_things_are_as_much_as_their_kinds_say() -> None:
    found = both(left(outputs={"x": 1}), left(outputs={"y": "a"}))["outputs"]
    assert isinstance(found, Unknown)
    assert found.shape.kinds == {Kind.OBJECT}
    again = joined(left(outputs=found), left(outputs={"z": []})).block.steps["a"]["outputs"]
    assert again == found


def test_several_failures_are_one_that_is_not_known() -> None:
    first, second = (State(block=BlockProgress(failure=Failure(name, name, "why"))) for name in "ab")
    failure = joined(first, second).block.failure
    assert failure is not None
    assert not failure.known
    assert joined(joined(first, second), first).block.failure == failure


def test_what_stands_inside_is_joined_where_it_stands() -> None:
    inside = [BlockProgress(steps={"a": {"state": state}}) for state in ("done", "skipped")]
    in_use, in_fallback, in_arms = (
        joined(*(State(block=BlockProgress(current=around(one))) for one in inside)).block.current
        for around in (
            lambda block: UseProgress({"x": block.steps["a"]["state"]}, block),
            lambda block: CallProgress(fallback=block),
            lambda block: FanProgress(2, None, {1: block}, inner=block.steps),
        )
    )
    assert isinstance(in_use, UseProgress)
    assert isinstance(in_use.arguments["x"], Unknown)
    assert isinstance(in_use.block.steps["a"]["state"], Unknown)
    assert isinstance(in_fallback, CallProgress)
    assert in_fallback.fallback is not None
    assert isinstance(in_fallback.fallback.steps["a"]["state"], Unknown)
    assert isinstance(in_arms, FanProgress)
    assert isinstance(in_arms.inner["a"]["state"], Unknown)


def test_items_and_what_became_of_them_are_joined_one_by_one() -> None:
    first = FanProgress(2, ("x", "y"), kept={0: "done"})
    second = FanProgress(2, ("x", "z"), kept={0: "failed"}, outcome=StepState.DONE_WITH_NOTES)
    fan = joined(*(State(block=BlockProgress(current=one)) for one in (first, second))).block.current
    assert isinstance(fan, FanProgress)
    assert fan.items is not None
    assert fan.items[0] == "x"
    assert isinstance(fan.items[1], Unknown)
    assert isinstance(fan.kept[0], Unknown)
    assert fan.outcome is StepState.DONE_WITH_NOTES
