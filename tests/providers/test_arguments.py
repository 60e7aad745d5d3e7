from runbook.providers.arguments import bind, is_free_form, members_of, parameters_of, takes_whole_body, targets
from runbook.providers.contract import Location, Operation
from tests.providers.operations import body, operation, parameter

IDS = {"type": "object", "required": ["ids"], "properties": {"ids": {"type": "array"}, "note": {"type": "string"}}}


def cancel(**changes: object) -> Operation:
    settings = {"parameters": [parameter("id"), parameter("page", Location.QUERY)], "body": body(IDS)} | changes
    return operation(**settings)


def test_a_name_means_the_parameter_or_the_member_of_the_body() -> None:
    bound, problems = bind(cancel(), ["id", "page", "ids"])
    assert problems == []
    assert dict(bound) == {"id": (Location.PATH, "id"), "page": (Location.QUERY, "page"), "ids": (None, "ids")}


def test_a_misspelt_name_gets_a_suggestion() -> None:
    _, problems = bind(cancel(), ["id", "ids", "noet"])
    assert [(one.argument, one.help) for one in problems] == [("noet", 'did you mean "note"?')]


def test_a_missing_parameter_and_a_missing_member_are_named() -> None:
    _, problems = bind(cancel(), [])
    assert [one.argument for one in problems] == ["id", "ids"]


def test_members_are_needed_even_when_the_contract_forgot_to_require_the_body() -> None:
    assert not cancel().body.required
    assert [one.argument for one in bind(cancel(), ["id"])[1]] == ["ids"]


def test_a_body_that_is_given_whole_needs_no_members() -> None:
    bound, problems = bind(cancel(), ["id", "body"])
    assert problems == []
    assert bound["body"] == (None, "")


def test_the_whole_body_and_a_part_of_it_do_not_go_together() -> None:
    _, problems = bind(cancel(), ["id", "body", "note"])
    assert [one.argument for one in problems] == ["body"]


def test_a_name_with_two_meanings_must_be_qualified() -> None:
    both = operation(parameters=[parameter("id")], body=body({"type": "object", "properties": {"id": {}}}))
    assert "path.id or body.id" in bind(both, ["id"])[1][0].help
    bound, problems = bind(both, ["path.id", "body.id"])
    assert problems == []
    assert dict(bound) == {"path.id": (Location.PATH, "id"), "body.id": (None, "id")}


def test_one_thing_cannot_be_given_under_two_names() -> None:
    _, problems = bind(cancel(), ["id", "path.id", "ids"])
    assert [one.argument for one in problems] == ["path.id"]


def test_a_header_is_found_in_any_case() -> None:
    bound, problems = bind(cancel(parameters=[parameter("X-Mode", Location.HEADER)]), ["x-mode", "ids"])
    assert problems == []
    assert bound["x-mode"] == (Location.HEADER, "X-Mode")


def test_headers_that_only_we_may_set_are_no_arguments() -> None:
    names = ["Authorization", "Host", "content-length", "Cookie", "X-Fine"]
    declared = operation(parameters=[parameter(name, Location.HEADER) for name in names])
    assert [one.name for one in parameters_of(declared)] == ["X-Fine"]
    assert [one.argument for one in bind(declared, ["Host"])[1]] == ["Host"]


def test_a_required_parameter_with_a_default_may_be_left_out() -> None:
    declared = operation("/x", parameters=[parameter("v", Location.QUERY, required=True, default="1")])
    assert bind(declared, [])[1] == []


def test_a_free_form_body_takes_any_member() -> None:
    free = operation("/x", body=body({"type": "object", "additionalProperties": {"type": "string"}}))
    assert is_free_form(free.body)
    assert dict(bind(free, ["anything"])[0]) == {"anything": (None, "anything")}


def test_a_body_with_named_members_takes_no_others_although_json_schema_would() -> None:
    assert not is_free_form(cancel().body)
    assert members_of(cancel().body) == {"ids", "note"}


def test_a_body_that_is_no_object_is_given_whole() -> None:
    listing = operation("/x", body=body({"type": "array"}, required=True))
    assert takes_whole_body(listing)
    assert [one.argument for one in bind(listing, [])[1]] == ["body"]
    assert bind(listing, ["body"])[1] == []


def test_a_member_called_body_is_a_member() -> None:
    message = operation("/x", body=body({"type": "object", "properties": {"body": {"type": "string"}}}))
    assert targets(message)["body"] == ((None, "body"),)


def test_an_operation_without_a_body_takes_no_body() -> None:
    assert [one.argument for one in bind(operation("/x"), ["body"])[1]] == ["body"]
