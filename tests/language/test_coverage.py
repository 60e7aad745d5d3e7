from tests.language.linked import LATE, NO_ORDER, book, call, finding, linked, said, words


def cancel(rows: str) -> str:
    return book(call("cancel_order", rows), effect="irreversible")


def unhandled(rows: str) -> list[str]:
    return [one.message for one in linked(cancel(rows))[1] if one.rule == "unhandled-answer"]


def test_every_declared_answer_needs_a_row() -> None:
    assert unhandled("") == [
        "no row says where shop.cancel_order leads when it answers 404",
        'no row says where shop.cancel_order leads when it answers 422 "Too late."',
        'no row says where shop.cancel_order leads when it answers 422 "Orders of today stay."',
    ]
    assert unhandled(f"{NO_ORDER}, {LATE}") == []
    assert unhandled("{ status: 4XX, then: ask }") == []


def test_every_declared_message_needs_a_row() -> None:
    rows = f"{NO_ORDER}, {{ status: 422, message: Too late., then: ask }}"
    assert len(unhandled(rows)) == 1
    assert unhandled(f"{rows}, {{ status: 422, message: Orders *, then: ask }}") == []


def test_a_row_with_more_conditions_may_not_take_the_answer() -> None:
    assert len(unhandled(f"{NO_ORDER}, {{ status: 422, when: inputs.count == 1, then: ask }}")) == 2
    assert len(unhandled(f"{NO_ORDER}, {{ status: 422, body: {{ /code: 1 }}, then: ask }}")) == 2


def test_a_suggestion_shows_the_row_that_is_missing() -> None:
    found = finding(book(call("get_order")), "unhandled-answer")
    assert found.label == "No such order"
    assert found.help == "add a row, such as { status: 404, then: stop, because: ... }"
    assert words(found.span) == "shop.get_order"


def test_a_row_that_could_not_be_read_is_not_missed() -> None:
    assert said(book(call("get_order", "{ status: 404, then: halt }"))) == [("schema", "halt")]


def test_defaults_count() -> None:
    more = f"defaults: {{ outcomes: [ {NO_ORDER} ] }}"
    assert said(book(call("get_order"), more=more)) == []


def test_a_row_behind_a_wider_one_is_never_reached() -> None:
    rows = f"{{ status: 4XX, then: ask }}, {NO_ORDER}"
    found = finding(cancel(rows), "unreachable-row")
    assert words(found.span) == NO_ORDER
    assert words(found.related[0].span) == "{ status: 4XX, then: ask }"


def test_a_row_is_wider_only_when_all_its_conditions_are() -> None:
    narrow = "{ status: 422, message: Too late., then: ask }"
    assert said(cancel(f"{NO_ORDER}, {narrow}, {LATE}")) == []
    assert len([one for one in said(cancel(f"{NO_ORDER}, {LATE}, {narrow}")) if one[0] == "unreachable-row"]) == 1
    twice = "{ status: 422, body: { /code: 1 }, then: ask }"
    rules = [rule for rule, _ in said(cancel(f"{NO_ORDER}, {twice}, {twice}, {LATE}"))]
    assert rules == ["unreachable-row"]
