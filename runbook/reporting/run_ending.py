"""The last lines of a run's report: how it stands, what is not known, what to do next."""

from shlex import quote

from runbook.language.procedure import StepState
from runbook.reporting.report import Doubt, Report, StepReport, Totals
from runbook.reporting.request_text import server_text
from runbook.reporting.style import Line, Piece, Role, line
from runbook.reporting.words import counted, duration, moment, state_words


def ending(report: Report) -> list[Line]:
    """What is in doubt, the summary, the next step."""
    lines = [one for doubt in report.doubts for one in _doubt(doubt)]
    if lines:
        lines.append(())
    return [*lines, _summary(report), *_next(report)]


def _doubt(doubt: Doubt) -> list[Line]:
    attempt = doubt.attempt
    return [
        line(
            Piece("in doubt ", Role.ERROR),
            f"whether {attempt.method} {server_text(attempt.server)}{attempt.path} took effect",
            Piece(f" (attempt {attempt.number} of {doubt.address}, {moment(attempt.at)})", Role.DIM),
        ),
        line(f"         {doubt.reason}"),
    ]


def _summary(report: Report) -> Line:
    mark, words, role = state_words(report.state)
    because = f": {report.because}" if report.because and report.state is not StepState.DONE else ""
    return line(
        Piece(f"{mark} {words}", role), because, Piece(f" · {_counts(report.totals)}", Role.DIM), _seconds(report)
    )


def _seconds(report: Report) -> Piece:
    return Piece(f" · {duration(report.seconds)}", Role.DIM)


def _counts(totals: Totals) -> str:
    irreversible = f", {totals.irreversible} irreversible" if totals.irreversible else ""
    said = [
        counted(totals.requests, "request") + irreversible,
        counted(totals.retries, "retry", "retries") if totals.retries else "",
        f"{totals.notes} tolerated" if totals.notes else "",
        f"{totals.already} already so" if totals.already else "",
        f"{totals.in_doubt} in doubt" if totals.in_doubt else "",
    ]
    return " · ".join(part for part in said if part)


def _next(report: Report) -> list[Line]:
    """What a person does now."""
    advice = next_step(report)
    if not advice:
        return [line(Piece(f"  every event: runbook runs show {report.run}", Role.DIM))]
    return [line(Piece("  next: ", Role.STRONG), one) for one in advice[:1]] + [
        line("        ", one) for one in advice[1:]
    ]


def next_step(report: Report) -> tuple[str, ...]:
    """What to do, as lines of text; nothing when the run is simply done."""
    evidence = f"runbook runs show {report.run}"
    match report.state:
        case StepState.DONE | StepState.DONE_WITH_NOTES | StepState.SKIPPED:
            return ()
        case StepState.IN_DOUBT:
            return (
                "look it up with the provider before anything is sent again: it may have happened; then say",
                *_settlements(report),
                f"what was sent and when: {evidence}",
            )
        case StepState.HANDED_OVER:
            who = ", ".join(dict.fromkeys(handed.to for _, handed in report.handovers)) or "the owner"
            return (f"{who} takes over; the evidence: {evidence}",)
        case StepState.WAITING:
            return ("a person must decide:", *_answers(report), f"the evidence: {evidence}")
        case StepState.FAILED:
            return (f"read why above, correct it, run it again; the evidence: {evidence}",)
        case None if report.doubts:
            return (
                f"a request was under way, and nobody knows whether it acted; to look and go on: {_resume(report)}",
                f"what was sent and when: {evidence}",
            )
        case None:
            return (f"nothing of it is in doubt; to go on: {_resume(report)}", f"the evidence: {evidence}")


def _resume(report: Report) -> str:
    return f"runbook resume {report.run}"


def _settlements(report: Report) -> list[str]:
    """The command for each effect in doubt."""
    return [
        f"runbook settle {report.run} {quote(step.address)} --happened|--did-not-happen --because TEXT"
        for step in _resting(report, StepState.IN_DOUBT)
    ]


def _answers(report: Report) -> list[str]:
    """The command for each open question."""
    return [
        f"runbook answer {report.run} {quote(step.address)} {'|'.join(map(quote, step.offered)) or 'CHOICE'}"
        for step in _resting(report, StepState.WAITING)
    ]


def _resting(report: Report, state: StepState) -> list[StepReport]:
    """The steps that wait for a person; none in a run that ended."""
    return [] if report.ended_at is not None else [step for step in report.walk() if step.state is state]
