"""Bodies of successes that say no."""

import pytest

from runbook.providers.told_no import is_declared, told_noes
from runbook.providers.verdicts import act_of
from runbook.values.json import Json
from runbook.values.shape import ANY, BOOLEAN, array_of, object_of

CANCEL = act_of("POST", "/orders/{id}/cancel")


def noes(body: Json) -> list[str]:
    return ["/".join(one.keys) for one in told_noes(body, CANCEL)]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (None, ""),
        (False, ""),
        ("false", ""),
        ("REJECTED", ""),
        ({"status": "queued"}, "status"),
        ({"success": "false"}, "success"),
        ({"ok": None}, "ok"),
        ({"cancelled": False}, "cancelled"),
        ({"result": {"success": False}}, "result/success"),
        ({"data": {"errors": [1]}}, "data/errors"),
        ({"order": {"status": "REJECTED"}}, "order/status"),
        ({"code": 17, "message": "It is locked."}, "code"),
        ([{"id": 1}, {"status": "failed"}], "1/status"),
        ({"orders": [{"error": "locked"}]}, "orders/0/error"),
    ],
)
def test_a_no_is_found_where_it_stands(body: Json, where: str) -> None:
    assert noes(body) == [where]


@pytest.mark.parametrize(
    "body",
    [
        {},
        "a text about a page that could not be found, and so on and on and on",
        {"id": 5, "status": "cancelled", "success": True, "errors": []},
        {"order": {"buyer": {"status": "blocked"}}},
        {"code": 17, "name": "blue"},
        {"orders": [{"verification_status": "pending"}]},
        5,
    ],
)
def test_what_says_no_such_thing(body: Json) -> None:
    assert noes(body) == []


def test_a_huge_body_is_looked_at_in_bounds() -> None:
    assert noes([{"id": number} for number in range(5000)] + [{"ok": False}]) == []


def test_what_a_contract_describes_is_declared_and_what_it_leaves_open_as_well() -> None:
    shape = object_of({"ok": BOOLEAN, "all": array_of(object_of({"id": ANY})), "any": ANY})
    assert is_declared(shape, ("ok",))
    assert is_declared(shape, ("any", "status"))
    assert is_declared(ANY, ("status",))
    assert not is_declared(shape, ("status",))
    assert not is_declared(shape, ("all", "0", "status"))
