import pytest

from runbook.diagnostics.diagnostic import Diagnostic, Related, Severity
from runbook.diagnostics.source import Source, Span
from runbook.runtime.kept_findings import read, written

MAIN, OTHER = Source("main.yaml", "a: 1\n"), Source("other.yaml", "b: 2\n")
FINDINGS = [
    Diagnostic("rule", "message", Span(MAIN, 0, 1), "label", "help", (Related(Span(OTHER, 3, 4), "there"),)),
    Diagnostic("rule", "message", severity=Severity.WARNING, subject="x"),
]


def test_findings_come_back_with_their_places():
    assert read(written(FINDINGS, [MAIN, OTHER]), [MAIN, OTHER]) == FINDINGS


def test_a_place_in_another_text_is_left_out():
    (kept, _) = read(written(FINDINGS, [OTHER]), [OTHER])
    assert kept.span is None


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [1],
        [{"severity": "loud"}],
        [{"severity": "error", "span": [7, 0, 1]}],
        [{"severity": "error", "span": "x"}],
        [{"severity": "error", "related": [[None, "x"]]}],
        [{"severity": "error", "related": [1]}],
    ],
)
def test_anything_else_is_refused(kept):
    with pytest.raises(ValueError, match=r".+"):
        read(kept, [MAIN])
