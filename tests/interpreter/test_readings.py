from runbook.interpreter.readings import Reading, readings
from tests.interpreter.building import condition


def test_what_a_condition_reads_is_told_with_what_stood_there() -> None:
    scope = {"inputs": {"force": False, "ids": ["a"]}, "steps": {}}
    read = readings(condition("inputs.force and steps.find.state == 'done' or inputs.ids | length > 3"), scope)
    assert read == (
        Reading("inputs.force", False),
        Reading("steps.find.state", missing=True),
        Reading("inputs.ids", ["a"]),
    )


def test_what_is_read_twice_is_told_once() -> None:
    assert readings(condition("inputs.a == 1 or inputs.a == 2"), {"inputs": {"a": 3}}) == (Reading("inputs.a", 3),)


def test_a_condition_of_constants_reads_nothing() -> None:
    assert readings(condition("1 == 2"), {}) == ()
