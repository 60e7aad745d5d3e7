"""Exact numbers: whole numbers are `int`, all others `decimal.Decimal`; nothing is ever a binary fraction.

A number has at most 40 digits, times ten to a power of at most 40 either way. Its written form is kept: 19.90 stays
19.90; an exponent is written out (1e2 is sent as 100). Equal means equal by value: 1 == 1.0, and true is no number.
Floating point is left to our own clocks; `measured` makes a number of what they say.
"""

from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation, Overflow
from typing import TypeAlias, TypeGuard

from runbook.values.json import Json

Number: TypeAlias = int | Decimal

MOST_DIGITS = 40
"""Digits of a number, leading zeros not counted."""

MOST_EXPONENT = 40
"""The power of ten, either way."""

_LONGEST = 2 * MOST_DIGITS + MOST_EXPONENT
"""Characters that are looked at; a longer text is no number that anybody meant."""

_EXACT = Context(prec=400, traps=[InvalidOperation, Overflow, Inexact])
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP, traps=[InvalidOperation, Overflow])


class NumberError(ValueError):
    """A number beyond the bounds. Its text says why, as the subject of a sentence."""


def read_number(text: str) -> Number:
    """The number that an optional sign, digits, a fraction and an exponent mean; errors: NumberError beyond the bounds.

    Leading zeros do not count; the text itself is not checked for what else may stand in it.
    """
    if len(text) <= MOST_DIGITS and text.lstrip("-+").isdigit():
        return int(text)
    if len(text) > _LONGEST:
        raise NumberError(f"a number of {len(text):,} characters")
    try:
        number: Number = int(text) if text.lstrip("-+").isdigit() else Decimal(text)
    except ArithmeticError:
        raise NumberError(_TOO_FAR) from None
    return within_bounds(number)


_TOO_FAR = f"a number beyond ten to the power of {MOST_EXPONENT}, either way,"


def within_bounds(number: Number) -> Number:
    """The number itself; errors: NumberError when it has too many digits, is too large or too small."""
    problem = number_problem(number)
    if problem:
        raise NumberError(problem)
    return number


def number_problem(number: Number) -> str | None:
    """Return the reason why a number is beyond the bounds, as the subject of a sentence, or None."""
    if isinstance(number, int):
        return _whole_problem(number)
    if not number.is_finite():
        return "infinity, or what is no number,"
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if len(digits) > MOST_DIGITS:
        return f"a number of {len(digits):,} digits (at most {MOST_DIGITS})"
    return None if -MOST_EXPONENT <= exponent <= MOST_EXPONENT else _TOO_FAR


def _whole_problem(number: int) -> str | None:
    if -_SURELY_SHORT < number < _SURELY_SHORT:
        return None
    if number.bit_length() > _MOST_BITS:
        return f"a number of more than {MOST_DIGITS + MOST_EXPONENT} digits"
    digits = str(abs(number))
    zeros = min(len(digits) - len(digits.rstrip("0")), MOST_EXPONENT)
    return None if len(digits) - zeros <= MOST_DIGITS else f"a number of {len(digits):,} digits (at most {MOST_DIGITS})"


_SURELY_SHORT = 10**MOST_DIGITS
_MOST_BITS = (10 ** (MOST_DIGITS + MOST_EXPONENT)).bit_length()


def is_number(value: object) -> TypeGuard[Number]:
    """Return True for a number; a boolean is none."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def is_whole(value: object) -> TypeGuard[Number]:
    """Return True for a whole number by value: 2, 2.0 and 2e3 are."""
    if isinstance(value, int):
        return not isinstance(value, bool)
    return isinstance(value, Decimal) and value == value.to_integral_value()


def number_text(number: Number) -> str:
    """The number in plain notation, its digits as they were written: never an exponent, never another precision."""
    return format(number, "f") if isinstance(number, Decimal) else int.__repr__(number)


def measured(seconds: float | None) -> Number | None:
    """Return what a clock or limit of ours says, to the nanosecond. Errors: ValueError for infinity and NaN."""
    if seconds is None or isinstance(seconds, int):
        return seconds
    number = Decimal(repr(round(seconds, 9)))
    if not number.is_finite():
        raise ValueError("no clock says this")
    return number


def shortest(number: Number) -> Number:
    """The one form of all numbers that are equal: 1.0 becomes 1, 1.10 becomes 1.1, -0.0 becomes 0."""
    if isinstance(number, int):
        return number
    if number == number.to_integral_value():
        return int(number)
    return number.normalize(_EXACT)


def by_value(value: Json) -> Json:
    """JSON with each number in its shortest form, so that equal values have equal texts."""
    match value:
        case Decimal():
            return shortest(value)
        case list():
            return [by_value(element) for element in value]
        case dict():
            return {key: by_value(member) for key, member in value.items()}
        case _:
            return value


def is_multiple(number: Number, step: Number) -> bool:
    """Return True if `number` is a multiple of `step`, which is above 0: 19.99 is one of 0.01."""
    if isinstance(number, int) and isinstance(step, int):
        return number % step == 0
    return _EXACT.remainder(Decimal(number), Decimal(step)) == 0


def added(first: Number, second: Number) -> Number:
    """The exact sum. Errors: NumberError beyond the bounds."""
    return _result(first + second if _are_whole(first, second) else _EXACT.add(first, second))


def subtracted(first: Number, second: Number) -> Number:
    """The exact difference. Errors: NumberError beyond the bounds."""
    return _result(first - second if _are_whole(first, second) else _EXACT.subtract(first, second))


def multiplied(first: Number, second: Number) -> Number:
    """The exact product. Errors: NumberError beyond the bounds."""
    return _result(first * second if _are_whole(first, second) else _EXACT.multiply(first, second))


def rounded(number: Number, places: int) -> Number:
    """The nearest number with `places` digits after the point; halves away from zero; without any, a whole number."""
    if isinstance(number, int):
        return number
    result = _ROUNDING.quantize(number, Decimal((0, (1,), -places)))
    return int(result) if places == 0 else within_bounds(result)


def to_minor_units(amount: Number, places: int) -> int:
    """The amount in its smallest unit: 19.99 with 2 places is 1999. Errors: NumberError when it is not a whole number.

    Nothing is rounded.
    """
    scaled = shortest(_EXACT.scaleb(Decimal(amount), places))
    if not isinstance(scaled, int):
        raise NumberError(f"{number_text(amount)} has more than {places} digits after the point")
    return int(within_bounds(scaled))


def to_major_units(amount: Number, places: int) -> Number:
    """The amount of so many smallest units: 1999 with 2 places is 19.99. Errors: NumberError for a fraction of one."""
    if not is_whole(amount):
        raise NumberError(f"{number_text(amount)} is not a whole number of units")
    return within_bounds(_EXACT.scaleb(Decimal(int(amount)), -places)) if places else int(amount)


def _are_whole(first: Number, second: Number) -> bool:
    return isinstance(first, int) and isinstance(second, int)


def _result(number: Number) -> Number:
    return within_bounds(number)
