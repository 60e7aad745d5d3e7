from example_dossiers import DISARMED_RUN, LOST, YES, act, dossier, everything, many, read, started, waiting

from runbook.frozen import replace
from runbook.interpreter.events import Event, StepEnded, Verdict
from runbook.language.procedure import StepState, Verb
from runbook.reporting.dossiers.entries import DISARMED, Entry, clock, entries, remarks, smooth_runs, spent
from runbook.reporting.dossiers.markdown import render
from runbook.reporting.report import Question


def found() -> dict[str, Entry]:
    return {one.address: one for step in entries(dossier(everything())) for one in step.walk()}


def test_steps_stand_in_order_with_what_is_inside_them() -> None:
    assert list(found()) == [
        "services",
        "services/one",
        "services/one[0]",
        "services/one[1]",
        "skipped",
        "confirm",
        "case",
        "over",
    ]
    assert [one.depth for one in found().values()] == [0, 1, 2, 2, 0, 0, 0, 0]


def test_an_item_is_named_by_its_value_and_a_step_by_its_id_and_title() -> None:
    assert (found()["services/one[0]"].name, found()["services/one[0]"].title) == ("[s1]", "")
    assert (found()["services"].name, found()["services"].title) == ("services", "All services")


def test_a_request_says_how_long_it_took_and_where_its_answer_led() -> None:
    first, second, read = found()["services/one[0]"].exchanges
    assert (first.number, first.of, first.led, first.place) == (1, 2, "retry", "no row")
    assert (second.took, second.led, second.row, second.place) == ("250 ms", "done", "2XX", "built-in row")
    assert (read.kind, read.led, read.brief, read.body) == ("read back", "it shows that it happened", "", "")
    assert second.brief == '{"ids":["s1"],"pin":"<secrets.PIN>"}'
    assert second.tallied is not None
    assert found()["services/one[0]"].waited == "2 s"


def test_what_people_said_stands_at_the_step() -> None:
    assert [one.split(":")[0].split(" at ")[0] for one in found()["confirm"].remarks] == ["asked", "bob chose go"]
    assert found()["over"].remarks[0].startswith("handed over to ops: ")
    assert found()["over"].because == ""


def test_rows_that_did_not_count_are_noted() -> None:
    (step,) = entries(dossier(DISARMED_RUN))
    assert step.exchanges[-1].notes == ("not_cancelable", DISARMED)


def test_neighbours_without_anything_to_see_are_grouped() -> None:
    (loop,) = entries(dossier(many(21)))
    groups = [len(group) for group in smooth_runs(loop.entries, 8)]
    assert groups == [10, 1, 10]
    assert [len(group) for group in smooth_runs(loop.entries, 11)] == [1] * 21
    assert list(smooth_runs((), 8)) == []


def test_times_are_short() -> None:
    assert (spent(0.0341), spent(1.26), spent(-3)) == ("34 ms", "1.3 s", "0 ms")
    assert (clock(1772357400.0), clock(None)) == ("09:30:00Z", "")


def test_an_effect_that_had_to_be_read_back_is_never_folded() -> None:
    settled = [
        started(),
        *act("case", LOST, Verb.SETTLE),
        *read("case", Verdict.HOLDS),
        StepEnded("case", StepState.DONE),
    ]
    claimed = [started(), *act("case", YES, Verb.DONE), *read("case", Verdict.HOLDS), StepEnded("case", StepState.DONE)]
    assert [one.smooth for one in entries(dossier(settled))] == [False]
    assert [one.smooth for one in entries(dossier(claimed))] == [True]


def test_an_open_question_stands_with_where_each_choice_leads() -> None:
    question = Question(0.0, "Go on?", ("go", "leave"), None, None, ("POST /cancel", "it stops"))
    step = replace(dossier(waiting()).report.steps[-1], questions=(question,), choices=())
    assert list(remarks(step))[1:3] == ["go leads to: POST /cancel", "leave leads to: it stops"]


def test_reads_that_came_back_alike_are_one_exchange() -> None:
    polled = [one for number in range(1, 6) for one in polls("case", number)]
    (first, *more) = entries(dossier([started(), *polled]))[0].exchanges
    assert (first.number, first.times, more) == (1, "5 times in 3 s", [])
    text = render(dossier([started(), *polled]))
    assert "5 times in 3 s" in text


def polls(address: str, number: int) -> list[Event]:
    return [replace(one, attempt=number) for one in read(address, Verdict.DOES_NOT_HOLD) if hasattr(one, "attempt")]
