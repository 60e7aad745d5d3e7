"""A plan for people: for each step what it sends, and where every answer leads. Nothing is sent by showing it."""

from collections.abc import Iterable, Mapping, Sequence

from runbook.frozen import frozen
from runbook.interpreter.events import Purpose
from runbook.planning.plan import Plan, PlannedRequest, PlannedStep
from runbook.providers.contract import SecurityScheme
from runbook.reporting.escape import shortened
from runbook.reporting.loop_words import loop_words
from runbook.reporting.plan_roads import road_lines
from runbook.reporting.proof_words import asked_wait
from runbook.reporting.request_text import header_texts, url_text, value_text, where_text
from runbook.reporting.style import Line, Piece, Role, Text, indented, line
from runbook.reporting.width import padded, width, wrapped
from runbook.reporting.words import counted, duration

_MOST_REQUESTS = 20
_WIDEST = 118

Schemes = Mapping[str, Mapping[str, SecurityScheme]]
"""Contract name -> the name of a scheme -> the scheme."""


@frozen
class Remark:
    """Something about the setting that a plan must show: who acts, a proxy, a CA bundle, an effect in the ledger."""

    about: str
    text: str


def plan_text(plan: Plan, schemes: Schemes, remarks: Sequence[Remark] = ()) -> Text:
    """The whole plan."""
    numbered = {step.number: step for step in plan.steps}
    column = max((width(_name(step)) for step in plan.steps), default=0) + 3
    lines = [_headline(plan), *(_remark(remark) for remark in remarks)]
    part = ""
    for step in plan.steps:
        if step.part not in ("", "fallback", part):
            lines.append(line(Piece(_PARTS.get(step.part, step.part), Role.DIM)))
        part = step.part
        lines += _step(step, numbered, column, schemes)
    return [*lines, *_guesses(plan), _summary(plan)]


_PARTS = {"rescue": "after any stop (rescue)", "always": "at the end, whatever happened (always)"}


def _headline(plan: Plan) -> Line:
    where = ", ".join(
        f"{provider} -> {where_text(plan.environment, {provider: url})}" for provider, url in plan.servers.items()
    )
    production = Piece("   PRODUCTION", Role.ERROR) if plan.production else Piece("")
    left = f"   {where}" if where else ""
    return line(
        Piece(plan.name, Role.STRONG),
        left,
        production,
        f"   effect: {plan.effect.value}",
        Piece("          nothing is sent", Role.DIM),
    )


def _remark(remark: Remark) -> Line:
    return line("  ", Piece(f"{remark.about}: ", Role.DIM), remark.text)


def _step(step: PlannedStep, numbered: Mapping[str, PlannedStep], column: int, schemes: Schemes) -> list[Line]:
    head = padded(_name(step), column)
    if not step.reachable:
        return [line(Piece(head + _why_not(step, numbered), Role.DIM))]
    first, *rest = _content(step, schemes, _WIDEST - column)
    lines = [(Piece(head, Role.STRONG), *first), *indented(rest, column)]
    return lines + road_lines(step.roads, numbered, _WIDEST)


def _why_not(step: PlannedStep, numbered: Mapping[str, PlannedStep]) -> str:
    """Why a run does not come to this step."""
    if step.skipped:
        return f"skipped: {step.when} is false"
    around = [one.id for one in numbered.values() if one.skipped and step.address.startswith(f"{one.address}/")]
    return f"skipped with {around[0]}" if around else "no road leads here"


def _name(step: PlannedStep) -> str:
    return step.id if step.number == step.id else f"{step.number} {step.id}"


def _content(step: PlannedStep, schemes: Schemes, room: int) -> list[Line]:
    """What stands beside the step's name, at least one line; `room`: columns for it."""
    said = step.detail or step.title or step.kind
    lines = _requests(step, schemes) or [line(one) for one in wrapped(said, room)]
    if step.loop is not None:
        lines += [line(Piece(one, Role.DIM)) for said in loop_words(step.loop) for one in wrapped(said, room)]
    if step.when:
        lines += [line(Piece(one, Role.DIM)) for one in wrapped(f"when {step.when}", room)]
    for url in _urls(step.reads, Purpose.BEFORE):
        lines.append(
            line(Piece("read first by ", Role.DIM), url, Piece(" (shows it -> already, nothing is sent)", Role.DIM))
        )
    for url in _urls(step.reads, Purpose.VERIFY):
        lines.append(line(Piece("read back by ", Role.DIM), url))
    if step.instead:
        left_out = f"the contract's own read-back is left out: {step.instead}"
        lines += [line(Piece(one, Role.WARN)) for one in wrapped(left_out, room)]
    if step.moves_money:
        lines.append(line(Piece("moves money", Role.WARN)))
    return lines


def _urls(reads: Sequence[PlannedRequest], purpose: Purpose) -> Iterable[str]:
    """The reads of that purpose, each once."""
    return dict.fromkeys(f"{one.request.method} {url_text(one.request)}" for one in reads if one.purpose is purpose)


def _requests(step: PlannedStep, schemes: Schemes) -> list[Line]:
    """The requests of a step; what a request shares with the one before it is not said again."""
    lines: list[Line] = []
    before: tuple[str, list[str]] = ("", [])
    for planned in step.requests[:_MOST_REQUESTS]:
        request = planned.request
        url, headers = url_text(request), header_texts(request, schemes.get(request.provider, {}))
        label = Piece(f"   [{shortened(planned.label, 40)}]" if planned.label else "", Role.DIM)
        if (url, headers) != before:
            lines.append(line(Piece(request.method, Role.STRONG), f" {url}", label))
        if headers != before[1]:
            lines += _packed(headers)
        if request.media_type is not None:
            lines.append(line(value_text(request.body), label if (url, headers) == before else Piece("")))
        before = (url, headers)
    if len(step.requests) > _MOST_REQUESTS:
        more = counted(len(step.requests) - _MOST_REQUESTS, "more request")
        lines.append(line(Piece(f"… and {more}; -o json shows each", Role.DIM)))
    return lines


def _packed(parts: Sequence[str]) -> list[Line]:
    lines: list[str] = []
    for part in parts:
        if lines and width(lines[-1]) + width(part) + 4 <= _WIDEST - 20:
            lines[-1] += f"    {part}"
        else:
            lines.append(part)
    return [line(Piece(one, Role.DIM)) for one in lines]


def _guesses(plan: Plan) -> list[Line]:
    """What the contracts only guess, each guess once with the steps it concerns."""
    steps: dict[str, list[str]] = {}
    for step in plan.steps:
        for guess in step.unverified if step.reachable else ():
            steps.setdefault(guess, []).append(step.id)
    return [
        line(Piece("unverified ", Role.WARN), f"{guess} ", Piece(f"({', '.join(dict.fromkeys(ids))})", Role.DIM))
        for guess, ids in steps.items()
    ]


def _summary(plan: Plan) -> Line:
    totals = plan.totals
    requests = counted(totals.irreversible_at_most, "irreversible request")
    more = asked_wait(totals.asked_wait, rests=totals.rests)
    longest = "" if totals.longest_wait is None else f"{duration(totals.longest_wait)}{more}"
    wait = f" · waits at most {longest}" if totals.longest_wait else ""
    if totals.requests_at_most is None:
        wait = " · nothing bounds how many requests or how long"
    return line(
        Piece(f"{counted(totals.answers, 'answer')}, 0 unhandled", Role.OK),
        f" · at most {requests}, {totals.irreversible_expected} expected{wait} · ",
        Piece(f"plan {short_digest(plan.digest)}", Role.DIM),
    )


def short_digest(digest: str) -> str:
    """`sha256:9b1e4c07…`: enough to tell two plans apart by eye."""
    return digest[: len("sha256:") + 12] + "…"
