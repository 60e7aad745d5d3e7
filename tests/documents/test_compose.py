"""Building data from events; what a whole text amounts to is tested in test_yaml."""

import pytest

from runbook.diagnostics.source import Source
from runbook.documents.compose import Composer
from runbook.documents.events import fast_events
from runbook.documents.faults import RefusedError
from runbook.documents.limits import Limits

SMALL = Limits(size=40, depth=3, nodes=8, scalar=10)


def compose(text: str, limits: Limits = SMALL) -> tuple[object, int, Composer]:
    composer = Composer(Source("f.yaml", text), limits)
    data, end = composer.compose(fast_events(text))
    return data, end, composer


def test_the_first_document_and_its_end_are_told() -> None:
    data, end, _ = compose("a: 1\n---\nb: 2")
    assert data == {"a": 1}
    assert end == 5


def test_no_document_ends_nowhere() -> None:
    assert compose("# nothing")[:2] == (None, -1)


def test_quoted_and_block_scalars_are_remembered_for_the_search_for_tabs() -> None:
    text = "a: 'x'\nb: |  # c\n  y\nc: z"
    _, _, composer = compose(text)
    assert [text[start:end] for start, end in composer.quoted] == ["'x'", "\n  y"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[[[[1]]]]", "too-deep"),
        ("[1, 2, 3, 4, 5, 6, 7, 8]", "too-many-values"),
        ("[&a [1, 2], *a, *a, *a]", "too-many-values"),
        ("[&a 12345678, *a, *a, *a, *a, *a]", "too-many-values"),
        ("- 12345678901", "value-too-long"),
        ("12345678901: 1", "value-too-long"),
        ("[&a [1], [[*a]]]", "too-deep"),
    ],
)
def test_a_limit_is_a_limit(text: str, rule: str) -> None:
    with pytest.raises(RefusedError) as caught:
        compose(text)
    assert caught.value.diagnostic.rule == rule


def test_what_stays_within_the_limits_is_read() -> None:
    assert compose("[[[1]]]")[0] == [[[1]]]
    assert compose("[1, 2, 3, 4, 5, 6, 7]")[0] == [1, 2, 3, 4, 5, 6, 7]
    assert compose("[&a [1, 2], *a]")[0] == [[1, 2], [1, 2]]
    assert compose("- 1234567890")[0] == [1234567890]
