from tests.language.linked import book, finding, said, words


def test_ids_are_unique_everywhere_and_the_first_is_shown() -> None:
    steps = "{ id: a, wait: 1s }, { id: g, group: { steps: [ { id: a, wait: 1s } ] } }"
    found = finding(book(steps), "duplicate-id")
    assert words(found.related[0].span) == "a"
    assert found.span is not None
    assert found.related[0].span.start < found.span.start


def test_branches_fallbacks_and_rescues_count_too() -> None:
    steps = "{ id: p, parallel: [ { id: q, steps: [ { id: r, wait: 1s } ] } ] }"
    assert said(book(steps, more="rescue: [ { id: q, wait: 1s } ]\nalways: [ { id: r, wait: 1s } ]")) == [
        ("duplicate-id", "q"),
        ("duplicate-id", "r"),
    ]
