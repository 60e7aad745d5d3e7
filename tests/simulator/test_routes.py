"""Finding operations."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.simulator.exchange import Problem
from runbook.simulator.routes import Match, Router

ROUTER = Router([("GET", "/case/{id}"), ("GET", "/case/list"), ("POST", "/case/{id}/cancel")])


def problem(method: str, path: str) -> Problem:
    found = ROUTER.find(method, path)
    assert isinstance(found, Problem)
    return found


def test_literal_segments_win_over_parameters() -> None:
    assert ROUTER.find("GET", "/case/list") == Match("GET", "/case/list", {})
    assert ROUTER.find("GET", "/case/x") == Match("GET", "/case/{id}", {"id": "x"})


@given(st.text(st.characters(min_codepoint=33, exclude_characters="\x7f", exclude_categories=["Cs"]), min_size=3))
def test_any_encoded_id_arrives_as_it_was(id: str) -> None:
    assert id.strip() == "" or ROUTER.find("POST", f"/case/{quote(id, safe='')}/cancel") == Match(
        "POST", "/case/{id}/cancel", {"id": id}
    )


@pytest.mark.parametrize("id", ["", "%20", ".", "..", "%2e%2E", "%", "%zz", "%ff", "%00", "%0d%0a", "a%7Fb"])
def test_ids_that_nobody_can_mean_are_refused(id: str) -> None:
    assert problem("POST", f"/case/{id}/cancel").status == 400


def test_unknown_paths_and_methods_are_told_apart() -> None:
    assert problem("GET", "/case/x/y").status == 404
    assert problem("GET", "/case/x/cancel/").status == 404
    assert problem("DELETE", "/case/x").status == 405
    assert "GET" in problem("DELETE", "/case/x").texts[0]
