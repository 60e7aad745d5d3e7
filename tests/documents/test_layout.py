"""Places, packed."""

from runbook.documents.layout import Layout
from runbook.documents.node import Place


def layout() -> Layout:
    """{a: [x, y], b: z}, and c: an alias of a."""
    built = Layout()
    root = built.add(0, 0, None, -1, -1)
    array = built.add(3, 0, "a", 0, 1)
    built.add(4, 5, None, -1, -1)
    built.add(7, 8, None, -1, -1)
    built.close(array, 9)
    built.add(14, 15, "b", 11, 12)
    built.repeat(built.add(20, 22, "c", 17, 18), array)
    built.close(root, 22)
    return built


def test_every_value_is_found_by_its_pointer() -> None:
    built = layout()
    assert built.get(()) == Place(0, 22)
    assert built.get(("a",)) == Place(3, 9, 0, 1)
    assert built.get(("a", 1)) == Place(7, 8)
    assert built.get(("b",)) == Place(14, 15, 11, 12)


def test_inside_an_alias_the_places_are_those_of_the_anchor() -> None:
    built = layout()
    assert built.get(("c",)) == Place(20, 22, 17, 18)
    assert built.get(("c", 1)) == Place(7, 8)


def test_what_is_not_there_has_no_place() -> None:
    built = layout()
    for pointer in (("d",), ("a", 2), ("a", "x"), ("b", 0), ("a", 1, 0, 0)):
        assert built.get(pointer) is None
        assert built.get(pointer) is None


def test_children_are_found_while_their_mapping_is_still_open() -> None:
    built = Layout()
    root = built.add(0, 0, None, -1, -1)
    inner = built.add(3, 0, "a", 0, 1)
    built.add(6, 7, "b", 4, 5)
    built.close(inner, 8)
    built.add(12, 13, "b", 10, 11)
    row = built.child(root, "b")
    assert row is not None
    assert built.key_starts[row] == 10
    assert built.child(root, "x") is None
    assert built.size(inner) == 2
