from tests.providers.imports import part, shown


def test_a_reference_is_followed_to_its_place() -> None:
    root = part("a: { $ref: '#/b' }\nb: { $ref: '#/c' }\nc: { d: 1 }\n")
    found = root.mapping("a")
    assert found is not None
    assert (found.pointer, found.data) == (("c",), {"d": 1})


def test_a_reference_that_leads_back_to_itself_is_reported() -> None:
    root = part("a: { $ref: '#/b' }\nb: { $ref: '#/a' }\n")
    assert root.mapping("a") is None
    assert shown(root.reading.diagnostics) == ["error contract-reference 1:4 { $ref: '#/b' }"]


def test_a_member_of_the_wrong_kind_is_reported_and_left_out() -> None:
    root = part("a: [1]\nb: { c: 1 }\n")
    assert root.mapping("a") is None
    assert root.listing("b") is None
    assert shown(root.reading.diagnostics) == ["error contract-syntax 1:4 [1]", "error contract-syntax 2:4 { c: 1 }"]


def test_a_null_member_counts_as_absent() -> None:
    assert part("a: null\n").mapping("a") is None


def test_text_of_a_number_is_its_digits_and_of_anything_else_is_empty() -> None:
    root = part("a: 3.1\nb: words\nc: true\nd: []\n")
    assert [root.text(key) for key in "abcde"] == ["3.1", "words", "", "", ""]


def test_one_finding_is_reported_once() -> None:
    root = part("a: 1\n")
    for _ in range(2):
        root.warn("rule", "words")
        root.reading.note_once("rule", "once", ("a",))
        root.reading.note_once("rule", "once", ())
    assert [one.message for one in root.reading.diagnostics] == ["words", "once"]


def test_extensions_are_members_and_no_fields() -> None:
    root = part("a: 1\nx-b: 2\n")
    assert [name for name, _ in root.members()] == ["a", "x-b"]
    assert [name for name, _ in root.fields()] == ["a"]


def test_what_stands_below_is_reached_by_pointer() -> None:
    root = part("a: [{ b: 1 }]\n")
    assert root.at(("a", 0, "b")).data == 1
    assert root.at(("a", 4)).data is None
