"""A run for people: one line per step, what was sent below it, and at the end how it stands and what to do next."""

from runbook.interpreter.events import Purpose, Verdict
from runbook.language.procedure import StepState
from runbook.reporting.alike_reads import gathered, times_words
from runbook.reporting.escape import shortened
from runbook.reporting.identity_words import acting_words, resumed_words
from runbook.reporting.report import Attempt, Report, StepReport
from runbook.reporting.request_text import server_text
from runbook.reporting.run_ending import ending
from runbook.reporting.style import Line, Piece, Role, Text, indented, line
from runbook.reporting.untried_words import untried_words
from runbook.reporting.width import padded
from runbook.reporting.words import VERDICTS, answer_words, duration, moment, settled_words, state_words
from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.unknown import encode_value

_COLUMN = 22


def run_text(report: Report) -> Text:
    """The whole report."""
    lines = [_headline(report), *_people(report), ()]
    for step in report.steps:
        lines += step_lines(step)
    lines += [(), *_outputs(report)] if report.outputs else [()]
    return [*lines, *ending(report)]


def _headline(report: Report) -> Line:
    where = ", ".join(f"{provider} -> {server_text(url)}" for provider, url in report.servers.items())
    return line(
        Piece(report.procedure, Role.STRONG),
        f"   {where}   ",
        Piece(f"{report.environment} · {moment(report.started_at)} · run {report.run}", Role.DIM),
    )


def _people(report: Report) -> list[Line]:
    """As whom it acts, and who took it up."""
    said = [f"acts as {one}" for one in acting_words(report.first_acting)] + resumed_words(report)
    return [line(Piece(f"  {one}", Role.DIM)) for one in said]


def step_lines(step: StepReport, depth: int = 0) -> list[Line]:
    """A step, its attempts and the steps inside it, indented by their depth."""
    lines = [_step_line(step, depth)]
    lines += indented((one for group in gathered(step.attempts) for one in _group_lines(group, step)), 4)
    lines += [line("    ", Piece(f"{choice.by or 'the deadline'} chose {choice.choice}")) for choice in step.choices]
    lines += [line("    ", Piece(settled_words(one), Role.WARN)) for one in step.settled_late]
    if step.handed is not None:
        lines.append(line("    ", Piece(f"to {step.handed.to}: "), Piece(step.handed.note, Role.WARN)))
    lines = indented(lines, 2 * depth)
    for inner in step.steps:
        lines += step_lines(inner, depth + 1)
    return [*lines, *_untried(step, depth + 1)]


def _untried(step: StepReport, depth: int) -> list[Line]:
    """The items of a loop that were not begun, by their names."""
    return [] if not step.untried else [line(" " * 2 * depth, Piece(one, Role.WARN)) for one in untried_words(step)]


def _step_line(step: StepReport, depth: int) -> Line:
    mark, words, role = state_words(step.state)
    if step.already:
        words = "already so"
    name = f"[{shortened(step.label, 40)}]" if step.item else step.id
    handed = step.handed.note if step.handed is not None else None
    because = f"   {step.because}" if step.because not in ("", handed) else ""
    waited = f"   waited {duration(step.waited)}" if step.waited >= 0.05 else ""
    return line(
        Piece(f"{mark} ", role),
        Piece(padded(name, _COLUMN - 2 * depth) + " ", Role.STRONG),
        Piece(words, role),
        because,
        Piece(waited, Role.DIM),
    )


def _group_lines(group: tuple[Attempt, ...], step: StepReport) -> list[Line]:
    """`POST /case/id/c-91/cancel -> 422 "…" -> fallback`, and what is to be known about it; reads alike as one."""
    first, *notes = _attempt_lines(group[0], step)
    if len(group) == 1:
        return [first, *notes]
    return [(*first, Piece(f", {times_words(group)}", Role.DIM)), *notes]


def _attempt_lines(attempt: Attempt, step: StepReport) -> list[Line]:
    sent = Piece(f"{attempt.method} {attempt.path}", Role.DIM)
    number = Piece(f"{attempt.number}. ", Role.DIM) if _several(step, attempt.purpose) else Piece("")
    first = line(number, sent, Piece(" -> ", Role.DIM), Piece(answer_words(attempt.answer)), *_consequence(attempt))
    return [first, *(line("  ", Piece(note, Role.DIM)) for note in _notes(attempt))]


def _several(step: StepReport, purpose: Purpose) -> bool:
    return sum(attempt.purpose is purpose for attempt in step.attempts) > 1


def _consequence(attempt: Attempt) -> list[Piece]:
    """Where the answer led."""
    pieces = []
    if attempt.verb is not None:
        pieces = [Piece(" -> ", Role.DIM), Piece(attempt.verb.value, Role.STRONG)]
    if attempt.verdict is not None:
        said, role = VERDICTS[attempt.verdict]
        pieces = [Piece(" -> ", Role.DIM), Piece(said, role)]
    return pieces


def _notes(attempt: Attempt) -> list[str]:
    """What people should know besides: the adapter's hint, rows that did not count, why a read cannot tell."""
    hint = attempt.answer.hint if attempt.answer is not None else ""
    disarmed = "an earlier attempt got no answer, so a refusal is no evidence" if attempt.disarmed else ""
    untold = attempt.because if attempt.verdict is Verdict.CANNOT_TELL else ""
    return [note for note in dict.fromkeys((hint, disarmed, untold)) if note]


def _outputs(report: Report) -> list[Line]:
    shown = [(name, _value(encode_value(value))) for name, value in report.outputs.items()]
    column = max(len(name) for name, _ in shown)
    return [*(line(Piece(f"  {name:<{column}}  ", Role.DIM), value) for name, value in shown), ()]


def _value(value: Json) -> str:
    """An output; the name of a state reads as people say it."""
    if not isinstance(value, str):
        return shortened(canonical_json(value), 200)
    state = next((state for state in StepState if state.value == value), None)
    return shortened(value, 200) if state is None else state_words(state)[1]
