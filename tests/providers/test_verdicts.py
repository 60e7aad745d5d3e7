"""The names and words by which an answer says how it went."""

import pytest

from runbook.providers.verdicts import Tells, act_of, explains, is_no, is_short, says_no, what_tells, words_of, wraps
from runbook.values.json import Json

YES = ["ok", "done", "Canceled", "processed", "completed", "success", "noted", "preview"]
NO = ["REJECTED", "abort", "failed", "error", "denied", "invalid", "waiting", "PENDING"]
NO += ["in_progress", "not_found", "no", "under_review"]


@pytest.mark.parametrize("word", NO)
def test_words_that_say_no(word: str) -> None:
    assert says_no(word)


@pytest.mark.parametrize("word", [*YES, 5, None])
def test_words_that_say_yes(word: Json) -> None:
    assert not says_no(word)


@pytest.mark.parametrize("name", ["isOrder_cancelled", "is-order-cancelled", "IsOrderCancelled", "is order cancelled"])
def test_a_name_is_its_words_however_it_is_spelt(name: str) -> None:
    assert words_of(name) == ("is", "order", "cancelled")
    assert words_of("HTTPError") == ("http", "error")


@pytest.mark.parametrize(
    ("tells", "value", "no"),
    [
        (Tells.VERDICT, False, True),
        (Tells.VERDICT, "false", True),
        (Tells.VERDICT, None, True),
        (Tells.VERDICT, 0, True),
        (Tells.VERDICT, [], True),
        (Tells.VERDICT, True, False),
        (Tells.VERDICT, "Order 5 cancelled", False),
        (Tells.DEED, False, True),
        (Tells.DEED, "False", True),
        (Tells.DEED, None, False),
        (Tells.DEED, "2026-01-01", False),
        (Tells.FAULT, "it is locked", True),
        (Tells.FAULT, [{}], True),
        (Tells.FAULT, 17, True),
        (Tells.FAULT, [], False),
        (Tells.FAULT, "", False),
        (Tells.FAULT, None, False),
        (Tells.FAULT, "none", False),
        (Tells.STATE, "queued", True),
        (Tells.STATE, False, True),
        (Tells.STATE, "cancelled", False),
        (Tells.CODE, 4001, True),
        (Tells.CODE, "E12", True),
        (Tells.CODE, 0, False),
        (Tells.CODE, 200, False),
        (Tells.CODE, "SUCCESS", False),
        (Tells.CODE, "204", False),
    ],
)
def test_values_that_are_no_yes(tells: Tells, value: Json, no: bool) -> None:
    assert is_no(tells, value) is no


@pytest.mark.parametrize(
    ("method", "path", "names", "own"),
    [
        ("POST", "/orders/{id}/park", (), True),
        ("POST", "/park-order", (), True),
        ("POST", "/orders/{id}", ("parkOrder",), True),
        ("POST", "/orders/{id}", ("orders_park",), True),
        ("POST", "/orders/{id}", ("cancelOrder",), False),
    ],
)
def test_an_act_is_known_by_its_names_and_the_end_of_its_path(
    method: str, path: str, names: tuple[str, ...], own: bool
) -> None:
    act = act_of(method, path, *names)
    assert (what_tells("parked", act) is Tells.DEED) is own
    assert wraps("parking", act) is own


def test_a_delete_removes() -> None:
    assert act_of("DELETE", "/orders/{id}").is_about(("deletion",))


@pytest.mark.parametrize(
    ("method", "name"), [("PUT", "x"), ("PATCH", "x"), ("POST", "createOrder"), ("POST", "orders_set")]
)
def test_what_makes_or_changes_a_thing_is_known(method: str, name: str) -> None:
    assert act_of(method, "/orders/{id}", name).makes
    assert not act_of("POST", "/orders/{id}/cancel", "cancelOrder").makes


def test_a_name_that_tells_nothing() -> None:
    assert what_tells("id") is what_tells("is") is what_tells("error_url") is what_tells("5") is None
    assert [explains("errorMessage"), explains("id")] == [True, False]
    assert [is_short("status"), is_short("orderStatus")] == [True, False]
