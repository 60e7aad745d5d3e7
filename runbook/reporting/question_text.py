"""An open question as people see it: what is asked, what each choice leads to, and what has happened until now."""

from collections.abc import Sequence

from runbook.interpreter.events import Purpose
from runbook.interpreter.standing import EffectStanding, Standing
from runbook.language.procedure import StepState
from runbook.reporting.escape import shortened
from runbook.reporting.report import Question, Report, StepReport
from runbook.reporting.style import Line, Piece, Role, line
from runbook.reporting.width import padded, width
from runbook.reporting.words import moment

_SHOWN = 8
"""Effects, and questions, that are told one by one."""

_STANDINGS = {
    Standing.HAPPENED: ("happened", Role.OK),
    Standing.DID_NOT_HAPPEN: ("did not happen", Role.DIM),
    Standing.IN_DOUBT: ("nobody knows", Role.WARN),
}


def question_lines(report: Report) -> list[Line]:
    """Every open question of a run that rests on people, then what has and has not happened so far."""
    asking = [step for step in report.walk() if step.open_question is not None]
    if report.state is not StepState.WAITING or not asking:
        return []
    lines = [one for step in asking[:_SHOWN] for one in asked_lines(step)]
    if len(asking) > _SHOWN:
        lines.append(line(Piece(f"  and {len(asking) - _SHOWN} more questions", Role.DIM)))
    return [*lines, *so_far(report.effects), ()]


def asked_lines(step: StepReport, *, numbered: bool = False) -> list[Line]:
    """The open question of a step: its words, what it is about, its choices and where they lead.

    `numbered`: a person at a terminal can type the number of a choice.
    """
    question = step.open_question
    if question is None:
        return []
    item = f" [{shortened(step.label, 40)}]" if step.item else ""
    lines = [line(Piece("? ", Role.WARN), Piece(f"{step.address}{item} asks: ", Role.STRONG), question.message)]
    acts = [attempt for attempt in step.attempts if attempt.purpose is Purpose.ACT]
    if acts:
        which = f"attempt {acts[-1].number}, " if acts[-1].number > 1 else ""
        lines.append(line(Piece(f"  about {acts[-1].method} {acts[-1].path} ({which}{moment(acts[-1].at)})", Role.DIM)))
    return [*lines, *_choices(question, numbered=numbered), *_until(question)]


def _choices(question: Question, *, numbered: bool) -> list[Line]:
    column = max(width(choice) for choice in question.choices)
    leads = question.leads or ("",) * len(question.choices)
    return [
        line(
            f"    {number} " if numbered else "    ",
            Piece(padded(choice, column), Role.STRONG),
            Piece(f"  -> {lead}" if lead else "", Role.DIM),
        )
        for number, (choice, lead) in enumerate(zip(question.choices, leads, strict=True), 1)
    ]


def _until(question: Question) -> list[Line]:
    if question.until is None:
        return []
    return [line(Piece(f"  until {moment(question.until)}; after that {question.default} counts as chosen", Role.WARN))]


def so_far(effects: Sequence[EffectStanding]) -> list[Line]:
    """What the run has done until now: one line for each effect, only counts of those that went as they should."""
    if not effects:
        return [line(Piece("  so far  ", Role.STRONG), "nothing was sent that could take effect")]
    told = sorted(effects, key=lambda effect: effect.standing is Standing.HAPPENED)[:_SHOWN]
    lines = [_effect(effect) for effect in effects if effect in told]
    if len(effects) > len(told):
        happened = sum(effect.standing is Standing.HAPPENED for effect in effects)
        lines.append(line(f"          {len(effects)} in all, {happened} of them happened"))
    first = (Piece("  so far  ", Role.STRONG), *lines[0][1:])
    return [first, *lines[1:]]


def _effect(effect: EffectStanding) -> Line:
    words, role = _STANDINGS[effect.standing]
    request = effect.request
    return line(
        "          ",
        Piece(padded(words, 15), role),
        f"{request.get('method', '')} {request.get('path', '')}",
        Piece(f"  ({effect.address})", Role.DIM),
    )
