from runbook.providers.answer import AnswerKind
from runbook.providers.finding import malformed


def test_malformed_has_its_reason() -> None:
    finding = malformed("because", {"a": 1})
    assert (finding.kind, finding.reason, finding.body) == (AnswerKind.MALFORMED, "because", {"a": 1})
