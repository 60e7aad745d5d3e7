from example_plan import plan, road, step

from runbook.language.procedure import StepState, Verb
from runbook.reporting.plan_roads import destination, road_lines
from runbook.reporting.style import paint_plain
from runbook.reporting.width import width

STEPS = {one.number: one for one in plan().steps}


def test_a_destination_reads_as_a_place_or_an_end() -> None:
    assert destination(road("200", Verb.DONE, "2"), STEPS) == "2"
    assert destination(road("200", Verb.DONE, "1.1"), STEPS) == "1.1 (x2)"
    assert destination(road("404", Verb.STOP, "hand_over"), STEPS) == "stop -> hand_over"
    ends = (StepState.DONE, StepState.IN_DOUBT)
    assert destination(road("200", Verb.DONE, ends=ends), STEPS) == "done or in doubt"
    assert destination(road("429", Verb.RETRY, retries=4, waits=7.0), STEPS) == "retry, at most 4, 7 s"
    assert destination(road("418", Verb.ASK), STEPS) == "a person decides"


def test_what_went_well_comes_first_and_no_line_is_too_wide() -> None:
    roads = [road("422", Verb.STOP, "hand_over", message="x" * 60 + str(number)) for number in range(20)]
    lines = paint_plain(road_lines([*roads, road("200", Verb.DONE, "2")], STEPS, 118)).splitlines()
    assert lines[0].strip().startswith("200 -> 2")
    assert all(width(line) <= 118 for line in lines)


def test_a_status_that_leads_to_one_place_needs_no_words() -> None:
    roads = [road("500", Verb.STOP, "hand_over", message=one) for one in ("a", "b", "(other words)")]
    assert paint_plain(road_lines(roads, STEPS, 118)).strip() == "500 -> stop -> hand_over"


def test_hostile_words_are_inert() -> None:
    said = paint_plain(road_lines([road("422", Verb.ASK, message="\x1b[2J\n::x")], {"1": step("1", "a")}, 118))
    assert said.count("\n") == 1
