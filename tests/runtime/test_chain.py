from hypothesis import given
from hypothesis import strategies as st

from runbook.runtime.chain import link


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_parts_have_different_checksums_however_they_are_cut(first, second):
    assert (link("", *first) == link("", *second)) == (first == second)


def test_a_record_vouches_for_everything_before_it():
    assert link(link("", "a"), "c") != link(link("", "b"), "c")
