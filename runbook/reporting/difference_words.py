"""What a difference says, in words: the same sentences for a terminal and for a pull request."""

from collections.abc import Mapping, Sequence

from runbook.frozen import frozen, replace
from runbook.planning.assurances import Assured
from runbook.planning.difference import Change, Difference, Reached, RequestChange, Turn, answer_of
from runbook.planning.plan import Plan, PlannedStep, Road
from runbook.providers.request import Request
from runbook.reporting.plan_roads import destination
from runbook.reporting.request_text import header_texts, url_text, value_text
from runbook.reporting.words import counted

_MOST_REQUESTS = 10
_NONE = "-"


@frozen
class Section:
    """One part of a difference. `heads`: of its columns; `rows`: cells as text; `grave`: it deserves a second look."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    grave: bool = False


def headline(found: Difference) -> str:
    """The one sentence that a reviewer reads first."""
    if found.same:
        return "nothing differs: the same calls, the same roads, the same bounds"
    said = [
        f"requests and roads were not compared: {'; '.join(found.unplanned)}" if found.unplanned else "",
        _assured_words(found),
        f"{counted(len(found.opened), 'irreversible call')} became reachable" if found.opened else "",
        f"{counted(len(found.closed), 'irreversible call')} can no longer be reached" if found.closed else "",
        f"{counted(len(found.turns), 'answer')} now {'leads' if len(found.turns) == 1 else 'lead'} elsewhere"
        if found.turns
        else "",
    ]
    return (
        "; ".join(part for part in said if part) or "no irreversible call became reachable, no answer leads elsewhere"
    )


def _assured_words(found: Difference) -> str:
    if not found.assured:
        return ""
    weaker = sum(one.weaker for one in found.assured)
    what = f"{counted(len(found.assured), 'change')} of where it goes, as whom or who must agree"
    return f"{what} ({weaker} weaker)" if weaker else what


def _assured(one: Assured) -> tuple[str, ...]:
    return ("weaker" if one.weaker else "", one.where, one.what, one.old or _NONE, one.new or _NONE)


def sections(found: Difference) -> tuple[Section, ...]:
    """Everything that differs, the gravest first; empty sections are left out."""
    steps = _by_address(found.old.plan) | _by_address(found.new.plan)
    every = (
        Section(
            "Where it goes, as whom, and who must agree",
            ("", "where", "what", "before", "now"),
            tuple(_assured(one) for one in found.assured),
            grave=True,
        ),
        Section(
            "Irreversible calls that became reachable",
            ("step", "call", "reached by"),
            tuple(_reached(one) for one in found.opened),
            grave=True,
        ),
        Section(
            "Answers that now lead elsewhere",
            ("step", "answer", "before", "now"),
            tuple(_turned(found)),
            grave=True,
        ),
        Section(
            "Irreversible calls that can no longer be reached",
            ("step", "call", "was reached by"),
            tuple(_reached(one) for one in found.closed),
        ),
        Section("Requests", ("step", "", "request"), tuple(row for one in found.requests for row in _requests(one))),
        Section(
            "Steps",
            ("", "step", "what"),
            (
                *(("+", one, _what(steps[one])) for one in found.added),
                *(("-", one, _what(steps[one])) for one in found.removed),
            ),
        ),
        Section("Everything else", ("where", "what", "before", "now"), tuple(map(_change, found.changes))),
    )
    return tuple(one for one in every if one.rows)


def _by_address(plan: Plan) -> dict[str, PlannedStep]:
    return {step.address: step for step in plan.steps}


def _reached(one: Reached) -> tuple[str, ...]:
    ways: dict[str, list[str]] = {}
    for step, answer in one.ways:
        ways.setdefault(step, []).append(answer)
    told = "; ".join(f"{step}: {', '.join(answers)}" for step, answers in ways.items())
    return (one.address, f"{one.operation}, moves money" if one.moves_money else one.operation, told or "no answer")


def _turned(found: Difference) -> list[tuple[str, ...]]:
    """A row for each step and each pair of destinations, with all the answers that turned so."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for turn in found.turns:
        rows.setdefault((turn.address, *_leads(turn, found)), []).append(
            answer_of(turn.status, turn.message, turn.asks)
        )
    return [(address, ", ".join(answers), old, new) for (address, old, new), answers in rows.items()]


def _leads(turn: Turn, found: Difference) -> tuple[str, str]:
    """Where the answer led and leads; with the reasons when only these differ."""
    old, new = _lead(turn.old, found.old.plan), _lead(turn.new, found.new.plan)
    if old != new or turn.old is None or turn.new is None:
        return old, new
    return f"{old} ({turn.old.because or 'no reason'})", f"{new} ({turn.new.because or 'no reason'})"


def _lead(road: Road | None, plan: Plan) -> str:
    """Where a road leads; steps by their ids, because numbers shift."""
    if road is None:
        return "no such answer"
    numbered: Mapping[str, PlannedStep] = {step.address: replace(step, number=step.id) for step in plan.steps}
    return destination(road, numbered)


def _requests(change: RequestChange) -> list[tuple[str, ...]]:
    return [
        *(
            (change.address, mark, text)
            for mark, requests in (("-", change.gone), ("+", change.come))
            for text in _some(requests)
        )
    ]


def _some(requests: Sequence[Request]) -> list[str]:
    """The first of them, and how many more there are."""
    told = [_request(one) for one in requests[:_MOST_REQUESTS]]
    more = len(requests) - _MOST_REQUESTS
    return [*told, f"… and {counted(more, 'more request')}; -o json names each"] if more > 0 else told


def _request(request: Request) -> str:
    body = value_text(request.body) if request.media_type is not None else ""
    return "  ".join(
        part for part in (f"{request.method} {url_text(request)}", *header_texts(request, {}), body) if part
    )


def _what(step: PlannedStep) -> str:
    calls = dict.fromkeys(
        f"{one.request.provider}.{one.request.operation} ({one.request.effect.value})" for one in step.requests
    )
    return ", ".join(calls) or step.detail or step.title or step.kind


def _change(change: Change) -> tuple[str, ...]:
    return (change.where, change.trait, change.old or _NONE, change.new or _NONE)
