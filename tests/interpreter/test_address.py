"""Addresses are text that can be taken apart again."""

from hypothesis import given
from hypothesis import strategies as st

from runbook.interpreter.address import inside, item, pattern, segments

IDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@given(st.lists(st.tuples(IDS, st.none() | st.integers(0, 9999)), min_size=1, max_size=5))
def test_what_was_put_together_comes_apart_the_same(parts: list[tuple[str, int | None]]) -> None:
    address = ""
    for name, index in parts:
        address = inside(address, name)
        address = address if index is None else item(address, index)
    assert segments(address) == tuple(parts)
    assert pattern(address) == "/".join(name for name, _ in parts)


def test_the_run_itself_has_no_segments() -> None:
    assert segments("") == ()
