from decimal import Decimal

import pytest

from runbook.providers.problem import Problem
from runbook.providers.segments import build_path, path_value_problem, pieces, segment
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown, Value
from tests.providers.operations import parameter

UNKNOWN = Unknown(STRING, "steps.a.id")


def test_a_template_is_literal_text_and_names() -> None:
    assert list(pieces("/a/{b}/c.{d}")) == [("/a/", False), ("b", True), ("/c.", False), ("d", True)]


@pytest.mark.parametrize("value", [None, True, Decimal("1.5"), [], {}, "", " ", ".", "..", SecretName("x"), 10**400])
def test_only_text_and_whole_numbers_can_be_a_segment(value: Value) -> None:
    assert path_value_problem(value) is not None


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        ("simple", "a/b", "a%2Fb"),
        ("simple", 7, "7"),
        ("simple", Decimal("7.0"), "7"),
        ("simple", Decimal("1e2"), "100"),
        ("label", "x", ".x"),
        ("matrix", "x", ";id=x"),
        ("simple", "%2e%2e", "%252e%252e"),
    ],
)
def test_a_segment_is_written_in_its_style(style: str, value: Value, expected: str) -> None:
    assert segment(parameter("id", style=style), value) == expected


def test_an_unknown_segment_makes_the_path_partial() -> None:
    path = build_path("/a/{id}/b", {"id": segment(parameter("id"), PartialText(("c d", UNKNOWN)))})
    assert path == PartialText(("/a/c%20d", UNKNOWN, "/b"))


def test_a_path_without_its_parameter_is_a_problem() -> None:
    assert isinstance(build_path("/a/{id}", {}), Problem)


def test_parts_that_add_up_to_dots_are_refused() -> None:
    assert isinstance(build_path("/a/{x}{y}/b", {"x": ".", "y": "."}), Problem)


def test_a_segment_of_anything_else_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="segment"):
        segment(parameter("id"), [])
