"""Numbers are exact, bounded, and equal by value."""

from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from runbook.values.json import Json
from runbook.values.numbers import (
    Number,
    NumberError,
    added,
    by_value,
    is_multiple,
    is_number,
    is_whole,
    measured,
    multiplied,
    number_problem,
    number_text,
    read_number,
    rounded,
    shortest,
    subtracted,
    to_major_units,
    to_minor_units,
)
from tests.exact import exact_numbers

NUMBERS = exact_numbers() | st.integers(1 - 10**40, 10**40 - 1)
AMOUNTS = exact_numbers(18, 18) | st.integers(-(10**18), 10**18)


@pytest.mark.parametrize("text", ["0", "-7", "19.90", "0.07", "1e2", "1E-40", "9" * 40, "0." + "0" * 39 + "1", "1e40"])
def test_a_number_within_the_bounds_is_read_exactly(text: str) -> None:
    assert read_number(text) == Decimal(text)


@pytest.mark.parametrize(
    "text", ["9" * 41, "0." + "1" * 41, "1e41", "1e-41", "1e99999999999999999999", "1" + "0" * 200, "1." + "0" * 50]
)
def test_a_number_beyond_the_bounds_is_refused(text: str) -> None:
    with pytest.raises(NumberError):
        read_number(text)


@given(NUMBERS)
def test_what_is_written_is_plain_and_read_again_as_the_same_number(number: Number) -> None:
    text = number_text(number)
    assert "E" not in text.upper()
    again = read_number(text)
    assert again == number
    assert number_text(again) == text


def test_the_written_form_stays() -> None:
    assert number_text(read_number("19.90")) == "19.90"
    assert number_text(read_number("1.0")) == "1.0"
    assert number_text(read_number("1E+2")) == "100"
    assert number_text(read_number("-1.5e-3")) == "-0.0015"


@given(NUMBERS, NUMBERS)
def test_equal_numbers_and_only_those_have_one_shortest_form(one: Number, other: Number) -> None:
    assert (number_text(shortest(one)) == number_text(shortest(other))) is (one == other)


@given(NUMBERS, st.integers(0, 5))
def test_zeros_at_the_end_do_not_count_by_value(number: Number, zeros: int) -> None:
    longer = Decimal(number_text(number) + ("" if "." in number_text(number) else ".") + "0" * zeros)
    assert by_value([longer]) == by_value([number])
    assert repr(by_value([longer])) == repr(by_value([number]))


def test_true_is_no_number() -> None:
    assert not is_number(True)
    assert not is_whole(True)
    assert by_value([True, 1, Decimal("1.0")]) == [True, 1, 1]
    assert repr(by_value({"a": [True, Decimal("1.10")]})) == "{'a': [True, Decimal('1.1')]}"


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6), st.integers(0, 9))
def test_what_is_made_of_steps_is_a_multiple(count: int, step: int, places: int) -> None:
    exact = Decimal(step).scaleb(-places)
    assert is_multiple(count * exact, exact)
    assert is_multiple(count * exact + exact / 2, exact) is False


@pytest.mark.parametrize("amount", ["19.99", "0.07", "4.35", "1234567890.12", "-0.01", "0", "1e20"])
def test_cents_are_multiples_of_a_hundredth(amount: str) -> None:
    assert is_multiple(Decimal(amount), Decimal("0.01"))
    assert not is_multiple(Decimal(amount) + Decimal("0.001"), Decimal("0.01"))


@given(AMOUNTS, AMOUNTS)
def test_sums_differences_and_products_are_exact(one: Number, other: Number) -> None:
    for calculate, expected in (
        (added, lambda a, b: a + b),
        (subtracted, lambda a, b: a - b),
        (multiplied, lambda a, b: a * b),
    ):
        scale = 10**36
        try:
            result = calculate(one, other)
        except NumberError:
            continue
        whole = expected(_scaled(one, scale), _scaled(other, scale))
        assert _scaled(result, scale * scale) == whole * (1 if calculate is multiplied else scale)
        assert number_problem(result) is None


def _scaled(number: Number, scale: int) -> int:
    numerator, denominator = number.as_integer_ratio()
    assert scale % denominator == 0
    return numerator * (scale // denominator)


def test_a_result_beyond_the_bounds_is_refused() -> None:
    with pytest.raises(NumberError):
        multiplied(10**39 + 1, 10**39 + 1)
    with pytest.raises(NumberError):
        added(Decimal("1e40"), Decimal("1e-40"))
    with pytest.raises(NumberError):
        multiplied(Decimal("1e-40"), Decimal("0.1"))


def test_halves_are_rounded_away_from_zero() -> None:
    assert number_text(rounded(Decimal("2.675"), 2)) == "2.68"
    assert number_text(rounded(Decimal("-0.125"), 2)) == "-0.13"
    assert number_text(rounded(Decimal("19.9"), 2)) == "19.90"
    assert rounded(Decimal("0.5"), 0) == 1
    assert isinstance(rounded(Decimal("0.4"), 0), int)
    assert rounded(7, 2) == 7


@given(st.integers(-(10**30), 10**30), st.integers(0, 8))
def test_minor_units_and_back_is_the_same_amount(units: int, places: int) -> None:
    assert to_minor_units(to_major_units(units, places), places) == units


def test_minor_units_are_never_rounded() -> None:
    assert to_minor_units(Decimal("19.99"), 2) == 1999
    assert to_minor_units(Decimal("19.990"), 2) == 1999
    assert to_minor_units(20, 2) == 2000
    assert number_text(to_major_units(1999, 2)) == "19.99"
    assert number_text(to_major_units(2000, 2)) == "20.00"
    assert to_major_units(2000, 0) == 2000
    with pytest.raises(NumberError):
        to_minor_units(Decimal("19.999"), 2)
    with pytest.raises(NumberError):
        to_major_units(Decimal("19.5"), 2)


def test_what_a_clock_says_is_a_number_to_the_nanosecond() -> None:
    values: list[Json] = [measured(0.1 + 0.2), measured(5), measured(None), measured(1e-20)]
    assert values == [Decimal("0.3"), 5, None, 0]
    with pytest.raises(ValueError, match="clock"):
        measured(float("inf"))
