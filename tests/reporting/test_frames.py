from runbook.diagnostics.diagnostic import Diagnostic, Related, Severity
from runbook.diagnostics.source import Source, Span
from runbook.reporting.frames import frame
from runbook.reporting.style import paint_plain

LINE = '      - { status: 422, message: "Unable to cancel the case.", then: ask }\n'
SOURCE = Source("playbooks/karmacheck/cancel-case.yaml", "\n" * 40 + LINE)


def span(text: str) -> Span:
    start = SOURCE.text.index(text)
    return Span(SOURCE, start, start + len(text))


def test_a_finding_reads_as_the_design_shows_it() -> None:
    finding = Diagnostic(
        "undeclared-message",
        "no declared 422 of kc.cancel_case says this",
        span('"Unable to cancel the case."'),
        label='the contract\'s examples: "Unable to cancel case.", ...',
        help='did you mean "Unable to cancel case."?',
    )
    assert paint_plain(frame(finding)) == (
        "error[undeclared-message]: no declared 422 of kc.cancel_case says this\n"
        "  --> playbooks/karmacheck/cancel-case.yaml:41:33\n"
        "   |\n"
        '41 |       - { status: 422, message: "Unable to cancel the case.", then: ask }\n'
        "   |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
        'the contract\'s examples: "Unable to cancel case.", ...\n'
        '   = help: did you mean "Unable to cancel case."?\n'
    )


def test_a_finding_without_a_text_names_its_subject() -> None:
    finding = Diagnostic("missing-secret", "no secret KC", subject="secrets.KC", help="set it\nor name another")
    assert paint_plain(frame(finding)) == (
        "error[missing-secret]: no secret KC\n  --> secrets.KC\n   = help: set it\n     or name another\n"
    )


def test_related_places_have_frames_of_their_own() -> None:
    related = Related(span("422"), "the status")
    finding = Diagnostic("x", "y", span("then"), related=(related,), severity=Severity.WARNING)
    said = paint_plain(frame(finding))
    assert said.startswith("warning[x]: y\n")
    assert "--- the status\n" in said
    assert said.count("-->") == 2


def test_a_hostile_message_stays_on_its_line() -> None:
    said = paint_plain(frame(Diagnostic("x", "a\n::error::b\x1b[0m", subject="s")))
    assert said.splitlines()[0] == "error[x]: a\\n::error::b\\x1b[0m"


def test_what_may_be_a_secret_is_masked_and_its_place_is_kept():
    from runbook.diagnostics.diagnostic import Diagnostic
    from runbook.diagnostics.source import Source, Span
    from runbook.reporting.frames import frame
    from runbook.reporting.style import paint_plain

    source = Source("x.yaml", "auth: { JWT: CANARY0 } # CANARY0\n")
    text = paint_plain(frame(Diagnostic("schema", "no name", Span(source, 13, 20), private=True)))
    assert "CANARY0" not in text
    assert "x.yaml:1:14" in text
    assert "auth: { JWT: *******" in text
