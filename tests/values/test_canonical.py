"""One text for one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.values.canonical import canonical_json, digest, digest_text
from runbook.values.json import Json
from runbook.values.json_codec import read_json
from tests.exact import exact_numbers

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | exact_numbers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_the_canonical_text_is_json_that_means_the_value(value: Json) -> None:
    assert read_json(canonical_json(value)) == value


def test_the_order_of_keys_does_not_matter_and_nothing_else_is_lost() -> None:
    assert canonical_json({"b": 1, "a": [True, None, "é"]}) == '{"a":[true,null,"é"],"b":1}'
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest([1, 2]) != digest([2, 1])
    assert digest("1") != digest(1)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(value)  # type: ignore[arg-type]


def test_a_digest_names_its_kind_and_survives_half_characters() -> None:
    assert digest_text("") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest("\ud800").startswith("sha256:")
