"""Ids that ask for faults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.simulator.faults import FaultKind
from runbook.simulator.variants import FAULT_NUMBERS, Variant, numbered, read_numbered, read_variant


@pytest.mark.parametrize(
    ("key", "variant"),
    [
        ("c-91", Variant("c-91")),
        ("c-91--reply-lost", Variant("c-91", FaultKind.REPLY_LOST)),
        ("c-91--rate-limited-x3", Variant("c-91", FaultKind.RATE_LIMITED, 3)),
        ("c-91--rate-limited-date-x12", Variant("c-91", FaultKind.RATE_LIMITED_DATE, 12)),
        ("c-91--0007", Variant("c-91")),
        ("c-91--0007--slow", Variant("c-91", FaultKind.SLOW)),
        ("c-91--nonsense", Variant("c-91--nonsense")),
        ("c-91--", Variant("c-91--")),
        ("c-91--slow-x0", Variant("c-91--slow-x0")),
        ("", Variant("")),
    ],
)
def test_an_id_says_which_fault_it_wants(key: str, variant: Variant) -> None:
    assert read_variant(key) == variant


@given(st.text(), st.sampled_from(FaultKind))
def test_every_fault_can_be_asked_for_and_no_id_is_an_error(text: str, kind: FaultKind) -> None:
    assert read_variant(f"c-91--{kind.suffix}").fault is kind
    read_variant(text)


def test_a_long_id_is_no_variant() -> None:
    key = "--" * 100_000
    assert read_variant(key) == Variant(key)


@given(st.sampled_from(FaultKind))
def test_a_number_says_it_too(kind: FaultKind) -> None:
    assert read_numbered(numbered(124101, kind)) == Variant("124101", kind)


def test_a_number_with_no_fault_of_that_number_is_its_own_seed() -> None:
    assert read_numbered(999_124_101) == Variant("999124101")
    assert read_numbered(124101) == Variant("124101")
    assert read_numbered(7_000_124_101) == Variant("124101")


def test_fault_numbers_are_part_of_the_interface_and_never_change() -> None:
    assert (FAULT_NUMBERS[FaultKind.REPLY_LOST], FAULT_NUMBERS[FaultKind.LATE_EFFECT]) == (1, 17)
