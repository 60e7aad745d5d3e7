"""Quick checks of mappings and lists."""

from runbook.documents.patterns import compile_pattern
from runbook.documents.quick_containers import MemberChecks, has_dependents, has_elements, has_members, has_size
from runbook.values.json import Json


def is_text(value: Json) -> bool:
    return isinstance(value, str)


def is_nothing(value: Json) -> bool:
    return False


CLOSED = MemberChecks({"a": is_text}, [(compile_pattern("^x-"), is_text)], is_nothing, None)


def test_known_keys_patterns_and_the_rest_have_their_own_checks() -> None:
    assert CLOSED.accept({"a": "1", "x-b": "2"})
    assert not CLOSED.accept({"a": 1})
    assert not CLOSED.accept({"x-b": 2})
    assert not CLOSED.accept({"b": "3"})


def test_a_known_key_that_has_a_pattern_too_must_fit_both() -> None:
    both = MemberChecks({"x-a": is_text}, [(compile_pattern("^x-"), is_nothing)], None, None)
    assert not both.accept({"x-a": "1"})
    assert both.accept({"other": 1})


def test_names_are_checked_as_texts() -> None:
    short = MemberChecks({}, [], None, lambda name: isinstance(name, str) and len(name) < 3)
    assert short.accept({"ab": 1})
    assert not short.accept({"abc": 1})


def test_required_keys_and_sizes() -> None:
    check = has_members(MemberChecks({}, [], None, None), frozenset({"a"}), 1, 2, exact=True).check
    assert check({"a": 1})
    assert check({"a": 1, "b": 2})
    assert not check({"b": 1})
    assert not check({"a": 1, "b": 2, "c": 3})
    assert check("no mapping")


def test_elements_have_the_checks_of_their_positions_then_of_the_rest() -> None:
    check = has_elements([is_text], lambda value: isinstance(value, int), exact=True).check
    assert check(["a", 1, 2])
    assert check([])
    assert not check([1])
    assert not check(["a", "b"])
    assert check({"no": "list"})
    assert has_elements([is_text], None, exact=True).check(["a", object])  # type: ignore[list-item]


def test_sizes_and_repetitions() -> None:
    assert has_size(1, 2, unique=True).check([1, True])
    assert not has_size(1, 2, unique=True).check([1, 1.0])
    assert not has_size(1, 2, unique=False).check([])
    assert not has_size(0, 1, unique=False).check([1, 1])
    assert has_size(3, None, unique=True).check("no list")


def test_a_key_may_need_another() -> None:
    check = has_dependents({"card": frozenset({"name"})}).check
    assert check({"name": 1})
    assert check({"card": 1, "name": 1})
    assert not check({"card": 1})
    assert check([])
