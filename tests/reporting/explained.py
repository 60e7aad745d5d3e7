"""Explanations of toy steps, for the tests of their words."""

from runbook.diagnostics.source import Source, Span
from runbook.frozen import replace
from runbook.interpreter.explanation import explain
from runbook.language.procedure import Call, Origin, Procedure, Retry, Row, Verb
from runbook.providers.answer import Answer
from runbook.reporting.fold import fold
from runbook.reporting.why_text import Why
from tests.interpreter.building import BUILT_IN, answers, condition, play, procedure, site, started, step

TEXT = """\
rows:
  - { status: 404, then: stop, because: gone }
  - { status: 422, message: "too *", then: stop }
  - status: 422
    message: late
    then: tolerate
    because: \x1b[2J fine
"""
SOURCE = Source("play.yaml", TEXT)


def span(first: str, last: str) -> Span:
    start = TEXT.index(first)
    return Span(SOURCE, start, TEXT.index(last, start) + len(last))


ROWS = (
    Row("404", Verb.STOP, "gone", Origin.STEP, span("{ status: 404", "gone }")),
    Row("422", Verb.STOP, "why", Origin.STEP, span("{ status: 422", "stop }"), message="too *"),
    Row(
        "200",
        Verb.DONE,
        "",
        Origin.DEFAULTS,
        span("rows", "rows"),
        body={"/open": 0},
        when=condition("inputs.id == 'x'"),
    ),
    Row("422", Verb.TOLERATE, "\x1b[2J fine", Origin.STEP, span("status: 422\n", "fine"), message="late"),
)


def toy(*rows: Row, when: str | None = None) -> Procedure:
    return procedure(step("a", Call(site(), (*rows, *BUILT_IN), Retry(), None, None), when=when))


def why(of: Procedure, *queue: Answer, attempt: int | None = None) -> Why:
    _, history = play(of, answers(*queue))
    happened = [(1772357400.0 + at, event) for at, event in enumerate([started(), *history])]
    report = fold(happened)
    assert report is not None
    return Why(replace(report, environment="simulator"), report.steps[0], explain(of, happened, "a", attempt))
