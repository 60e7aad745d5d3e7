from decimal import Decimal

import pytest

from runbook.providers.scalars import scalar_problem, scalar_text
from runbook.values.unknown import SecretName, Value


@pytest.mark.parametrize(
    ("value", "text"), [("007", "007"), (7, "7"), (True, "true"), (False, "false"), (Decimal("1.5"), "1.5"), ("", "")]
)
def test_single_values_are_written_as_json_writes_them(value: Value, text: str) -> None:
    assert scalar_problem(value) is None
    assert scalar_text(value) == text


@pytest.mark.parametrize(
    "value", [None, [], {}, SecretName("x"), Decimal("NaN"), Decimal("Infinity"), pytest.param(10**5000, id="huge")]
)
def test_everything_else_is_refused(value: Value) -> None:
    assert scalar_problem(value) is not None


def test_writing_what_was_refused_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="single"):
        scalar_text([])
