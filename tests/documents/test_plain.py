"""What unquoted words mean."""

from decimal import Decimal

import pytest

from runbook.documents.plain import NumberError, resolve_plain

OLD_NUMBERS = (
    "007 0123 -007 00 01.5 00e1 1_000 12:30 1:30:00 0b101 0O7 0o8 0xG +0x1 1e e5 0x 0o 1e+ 1,000 1.2.3 1-2 ٣ １"
)
OLD_DATES = "2024-01-01 2001-12-14t21:59:43.10-05:00"
OLD_WORDS = "yes no on off Yes NO y n tRUE nULL inf nan Infinity = << . - + --1 v1 -x"


@pytest.mark.parametrize("text", f"{OLD_NUMBERS} {OLD_DATES} {OLD_WORDS}".split())
def test_what_looks_like_a_number_date_or_boolean_of_yaml_1_1_stays_text(text: str) -> None:
    assert resolve_plain(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("true", True), ("TRUE", True),
     ("False", False), ("0", 0), ("-0", 0), ("+1", 1), ("42", 42), ("-7", -7), ("0o14", 12), ("0x1F", 31),
     ("1e5", Decimal("1e5")),
     ("1.5", Decimal("1.5")), ("-.5", Decimal("-0.5")), ("1.", Decimal(1)),
     ("6.02E+23", Decimal("6.02e23")), ("12345678901234567890", 12345678901234567890)],
)  # fmt: skip
def test_the_core_schema_has_its_own_values(text: str, value: object) -> None:
    resolved = resolve_plain(text)
    assert resolved == value
    assert type(resolved) is type(value)


@pytest.mark.parametrize(
    "text", [".inf", "-.inf", "+.Inf", ".nan", ".NaN", "1e999", "-1e400", "9" * 5000, "0x" + "f" * 5000]
)
def test_a_number_that_json_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(NumberError):
        resolve_plain(text)


@pytest.mark.parametrize("text", ["19.90", "-.5", "1.", "1e5", "0.1"])
def test_a_number_with_a_fraction_or_an_exponent_is_exact(text: str) -> None:
    assert resolve_plain(text) == Decimal(text)
