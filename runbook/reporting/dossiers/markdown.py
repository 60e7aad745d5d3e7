"""A dossier as Markdown, for a pull request or a ticket. Whatever others wrote stands in code spans, so it is inert."""

from collections.abc import Iterator, Sequence

from runbook.reporting.dossiers.dossier import Dossier
from runbook.reporting.dossiers.entries import Entry, Exchange, entries, remarks, smooth_runs
from runbook.reporting.dossiers.summary import (
    agreement_words,
    case,
    doubt_words,
    facts,
    sentence,
    tally_words,
    undone,
)
from runbook.reporting.escape import inert_line, shortened, visible
from runbook.reporting.markdown import cell, code, table, words
from runbook.reporting.next_step import next_step
from runbook.reporting.request_text import where_text
from runbook.reporting.run_ending import counts
from runbook.reporting.words import duration, run_words

_FOLDED_FROM = 12
_MOST_UNDONE = 50
_MOST_FOLDED = 20
"""Items of one fold that are shown: a comment on GitHub holds 65,536 characters."""

_MOST_DIGESTS = 40
_LONGEST = 300


def render(dossier: Dossier) -> str:
    """The whole dossier, what happened first."""
    parts = [
        *_head(dossier),
        *_doubts(dossier),
        *_next(dossier),
        "## What happened",
        *_steps(entries(dossier)),
        *_undone(dossier),
        *_people(dossier),
        *_tally(dossier),
        "## About this run",
        table(("", ""), [(label, cell(_short(text))) for label, text in facts(dossier)]),
        f"<sub>Written by runbook {dossier.version} from the journal of the run; secrets stand by name.</sub>",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(dossier: Dossier) -> Iterator[str]:
    report = dossier.report
    mark, state, _ = run_words(report.state, running=report.running, closed=report.closed is not None)
    yield f"# {mark} {state}: {words(dossier.title or report.procedure)}"
    why = f" {words(report.because)}" if report.because else ""
    yield _said(sentence(report), report.because) + why
    told = case(report)
    yield f"For {' · '.join(map(code, told))}" if told else ""
    where = where_text(report.environment, report.servers)
    yield f"{counts(report.totals)} · {duration(report.seconds)} · {cell(where)} · {cell(report.run)}"


def _said(text: str, because: str) -> str:
    """Our own sentence; the reason that others wrote stands behind it in code."""
    head, found, _ = text.partition(f": {because}") if because else (text, "", "")
    return f"{head}:" if found else text


def _next(dossier: Dossier) -> Iterator[str]:
    """What a person does now; commands in one block, ready to be copied."""
    advice = next_step(dossier.report)
    if not advice:
        return
    yield "## What a person does now"
    fence = "```"
    yield "\n".join([f"{fence}text", *(_plain_line(line) for line in advice), fence])


def _plain_line(line: str) -> str:
    """A line inside a fence, which it cannot close."""
    return inert_line(visible(line)).replace("```", "'''")


def _doubts(dossier: Dossier) -> Iterator[str]:
    if dossier.report.doubts:
        yield "## In doubt"
        yield "\n".join(f"- {code(doubt_words(one))}: {words(one.reason)}" for one in dossier.report.doubts)


_HEADS = ("", "Step", "When", "Request", "Answer", "Then")


def _steps(listed: Sequence[Entry]) -> Iterator[str]:
    """One table; many neighbours without anything to see are folded away below it."""
    if not listed:
        yield "Nothing: no step was begun."
        return
    folded: list[tuple[Entry, ...]] = []
    yield table(_HEADS, list(_rows(listed, folded)))
    for group in folded:
        rows = [row for one in group[:_MOST_FOLDED] for row in _entry_rows(one, [])]
        summary = f"{len(group)} that went as they should, {group[0].address} … {group[-1].address}"
        more = f"\n\n{_more(len(group) - _MOST_FOLDED)}" if len(group) > _MOST_FOLDED else ""
        yield f"<details><summary>{_plain(summary)}</summary>\n\n{table(_HEADS, rows)}{more}\n\n</details>"


def _more(number: int) -> str:
    return f"and {number} more like these; all of them: `runbook runs report RUN -o html`"


def _plain(text: str) -> str:
    """Words between HTML tags: there Markdown's code spans do not work everywhere."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")


def _rows(listed: Sequence[Entry], folded: list[tuple[Entry, ...]]) -> Iterator[tuple[str, ...]]:
    for group in smooth_runs(listed, _FOLDED_FROM):
        if len(group) == 1:
            yield from _entry_rows(group[0], folded)
        else:
            folded.append(group)
            yield ("✓", f"{len(group)} that went as they should", "", "", "", "folded below")


def _entry_rows(entry: Entry, folded: list[tuple[Entry, ...]]) -> Iterator[tuple[str, ...]]:
    item = f" {cell(shortened(entry.item, 60))}" if entry.item else ""
    title = f" · {_words(entry.title)}" if entry.title else ""
    because = f": {_words(_short(entry.because))}" if entry.because else ""
    waited = f", waited {entry.waited}" if entry.waited else ""
    when = f"{entry.at}, {entry.took}{waited}" if entry.at else ""
    yield (entry.mark, f"{cell(entry.address)}{item}{title}", when, "", "", f"**{entry.words}**{because}")
    for one in entry.exchanges:
        yield ("", "", _when(one), _request(one), _answer(one), _then(one))
    yield from _rows(entry.entries, folded)


def _when(one: Exchange) -> str:
    took = one.times or one.took
    return f"{one.at}, {took}" if took else one.at


def _request(one: Exchange) -> str:
    number = f"{one.number}. " if one.of > 1 else ""
    read = {"sent": "", "read before": "read before: "}.get(one.kind, "read back: ")
    body = f" {cell(_short(one.body))}" if one.body and one.kind == "sent" else ""
    return f"{number}{read}{cell(f'{one.method} {one.url}')}{body}"


def _answer(one: Exchange) -> str:
    notes = "".join(f" · {_words(note)}" for note in one.notes)
    return f"{cell(one.answer)}{notes}"


def _then(one: Exchange) -> str:
    row = f" by {cell(one.row)} ({cell(one.place)})" if one.row else (f" ({one.place})" if one.place else "")
    return f"{one.led}{row}"


def _words(text: str) -> str:
    """Words in a cell; where they must stand in code a bar is escaped."""
    return words(text).replace("|", "\\|")


def _short(text: str) -> str:
    return shortened(text, _LONGEST)


def _undone(dossier: Dossier) -> Iterator[str]:
    listed = undone(dossier)
    if not listed:
        return
    yield "## What did not happen"
    rows = [f"- {code(one.address)} {one.how}{_reason(one.because)}" for one in listed[:_MOST_UNDONE]]
    more = len(listed) - _MOST_UNDONE
    yield "\n".join([*rows, *([f"- and {more} more, in the table above"] if more > 0 else [])])


def _reason(because: str) -> str:
    return f": {words(because)}" if because else ""


def _people(dossier: Dossier) -> Iterator[str]:
    """What people were asked and given, and what they said."""
    said = [(step.address, remark) for step in dossier.report.walk() for remark in remarks(step)]
    if said:
        yield "## People"
        yield "\n".join(f"- {code(address)}: {words(remark)}" for address, remark in said)


def _tally(dossier: Dossier) -> Iterator[str]:
    """Planned = sent."""
    said, holds = tally_words(dossier)
    yield "## Planned = sent"
    yield f"{'✓' if holds else '!'} {said}" if dossier.tally is not None else f"! {words(said)}"
    tally = dossier.tally
    if tally is None or not tally.requests:
        return
    yield f"All requests that were sent: {code(tally.sent)}, against {dossier.against} {code(tally.plan)}."
    rows: list[tuple[str, ...]] = [
        (
            cell(one.address),
            f"{one.purpose.value} {one.attempt}",
            cell(one.planned),
            cell(one.sent),
            agreement_words(one.agreement)[0],
        )
        for one in tally.requests
    ]
    rows, left = rows[:_MOST_DIGESTS], len(rows) - _MOST_DIGESTS
    more = f"\n\nand {left} more; all of them: `runbook runs report RUN -o json`" if left > 0 else ""
    shown = table(("Step", "Attempt", "Planned", "Sent", ""), rows)
    yield f"<details><summary>Each request</summary>\n\n{shown}{more}\n\n</details>"
