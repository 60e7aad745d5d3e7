"""Results of items are kept by index, whatever order they came in."""

from hypothesis import given
from hypothesis import strategies as st

from runbook.interpreter.kept import Kept, with_result
from runbook.values.unknown import Value


@given(st.dictionaries(st.integers(0, 1000), st.integers(), max_size=30), st.randoms(use_true_random=False))
def test_the_order_in_which_items_end_does_not_matter(results: dict[int, Value], order: object) -> None:
    ordered = dict(sorted(results.items()))
    shuffled = list(results)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    kept = Kept()
    for index in shuffled:
        kept = with_result(kept, index, results[index])
    assert kept == ordered
    assert list(kept.items()) == list(ordered.items())
    assert repr(kept) == repr(ordered)
    assert len(kept) == len(ordered)
    assert all(kept[index] == result for index, result in results.items())


def test_what_was_kept_before_never_changes() -> None:
    one = with_result({0: "a"}, 1, "b")
    two = with_result(one, 1, "c")
    assert (dict(one), dict(two), len(two)) == ({0: "a", 1: "b"}, {0: "a", 1: "c"}, 2)
    assert 7 not in one
