from runbook.providers.symbolic import encoded, joined, known_parts, separated
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, Unknown

UNKNOWN = Unknown(STRING, "steps.a.response.body.id")


def test_known_parts_become_one_string() -> None:
    assert joined(("a", "", "b")) == "ab"
    assert joined(()) == ""


def test_an_unknown_part_keeps_its_place() -> None:
    assert joined(("/a/", UNKNOWN, "/", "b")) == PartialText(("/a/", UNKNOWN, "/b"))


def test_a_lonely_unknown_stays_itself() -> None:
    assert joined(("", UNKNOWN)) == UNKNOWN


def test_partial_texts_are_flattened() -> None:
    assert joined(("x", PartialText(("y", UNKNOWN)))) == PartialText(("xy", UNKNOWN))


def test_separators_stand_between() -> None:
    assert separated(("a", "b"), ",") == "a,b"
    assert separated(("a", UNKNOWN), ",") == PartialText(("a,", UNKNOWN))


def test_only_what_is_known_is_encoded() -> None:
    assert encoded(PartialText(("a", UNKNOWN)), str.upper) == PartialText(("A", UNKNOWN))
    assert encoded("a", str.upper) == "A"
    assert encoded(UNKNOWN, str.upper) == UNKNOWN


def test_the_known_parts_can_be_listed() -> None:
    assert known_parts(PartialText(("a", UNKNOWN, "b"))) == ("a", "b")
    assert known_parts(UNKNOWN) == ()
