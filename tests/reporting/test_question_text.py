from example_run import said, sent, started, timed

from runbook.frozen import replace
from runbook.interpreter.events import Asked, Event, StepOpened
from runbook.interpreter.standing import EffectStanding, Standing
from runbook.language.procedure import Verb
from runbook.reporting.fold import fold
from runbook.reporting.question_text import asked_lines, question_lines, so_far
from runbook.reporting.report import Report
from runbook.reporting.style import paint_plain


def report(*events: Event) -> Report:
    made = fold(timed([started(), *events]))
    assert made is not None
    return made


def test_a_question_stands_with_what_it_is_about_its_choices_and_until_when() -> None:
    asked = Asked("case", 'it answered 422 "too late"\x1b[2J', ("tolerate", "stop"), 90.0, "stop")
    lines = paint_plain(
        question_lines(report(*sent("case", "/case/c-91/cancel", said(422, "too late"), Verb.ASK), asked))
    )
    assert lines.splitlines() == [
        '? case asks: it answered 422 "too late"\\x1b[2J',
        "  about POST /case/c-91/cancel (2026-03-01 09:30:01Z)",
        "    tolerate",
        "    stop",
        "  until 2026-03-01 09:31:34Z; after that stop counts as chosen",
        "  so far  did not happen POST /case/c-91/cancel  (case)",
        "",
    ]


def test_where_a_choice_leads_stands_beside_it() -> None:
    (step,) = report(Asked("sure", "go on?", ("go", "leave"))).steps
    (question,) = step.questions
    told = replace(step, questions=(replace(question, leads=("POST /x", "the run ends, done")),))
    assert "    go     -> POST /x\n    leave  -> the run ends, done\n" in paint_plain(asked_lines(told))
    assert "    2 leave  -> the run ends, done\n" in paint_plain(asked_lines(told, numbered=True))


def test_many_questions_are_counted_and_items_are_named() -> None:
    asks = [Asked(f"each[{number}]", "go on?", ("go",)) for number in range(12)]
    lines = paint_plain(question_lines(report(StepOpened("each", tuple("abcdefghijkl")), *asks)))
    assert "? each[0] [a] asks: go on?" in lines
    assert "each[8]" not in lines
    assert "and 4 more questions" in lines


def test_without_a_question_nothing_is_said() -> None:
    assert question_lines(report()) == []
    assert asked_lines(replace(report(StepOpened("x")).steps[0])) == []


def effect(address: str, standing: Standing) -> EffectStanding:
    return EffectStanding(address, {"method": "POST", "path": f"/{address}"}, 1, standing)


def test_what_has_happened_what_has_not_and_what_nobody_knows() -> None:
    some = [effect("a", Standing.HAPPENED), effect("b", Standing.DID_NOT_HAPPEN), effect("c", Standing.IN_DOUBT)]
    assert paint_plain(so_far(some)).splitlines() == [
        "  so far  happened       POST /a  (a)",
        "          did not happen POST /b  (b)",
        "          nobody knows   POST /c  (c)",
    ]
    assert "nothing was sent" in paint_plain(so_far([]))


def test_of_many_effects_those_that_happened_are_only_counted() -> None:
    many = [effect(f"a{number}", Standing.HAPPENED) for number in range(20)]
    lines = paint_plain(so_far([*many, effect("b", Standing.IN_DOUBT)])).splitlines()
    assert len(lines) == 9
    assert "nobody knows   POST /b" in lines[7]
    assert lines[8].strip() == "21 in all, 20 of them happened"
