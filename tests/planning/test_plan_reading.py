import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.interpreter.fields import CodecError
from runbook.planning.plan_data import plan_data
from runbook.planning.plan_reading import read_plan
from tests.exact import exact_numbers
from tests.planning.saved_plans import plan

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | exact_numbers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "$unknown", "$secret", "$text", "b"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_what_was_written_is_read_again() -> None:
    assert plan_data(read_plan(plan_data(plan()))) == plan_data(plan())
    assert read_plan(plan_data(plan())).steps == plan().steps


@given(JSON)
def test_any_body_comes_back_byte_for_byte(body: Any) -> None:
    one = plan(body)
    again = read_plan(plan_data(one))
    assert plan_data(again) == plan_data(one)
    assert again.digest == one.digest


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.update(digest="sha256:0"),
        lambda data: data["steps"][0]["requests"][0].update(digest="sha256:0"),
        lambda data: data["steps"][0]["requests"][0]["request"].update(method="GET"),
        lambda data: data["steps"][0]["requests"][0]["request"].update(path=7),
        lambda data: data["steps"][0]["requests"][0]["request"].update(query=[["q"]]),
        lambda data: data["steps"][0]["requests"][0]["request"].update(headers="accept"),
        lambda data: data["steps"][0]["roads"][0].update(verb="explode"),
        lambda data: data["steps"][0]["roads"][0].update(ends=["well"]),
        lambda data: data.update(steps={}),
        lambda data: data.update(steps=[7]),
        lambda data: data.update(inputs=[]),
        lambda data: data.update(effect="none"),
        lambda data: data.pop("totals"),
    ],
)
def test_anything_else_is_refused(damage: Callable[[Any], object]) -> None:
    data: Any = copy.deepcopy(plan_data(plan()))
    damage(data)
    with pytest.raises(CodecError):
        read_plan(data)


def test_a_plan_is_a_mapping() -> None:
    with pytest.raises(CodecError):
        read_plan([])
