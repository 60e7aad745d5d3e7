"""A run as entries to read: each step with its requests, their answers, the rows that took them, and what people said.

Texts here are raw: each format makes them inert in its own way.
"""

from collections.abc import Iterator, Mapping, Sequence

from runbook.frozen import frozen
from runbook.interpreter.address import pattern
from runbook.interpreter.events import Purpose
from runbook.language.procedure import Origin, Row, StepState, Verb
from runbook.planning.tally import Tallied
from runbook.reporting.alike_reads import gathered, times_words
from runbook.reporting.dossiers.dossier import Dossier
from runbook.reporting.dossiers.sent import sent_body, sent_headers
from runbook.reporting.escape import shortened
from runbook.reporting.report import Attempt, StepReport
from runbook.reporting.request_text import server_text
from runbook.reporting.row_words import row_origin, row_words
from runbook.reporting.style import Role
from runbook.reporting.untried_words import untried_words
from runbook.reporting.words import VERDICTS, answer_words, duration, moment, state_words
from runbook.values.json import Json
from runbook.values.json_codec import write_json
from runbook.values.unknown import encode_value

_BRIEF = 120
DISARMED = "an earlier attempt got no answer, so a refusal is no evidence"

_KINDS = {Purpose.ACT: "sent", Purpose.BEFORE: "read before", Purpose.VERIFY: "read back"}
"""What a request was for, in words."""


@frozen
class Exchange:
    """One request and its answer. `kind`: `sent`, `read before` or `read back`; `took`: how long it was under way.

    `brief`: the body of an act, cut short; `said`: the whole body that came back. `led`: where the answer led (a verb,
    or what a read showed); `row`: the row that took it, `place`: who wrote that.
    `times`: how often it was read alike, and in what time; empty for once, and else it is the first that is shown.
    `tallied`: how it stands to the plan; None when that is not known.
    """

    kind: str
    number: int
    of: int
    at: str
    took: str
    method: str
    target: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: str
    brief: str
    answer: str
    said: str
    led: str
    role: Role
    row: str
    place: str
    because: str
    notes: tuple[str, ...]
    digest: str
    times: str
    tallied: Tallied | None


@frozen
class Entry:
    """One step or item. `words`, `mark`, `role`: its state. `remarks`: what people were asked and what they said."""

    address: str
    name: str
    title: str
    item: str
    depth: int
    mark: str
    words: str
    role: Role
    because: str
    at: str
    took: str
    waited: str
    exchanges: tuple[Exchange, ...]
    remarks: tuple[str, ...]
    entries: "tuple[Entry, ...]"
    smooth: bool

    def walk(self) -> "Iterator[Entry]":
        """This entry and all inside it, in order."""
        yield self
        for inner in self.entries:
            yield from inner.walk()


def entries(dossier: Dossier) -> tuple[Entry, ...]:
    """Every step of the run, with those inside it."""
    keyed = dossier.tally.keyed if dossier.tally is not None else {}
    return tuple(_entry(step, dossier, keyed, 0) for step in dossier.report.steps)


Keyed = Mapping[tuple[str, Purpose, int], Tallied]


def _entry(step: StepReport, dossier: Dossier, keyed: Keyed, depth: int) -> Entry:
    mark, words, role = state_words(step.state)
    inner = tuple(_entry(one, dossier, keyed, depth + 1) for one in step.steps)
    ended = step.ended_at if step.ended_at is not None else dossier.report.last_at
    took = ended - step.began_at if step.began_at is not None else 0.0
    return Entry(
        address=step.address,
        name=f"[{step.label}]" if step.item else step.id,
        title="" if step.item else dossier.titles.get(pattern(step.address), ""),
        item=step.label,
        depth=depth,
        mark=mark,
        words="already so" if step.already else words,
        role=role,
        because=step.because if step.handed is None or step.because != step.handed.note else "",
        at=clock(step.began_at),
        took=spent(took),
        waited=duration(step.waited) if step.waited >= 0.05 else "",
        exchanges=tuple(
            _exchange(group[0], step, dossier, keyed, times_words(group) if len(group) > 1 else "")
            for group in gathered(step.attempts)
        ),
        remarks=(*untried_words(step), *remarks(step)),
        entries=inner,
        smooth=_smooth(step) and all(one.smooth for one in inner),
    )


def _smooth(step: StepReport) -> bool:
    """Whether there is nothing here that a reader must see."""
    said = step.choices or step.settled or step.untried
    plain = step.state in (StepState.DONE, StepState.SKIPPED) and not said
    acts = [one for one in step.attempts if one.purpose is Purpose.ACT]
    return plain and len(acts) <= 1 and all(one.verb in (Verb.DONE, Verb.ALREADY) for one in acts)


def remarks(step: StepReport) -> Iterator[str]:
    """What people were asked and where that leads, what they chose and settled, what was handed to them."""
    for question in step.questions:
        until = f", until {moment(question.until)}" if question.until is not None else ""
        yield f"asked at {moment(question.at)}{until}: {question.message} ({', '.join(question.choices)})"
        for offered, lead in zip(question.choices, question.leads, strict=False):
            yield f"{offered} leads to: {lead}"
    for choice in step.choices:
        yield f"{choice.by or 'the deadline'} chose {choice.choice} at {moment(choice.at)}"
    for settled in step.settled:
        said = "happened" if settled.happened else "did not happen"
        yield f"{settled.by} said at {moment(settled.at)} that it {said}: {settled.because}"
    if step.handed is not None:
        yield f"handed over to {step.handed.to}: {step.handed.note}"


def _exchange(attempt: Attempt, step: StepReport, dossier: Dossier, keyed: Keyed, times: str) -> Exchange:
    row = dossier.row_of(step.address, attempt) if attempt.purpose is Purpose.ACT else None
    led, role = _led(attempt)
    took = spent(attempt.answered_at - attempt.at) if attempt.answered_at is not None else ""
    body = sent_body(attempt.request) or ""
    return Exchange(
        kind=_KINDS[attempt.purpose],
        number=attempt.number,
        of=sum(one.purpose is attempt.purpose for one in step.attempts),
        at=clock(attempt.at),
        took=took,
        method=attempt.method,
        target=attempt.path,
        url=server_text(attempt.server) + attempt.path,
        headers=tuple(sent_headers(attempt.request, dossier.schemes)),
        body=body,
        brief=shortened(body, _BRIEF) if attempt.purpose is Purpose.ACT else "",
        answer=answer_words(attempt.answer),
        said=answer_text(attempt),
        led=led,
        role=role,
        row=row_words(row) if row is not None else "",
        place=_place(row, attempt),
        because=attempt.because,
        notes=tuple(_notes(attempt)),
        digest=attempt.digest,
        times=times,
        tallied=keyed.get((step.address, attempt.purpose, attempt.number)),
    )


def _led(attempt: Attempt) -> tuple[str, Role]:
    if attempt.verdict is not None:
        return VERDICTS[attempt.verdict]
    if attempt.verb is not None:
        return attempt.verb.value, Role.STRONG
    return "", Role.ERROR if attempt.answer is None else Role.PLAIN


def _place(row: Row | None, attempt: Attempt) -> str:
    if row is not None:
        return "built-in row" if row.origin is Origin.BUILT_IN else row_origin(row)
    return "no row" if attempt.verb is not None and attempt.row is None else ""


def _notes(attempt: Attempt) -> Iterator[str]:
    if attempt.answer is not None and attempt.answer.hint:
        yield attempt.answer.hint
    if attempt.disarmed:
        yield DISARMED


def answer_text(attempt: Attempt) -> str:
    """The body that came back: text as it came, anything else as JSON; empty without one."""
    answer = attempt.answer
    if answer is None or answer.body is None:
        return ""
    body: Json = encode_value(answer.body)
    return body if isinstance(body, str) else write_json(body, ascii=False)


def clock(at: float | None) -> str:
    """A time of day in UTC: `09:31:12Z`; the date stands at the head."""
    return moment(at)[11:] if at is not None else ""


def spent(seconds: float) -> str:
    """`34 ms`, `1.2 s`, `2 min`: never less than nothing, whatever the clock of the machine did."""
    return f"{max(0.0, seconds) * 1000:.0f} ms" if seconds < 1 else duration(seconds)


def smooth_runs(listed: Sequence[Entry], least: int) -> Iterator[tuple[Entry, ...]]:
    """The entries in groups: neighbours without anything to see together when there are `least` of them or more."""
    calm: list[Entry] = []
    for one in listed:
        if one.smooth:
            calm.append(one)
            continue
        yield from _grouped(calm, least)
        calm = []
        yield (one,)
    yield from _grouped(calm, least)


def _grouped(calm: list[Entry], least: int) -> Iterator[tuple[Entry, ...]]:
    if len(calm) >= least:
        yield tuple(calm)
    else:
        yield from ((one,) for one in calm)
