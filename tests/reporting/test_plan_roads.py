from example_plan import plan, road, step

from runbook.language.procedure import StepState, Verb
from runbook.reporting.plan_roads import destination, road_lines
from runbook.reporting.style import paint_plain
from runbook.reporting.width import width

STEPS = {one.number: one for one in plan().steps}


def test_a_destination_reads_as_a_place_or_an_end() -> None:
    assert destination(road("200", Verb.DONE, "2"), STEPS) == "2"
    assert destination(road("200", Verb.DONE, "1.1"), STEPS) == "1.1 (up to 2 times)"
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


def test_a_row_that_looks_at_more_than_the_status_says_at_what() -> None:
    roads = [
        road("200", Verb.DONE, "2", asks='with /status at "ACCEPT"'),
        road("200", Verb.STOP, "hand_over", asks="when response.body.count > 0"),
        road("200", Verb.ASK),
        road("422", Verb.ASK, message="late", asks="when inputs.strict"),
    ]
    said = paint_plain(road_lines(roads, STEPS, 160))
    assert '200 with /status at "ACCEPT" -> 2' in said
    assert "200 when response.body.count > 0 -> stop -> hand_over" in said
    assert "200 otherwise" in said
    assert "422" in said
    same = paint_plain(road_lines([road("200", Verb.DONE, "2", asks=one) for one in ("when a", "")], STEPS, 160))
    assert same.strip() == "200 -> 2", "one place needs no words"


def test_what_proves_that_nothing_happened_is_said() -> None:
    stop = road("200", Verb.STOP, "hand_over", doubt=True)
    assert destination(stop, STEPS) == "stop, effect may be in doubt -> hand_over"
    read = road("200", Verb.TOLERATE, "2", settles="kc.get_case")
    assert destination(read, STEPS) == "tolerate, read back by kc.get_case -> 2"
    falls = road("200", Verb.FALLBACK, "1.1", settles="kc.get_case")
    assert destination(falls, STEPS) == "fallback if kc.get_case shows nothing -> 1.1 (up to 2 times)"
    sure = road("200", Verb.STOP, "hand_over", nothing=True)
    assert destination(sure, STEPS) == "stop (nothing happened, says the playbook) -> hand_over"


def test_hostile_words_are_inert() -> None:
    said = paint_plain(road_lines([road("422", Verb.ASK, message="\x1b[2J\n::x")], {"1": step("1", "a")}, 118))
    assert said.count("\n") == 1
