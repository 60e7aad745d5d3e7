from example_run import doubtful_run, fallback_run, handed_over_run, killed_run, timed

from runbook.reporting.fold import fold
from runbook.reporting.run_text import run_text
from runbook.reporting.style import paint_plain


def said(events) -> str:  # type: ignore[no-untyped-def]
    report = fold(timed(events))
    assert report is not None
    return paint_plain(run_text(report))


def test_a_fallback_reads_step_by_step() -> None:
    assert (
        said(fallback_run())
        == """\
karmacheck-cancel-case   karmacheck -> http://127.0.0.1:4010   simulator · 2026-03-01 09:30:00Z · run r-1

~ services               done with notes
    POST /case/id/c-91/services/cancel -> 422 "Service cannot be canceled." -> fallback
  ~ one_by_one           done with notes
    ✓ [s1]               done
        POST /case/id/c-91/services/cancel -> 200 -> done
    ~ [s2]               done with notes   already under way; the case decides
        POST /case/id/c-91/services/cancel -> 422 "Service cannot be canceled." -> tolerate
✓ case                   done   waited 5 s
    POST /case/id/c-91/cancel -> 200 -> done
    1. GET /case/id/c-91 -> 200 -> it does not show it
    2. GET /case/id/c-91 -> 200 -> it shows that it happened

  services  done with notes
  case      done

~ done with notes · 6 requests, 4 irreversible · 1 tolerated · 26 s
  every event: runbook runs show r-1
"""
    )


def test_a_handover_says_to_whom_and_is_inert() -> None:
    text = said(handed_over_run())
    assert "    to screening-ops: case: no such case\\n::error::\\x1b[2J\n" in text
    assert "→ handed over: no such case" in text


def test_doubt_stands_apart_with_what_to_do() -> None:
    text = said(doubtful_run())
    assert "in doubt whether POST http://127.0.0.1:4010/case/id/c-91/cancel took effect" in text
    assert "next: look it up with the provider before anything is sent again" in text


def test_a_killed_run_never_looks_finished() -> None:
    text = said(killed_run())
    assert "! not finished" in text
    assert "done" not in text
