"""Records are immutable, comparable and cheap to declare."""

import copy
import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.frozen import FrozenError, field, fields, frozen, is_record, replace


@frozen
class Point:
    """A point with a name."""

    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False)

    @property
    def sum(self) -> int:
        return self.x + self.y


@frozen
class Solid(Point):
    """A point in space."""

    z: int = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Model:
    """The same as a dataclass."""

    x: int
    y: int = 2
    tags: list[str] = dataclasses.field(default_factory=list)
    note: str = dataclasses.field(default="", compare=False)


VALUES = st.tuples(st.integers(0, 1), st.integers(0, 1), st.lists(st.just("a"), max_size=1), st.text(max_size=1))


@given(VALUES, VALUES)
def test_it_compares_as_a_dataclass_does(
    first: tuple[int, int, list[str], str], second: tuple[int, int, list[str], str]
) -> None:
    assert (Point(*first) == Point(*second)) is (Model(*first) == Model(*second))
    assert Point(*first) != Model(*first)


def test_it_takes_arguments_as_a_dataclass_does() -> None:
    assert Point(1) == Point(x=1, y=2, tags=[])
    assert Point(1).tags is not Point(1).tags
    for wrong in ({}, {"x": 1, "w": 2}):
        with pytest.raises(TypeError):
            Point(**wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Point(1, 2, [], "", 5)  # type: ignore[call-arg]


def test_it_takes_arguments_alike_before_and_after_its_init_is_compiled() -> None:
    @frozen
    class Fresh:
        """Counts its own calls."""

        x: int
        y: list[int] = field(default_factory=list)

    for _ in range(30):
        assert (Fresh(1).x, Fresh(1).y, Fresh(y=[2], x=3).y) == (1, [], [2])
        for places, names in (((), {}), ((1,), {"x": 1}), ((1, [], 3), {}), ((1,), {"z": 1}), ((), {"y": []})):
            with pytest.raises(TypeError):
                Fresh(*places, **names)


def test_it_cannot_be_changed_and_has_no_room_for_more() -> None:
    point = Point(1)
    with pytest.raises(FrozenError, match=r"Point\.x cannot be changed"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenError):
        del point.y
    assert not hasattr(point, "__dict__")


def test_a_changed_copy_leaves_the_first_as_it_was() -> None:
    point = Point(1)
    assert replace(point, y=7) == Point(1, 7)
    assert point.y == 2
    with pytest.raises(TypeError):
        replace(point, w=1)


def test_it_hashes_by_what_it_compares_by() -> None:
    @frozen
    class Key:
        """A key."""

        name: str
        note: str = field(default="", compare=False)

    assert hash(Key("a", "x")) == hash(Key("a", "y"))
    assert len({Key("a"), Key("a"), Key("b")}) == 2


def test_fields_of_a_base_come_first() -> None:
    assert fields(Solid) == ("x", "y", "tags", "note", "z")
    assert Solid(1, z=9).sum == 3
    assert Solid(1) != Point(1)


def test_patterns_match_it_and_it_says_what_it_is() -> None:
    match Point(1, 5):
        case Point(x=1, y=y):
            assert y == 5
    assert repr(Point(1)) == "Point(x=1, y=2, tags=[])"
    assert is_record(Point)
    assert not is_record(Model)


def test_it_can_be_copied_and_pickled() -> None:
    point = Point(1, 5, ["a"], "n")
    assert copy.deepcopy(point) == point
    assert pickle.loads(pickle.dumps(point)).note == "n"
