from runbook.providers.content import Content, build_content, content_problems
from tests.providers.operations import body

SCHEMA = {
    "type": "object",
    "properties": {"a": {"type": "string"}, "b": {"type": "array", "items": {"type": "string"}}},
}


def test_members_make_an_object_in_the_order_they_were_given() -> None:
    bound = {"b": (None, "b"), "body.a": (None, "a")}
    content = build_content(body(SCHEMA), bound, {"b": [], "body.a": "x"})
    assert content == Content("application/json", {"b": [], "a": "x"})
    assert list(content.value) == ["b", "a"]


def test_an_optional_body_without_members_is_not_sent() -> None:
    assert build_content(body(SCHEMA), {}, {}) is None
    assert build_content(None, {}, {}) is None


def test_a_required_body_without_members_is_an_empty_object() -> None:
    assert build_content(body(SCHEMA, required=True), {}, {}) == Content("application/json", {})


def test_null_leaves_an_optional_body_out_on_purpose() -> None:
    assert build_content(body(SCHEMA), {"body": (None, "")}, {"body": None}) is None


def test_null_is_a_body_where_one_is_required() -> None:
    content = build_content(body(True, required=True), {"body": (None, "")}, {"body": None})
    assert content == Content("application/json", None)


def test_a_problem_names_the_member_and_the_place_inside_it() -> None:
    (problem,) = content_problems(body(SCHEMA), Content("application/json", {"b": ["x", 1]}))
    assert problem.argument == "b"
    assert problem.message.startswith('"b" at /1 breaks the contract: ')


def test_a_body_that_cannot_be_written_is_not_checked_further() -> None:
    (problem,) = content_problems(body(SCHEMA), Content("application/json", {"a": "\ud800"}))
    assert "Unicode" in problem.message
