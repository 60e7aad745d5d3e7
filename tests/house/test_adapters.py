"""Adapters are a family: one module each, one visible table, one harness."""

from typing import get_type_hints

import pytest

from runbook.providers.adapter import Adapter
from runbook.providers.adapters import ADAPTERS, adapter
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Server
from tests.house.tree import PACKAGE
from tests.providers.operations import operation, raw

SANDBOX = Server("https://api.test.example", "sandbox", production=False)
HOSTILE = ["", " ", "\n", "x" * 10_000, "a.b.c", "....", "\ud800", "é.é.é", "tw_sk_", "null"]


def test_folder_and_table_agree() -> None:
    folder = {path.stem for path in (PACKAGE / "providers" / "adapters").glob("*.py")} - {"__init__"}
    assert folder == set(ADAPTERS)
    assert {name: one.name for name, one in ADAPTERS.items()} == {name: name for name in ADAPTERS}


def test_no_name_is_the_plain_adapter() -> None:
    assert adapter("") is ADAPTERS["plain"]


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        adapter("nobody")


@pytest.mark.parametrize("one", ADAPTERS.values(), ids=ADAPTERS)
def test_every_adapter_speaks_the_whole_protocol(one: Adapter) -> None:
    methods = {name for name in vars(Adapter) if not name.startswith("_")} - set(get_type_hints(Adapter))
    assert methods
    assert all(callable(getattr(one, name)) for name in methods)


@pytest.mark.parametrize("token", HOSTILE, ids=lambda token: ascii(token)[:12])
@pytest.mark.parametrize("one", ADAPTERS.values(), ids=ADAPTERS)
def test_no_token_breaks_an_adapter_or_is_shown_by_it(one: Adapter, token: str) -> None:
    assert isinstance(one.acting_as(token), str)
    assert isinstance(one.account(token), str)
    problem = one.token_problem(token, SANDBOX, 0.0)
    assert problem is None or token.strip() == "" or token not in problem


@pytest.mark.parametrize("kind", AnswerKind)
@pytest.mark.parametrize("body", [None, {}, [], "text", {"error": 1}, {"statusCode": "x"}, {"errorId": []}])
@pytest.mark.parametrize("one", ADAPTERS.values(), ids=ADAPTERS)
def test_no_answer_breaks_an_adapter_and_none_becomes_better(one: Adapter, body: object, kind: AnswerKind) -> None:
    for status in (None, 200, 400, 422, 500):
        read = one.read(operation(), Answer(kind, status=status, body=body))
        assert read.kind in (kind, AnswerKind.MALFORMED)
        assert read.status == status
    assert one.signature_problem(raw(200, b"{}"), SANDBOX) is None
