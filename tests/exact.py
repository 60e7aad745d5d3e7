"""Numbers as they may stand in a document."""

from decimal import Decimal

import hypothesis.strategies as st

from runbook.values.numbers import MOST_DIGITS, MOST_EXPONENT


def exact_numbers(digits: int = MOST_DIGITS, exponent: int = MOST_EXPONENT) -> st.SearchStrategy[Decimal]:
    """Decimals within the bounds, written with and without trailing zeros and exponents."""
    return st.builds(_number, st.integers(1 - 10**digits, 10**digits - 1), st.integers(-exponent, exponent))


def _number(number: int, exponent: int) -> Decimal:
    return Decimal((int(number < 0), tuple(map(int, str(abs(number)))), exponent))
