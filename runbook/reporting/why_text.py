"""Why a step went where it went, for people: the answer, every row that did not take it, the one that did, the rest."""

from runbook.diagnostics.source import Span
from runbook.frozen import frozen
from runbook.interpreter.events import Purpose
from runbook.interpreter.explanation import Condemned, Explanation, Routing, Weighed
from runbook.language.procedure import Origin
from runbook.reporting.alike_reads import told_events
from runbook.reporting.escape import shortened
from runbook.reporting.excerpt import excerpt_of
from runbook.reporting.report import Attempt, Report, StepReport
from runbook.reporting.request_text import server_text, where_text
from runbook.reporting.row_words import objection, readings_words, row_words
from runbook.reporting.run_text import step_lines
from runbook.reporting.style import Line, Piece, Role, Text, indented, line
from runbook.reporting.width import padded, width
from runbook.reporting.words import answer_words, moment, state_words

_ROW_COLUMN = 46
_MOST_LINES = 8
_WIDEST = 118


@frozen
class Why:
    """One step of a run, explained. `step`: its report."""

    report: Report
    step: StepReport
    explanation: Explanation

    @property
    def attempt(self) -> Attempt | None:
        """The request that is explained."""
        number = self.explanation.attempt
        acts = (one for one in self.step.attempts if one.purpose is Purpose.ACT)
        return next((one for one in acts if one.number == number), None)


def why_text(why: Why) -> Text:
    """The whole explanation."""
    explanation = why.explanation
    lines = [_headline(why), ()]
    if why.attempt is not None:
        lines += [*_request(why, why.attempt), ()]
    if explanation.routing is not None:
        lines += [*_rows(explanation.routing), ()]
    if explanation.condemned is not None:
        lines += [*_condition(explanation.condemned), ()]
    lines += followed(explanation)
    if why.step.steps:
        lines += [(), *(one for step in why.step.steps for one in step_lines(step)), *_deeper(why)]
    return [*lines, *_further(why)]


def _headline(why: Why) -> Line:
    mark, words, role = state_words(why.step.state)
    of = f"{why.report.procedure} · {where_text(why.report.environment, why.report.servers)} · run {why.report.run}"
    named = f" [{shortened(why.step.label, 40)}]" if why.step.label and why.step.label not in why.step.address else ""
    return line(
        Piece(f"{mark} {why.step.address}{named} ", Role.STRONG), Piece(words, role), Piece(f"   {of}", Role.DIM)
    )


def _request(why: Why, attempt: Attempt) -> list[Line]:
    several = len(why.explanation.attempts)
    number = f"attempt {attempt.number} of {several} · " if several > 1 else ""
    sent = line(
        Piece(f"{attempt.method} {server_text(attempt.server)}{attempt.path}"),
        Piece(f"   {number}{moment(attempt.at)}", Role.DIM),
    )
    return [sent, line("-> ", Piece(answer_words(attempt.answer), Role.STRONG))]


def _rows(routing: Routing) -> list[Line]:
    """Every row before the one that took the answer, then that one with its place."""
    passed = [one for one in routing.rows if one is not routing.taken]
    lines = [one for weighed in passed for one in _passed(weighed, routing)]
    if routing.drift:
        lines.append(line(Piece("  the contract declares this status, but no row takes these words: ", Role.WARN)))
        lines.append(line(Piece("  so it counts as an answer that the contract does not declare", Role.WARN)))
    return lines + (_taken(routing.taken) if routing.taken is not None else _nobody(routing))


def _passed(weighed: Weighed, routing: Routing) -> list[Line]:
    said = row_words(weighed.row)
    objected = objection(weighed, routing)
    head = (Piece("✗ ", Role.DIM), Piece(f"{_where(weighed):<10} ", Role.DIM))
    if width(said) > _ROW_COLUMN:
        return [line(*head, said), line(" " * 13, Piece(objected, Role.DIM))]
    return [line(*head, padded(said, _ROW_COLUMN), Piece(f"  {objected}", Role.DIM))]


def _where(weighed: Weighed) -> str:
    row = weighed.row
    if row.origin is Origin.BUILT_IN or row.span is None:
        return "built in"
    return f"line {row.span.line}" if row.origin is Origin.STEP else f"default {row.span.line}"


def _taken(weighed: Weighed) -> list[Line]:
    row = weighed.row
    because = f": {row.because}" if row.because else ""
    said = line(
        Piece("✓ ", Role.OK),
        Piece(f"{_where(weighed):<10} ", Role.DIM),
        row_words(row),
        Piece(" -> ", Role.DIM),
        Piece(row.verb.value, Role.STRONG),
        because,
    )
    seen = readings_words(weighed.readings).removeprefix(": ")
    lines = [said, *([line(" " * 13, Piece(seen, Role.DIM))] if seen else [])]
    if row.span is not None:
        return lines + framed(row.span)
    note = "no row of the playbook takes it; this row is the language's own (defaults.outcomes can replace it)"
    return [*lines, line(" " * 13, Piece(note, Role.DIM))]


def _nobody(routing: Routing) -> list[Line]:
    said = routing.event.because or "no outcome row takes this answer"
    return [line(Piece("! no row took it", Role.WARN), f" -> {routing.event.verb.value}: {said}")]


def framed(span: Span) -> list[Line]:
    """Where something stands, and what stands there, underlined when it is one line."""
    last = span.source.line_of(max(span.start, span.end - 1))
    numbers = range(span.line, min(last, span.line + _MOST_LINES - 1) + 1)
    gutter = len(str(numbers[-1])) + 2
    head = [
        line(Piece(f"{' ' * gutter}--> ", Role.PLACE), span.place),
        line(Piece(f"{' ' * gutter} |", Role.PLACE)),
    ]
    shown = excerpt_of(span)
    if len(numbers) == 1:
        mark = " " * shown.indent + "^" * shown.length
        return [*head, _numbered(shown.number, shown.text, gutter), _margin(gutter, Piece(mark, Role.OK))]
    texts = [shortened(span.source.line(number).replace("\t", "    "), _WIDEST) for number in numbers]
    lines = [_numbered(number, text, gutter) for number, text in zip(numbers, texts, strict=True)]
    more = [_margin(gutter, Piece("…", Role.DIM))] if numbers[-1] < last else []
    return [*head, *lines, *more]


def _numbered(number: int, text: str, gutter: int) -> Line:
    return line(Piece(f"{number:>{gutter}} | ", Role.PLACE), text)


def _margin(gutter: int, piece: Piece) -> Line:
    return line(Piece(" " * gutter + " | ", Role.PLACE), piece)


def _condition(condemned: Condemned) -> list[Line]:
    what = "it was skipped, because its `when`" if condemned.kind == "when" else "its assertion"
    seen = readings_words(condemned.readings)
    return [line(f"{what} did not hold{seen}"), *framed(condemned.condition.span)]


def followed(explanation: Explanation) -> list[Line]:
    """What came after the answer was routed, or everything where nothing was sent."""
    said = told_events(explanation.events)
    lines = [line(Piece(f"{moment(at)[11:]}  ", Role.DIM), text) for at, text in said]
    if explanation.ended is None:
        lines.append(line(Piece("it has not ended", Role.WARN)))
    return [line(Piece("then", Role.STRONG)), *indented(lines, 2)] if lines else []


def _deeper(why: Why) -> list[Line]:
    """Which of the steps inside decided how this one stands."""
    inside = [step for inner in why.step.steps for step in inner.walk() if step.state is why.step.state]
    deciding = inside[-1] if inside else why.step.steps[-1]
    return [(), line(Piece("why one of them went where it did: ", Role.DIM), _command(why, deciding.address))]


def _further(why: Why) -> list[Line]:
    others = [number for number in why.explanation.attempts if number != why.explanation.attempt]
    if not others:
        return []
    numbers = ", ".join(map(str, others))
    command = f"{_command(why, why.step.address)} --attempt {others[0]}"
    return [(), line(Piece(f"other attempts: {numbers}; see: {command}", Role.DIM))]


def _command(why: Why, address: str) -> str:
    return f"runbook why {why.report.run} '{address}'" if "[" in address else f"runbook why {why.report.run} {address}"
