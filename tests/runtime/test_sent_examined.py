import json

import pytest

from runbook.diagnostics.diagnostic import Diagnostic, Related
from runbook.diagnostics.source import Source, Span
from runbook.planning.proved import Examined
from runbook.runtime.sent_examined import read, written

SOURCE = Source("a.yaml", "one: two\n")
OTHER = Source("b.yaml", "three")
FOUND = Diagnostic("rule", "message", Span(SOURCE, 0, 3), related=(Related(Span(OTHER, 1, 2), "here"),))
PLAIN = Diagnostic("rule", "without a place", subject="x")


def test_results_arrive_with_their_texts() -> None:
    sent = [Examined((FOUND, PLAIN)), Examined(), Examined((FOUND,))]
    data = json.loads(json.dumps(written(sent)))
    assert len(data[0]) == 2
    got = read(data)
    assert [len(one.findings) for one in got] == [2, 0, 1]
    span = got[0].findings[0].span
    assert span is not None
    assert (span.source.name, span.source.text, span.start, span.end) == ("a.yaml", "one: two\n", 0, 3)
    assert got[0].findings[0].related[0].label == "here"
    assert got[0].findings[1].subject == "x"


@pytest.mark.parametrize("data", [None, [], [[], [1]], [[1], []], [[], [[None, None]]]])
def test_anything_else_is_an_error(data: object) -> None:
    with pytest.raises(ValueError, match=r"expected|has a name|a result is|are a list"):
        read(data)
