"""A contract builds an operation when it is first asked for, and finds the answer it declares."""

from runbook.frozen import replace
from runbook.providers.contract import Contract, Effect, Location, Operation, Server
from tests.interpreter.building import CANCEL, READ, response
from tests.providers.operations import operation

STAGE, PROD = Server("https://stage.example", "stage", False), Server("https://api.example", "prod", True)


def contract(built: list[str]) -> Contract:
    def build(name: str, operation: Operation) -> Operation:
        built.append(name)
        return operation

    return Contract(
        name="toy",
        title="Toy",
        version="1",
        digest="sha256:toy",
        adapter="",
        servers=(STAGE, PROD),
        schemes={},
        builders={
            "cancel": lambda: build("cancel", CANCEL),
            "post-cancel": lambda: build("post-cancel", CANCEL),
            "read": lambda: build("read", READ),
        },
        span_of=lambda name: None,
    )


def test_an_operation_is_built_once_and_only_when_it_is_asked_for() -> None:
    built: list[str] = []
    toy = contract(built)
    assert built == []
    assert toy.operation("cancel") is toy.operation("cancel")
    assert built == ["cancel"]
    assert toy.operation("cancle") is None


def test_an_operation_with_two_names_is_listed_once() -> None:
    assert [one.name for one in contract([]).operations()] == ["cancel", "read"]


def test_a_server_is_found_by_its_environment() -> None:
    assert contract([]).server("prod") is PROD
    assert contract([]).server("live") is None


def test_an_exact_status_comes_before_its_range_and_that_before_the_default() -> None:
    operation = replace(CANCEL, responses=(response("default"), response("4XX"), response("404")))
    found = [operation.response_for(status) for status in (404, 422, 500)]
    assert [one.status for one in found if one is not None] == ["404", "4XX", "default"]
    assert replace(CANCEL, responses=()).response_for(200) is None


def test_a_parameter_is_found_by_name_and_place() -> None:
    assert CANCEL.parameter("id") is CANCEL.parameter("id", Location.PATH)
    assert CANCEL.parameter("id", Location.QUERY) is None


def test_effects_are_ranked() -> None:
    assert sorted(Effect, key=lambda effect: effect.rank) == [Effect.READ, Effect.WRITE, Effect.IRREVERSIBLE]


def test_an_operation_knows_what_it_does_and_which_success_may_tell_a_no() -> None:
    parks = operation("/orders/{id}/park", name="POST /orders/{id}/park")
    assert parks.act.is_about(("parked",))
    unclear = replace(response("200"), unclear="a body")
    assert parks.may_tell_no(unclear)
    assert not parks.may_tell_no(response("200"))
    assert not replace(parks, success="response.body.ok").may_tell_no(unclear)
    assert not replace(parks, effect=Effect.READ).may_tell_no(unclear)
