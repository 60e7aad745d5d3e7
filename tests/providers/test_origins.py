from runbook.providers.origins import Origins
from tests.providers.imports import document


def test_without_grafts_everything_comes_from_the_document() -> None:
    main = document("a: { b: 1 }\n", "main.yaml")
    assert Origins(main).span(("a", "b")).place == "main.yaml:1:9"


def test_what_stands_below_a_graft_comes_from_the_grafted_text() -> None:
    main, other = document("a: 1\n", "main.yaml"), document("x:\n  y: 2\n", "other.yaml")
    origins = Origins(main)
    origins.graft(("a",), other, ("x",))
    assert origins.span(("a", "y")).place == "other.yaml:2:6"
    assert origins.span(("a", "y"), key=True).place == "other.yaml:2:3"
    assert origins.origin(("b",)) == (main, ("b",))


def test_the_innermost_graft_counts() -> None:
    main, first, second = (document("a: { b: 1 }\n", name) for name in ("main.yaml", "first.yaml", "second.yaml"))
    origins = Origins(main)
    origins.graft(("a",), first, ("a",))
    origins.graft(("a", "b"), second, ("a", "b"))
    assert origins.span(("a", "b")).source.name == "second.yaml"
    assert origins.span(("a", "c")).source.name == "first.yaml"
