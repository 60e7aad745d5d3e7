"""Documents and cursors into them."""

from runbook.diagnostics.source import Source
from runbook.documents.node import Document, Place


def document() -> Document:
    source = Source("f.yaml", "a: [x, y]")
    places = {
        (): Place(0, 9),
        ("a",): Place(3, 9, 0, 1),
        ("a", 0): Place(4, 5),
        ("a", 1): Place(7, 8),
    }
    return Document(source, {"a": ["x", "y"]}, places)


def test_a_cursor_knows_its_place_and_the_place_of_its_key() -> None:
    member = document().root.child("a")
    assert member is not None
    assert member.span.place == "f.yaml:1:4"
    assert (member.key_span.start, member.key_span.end) == (0, 1)


def test_an_element_has_no_key_and_says_its_own_place_instead() -> None:
    member = document().root.child("a")
    assert member is not None
    second = list(member.elements())[1]
    assert second.data == "y"
    assert second.key_span == second.span


def test_what_has_no_place_stands_where_its_nearest_parent_stands() -> None:
    assert document().place(("a", 1, "deeper", "still")) == Place(7, 8)
    assert document().place(("b",)) == Place(0, 9)


def test_a_document_without_any_places_is_one_place() -> None:
    assert Document(Source("f", "abc"), None, {}).place(("x",)) == Place(0, 3)


def test_members_and_elements_of_anything_else_are_none() -> None:
    root = document().root
    assert [key for key, _ in root.members()] == ["a"]
    assert list(root.elements()) == []
    assert root.child("b") is None
    element = next(iter(next(iter(root.members()))[1].elements()))
    assert list(element.members()) == []
    assert element.child("x") is None
