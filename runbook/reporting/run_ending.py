"""The last lines of a run's report: how it stands, what is not known, what to do next."""

from runbook.language.procedure import StepState
from runbook.reporting.identity_words import closed_words
from runbook.reporting.next_step import next_step
from runbook.reporting.question_text import question_lines
from runbook.reporting.report import Doubt, Report, Totals
from runbook.reporting.request_text import server_text
from runbook.reporting.style import Line, Piece, Role, line
from runbook.reporting.words import counted, duration, moment, run_words, state_words


def ending(report: Report) -> list[Line]:
    """What is in doubt, what is asked, the summary, the next step."""
    lines = [one for doubt in report.doubts for one in _doubt(doubt)]
    if lines:
        lines.append(())
    return [*lines, *question_lines(report), _summary(report), *_next(report)]


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
    mark, words, role = run_words(report.state, running=report.running, closed=report.closed is not None)
    if report.closed is not None:
        was = f" (it was {state_words(report.state)[1]})"
        said = (f" {closed_words(report.closed)}", Piece(was, Role.DIM))
        return line(Piece(f"{mark} {words}", role), *said, Piece(f" · {counts(report.totals)}", Role.DIM))
    until = report.postponed_until
    if until is not None and not report.running:
        words = f"{words} until {moment(until)}"
    told = report.state is StepState.DONE or (report.state is StepState.WAITING and until is None)  # asked above
    because = f": {report.because}" if report.because and not told else ""
    return line(
        Piece(f"{mark} {words}", role), because, Piece(f" · {counts(report.totals)}", Role.DIM), _seconds(report)
    )


def _seconds(report: Report) -> Piece:
    return Piece(f" · {duration(report.seconds)}", Role.DIM)


def counts(totals: Totals) -> str:
    """`6 requests, 4 irreversible · 1 tolerated`: what there was, and nothing that there was not."""
    irreversible = f", {totals.irreversible} irreversible" if totals.irreversible else ""
    said = [
        counted(totals.requests, "request") + irreversible,
        counted(totals.retries, "retry", "retries") if totals.retries else "",
        f"{totals.notes} tolerated" if totals.notes else "",
        f"{totals.already} already so" if totals.already else "",
        f"{totals.unclaimed} happened, by whom is unknown" if totals.unclaimed else "",
        f"{totals.in_doubt} in doubt" if totals.in_doubt else "",
        f"{counted(totals.untried, 'item')} not tried" if totals.untried else "",
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
