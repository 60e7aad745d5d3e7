from example_difference import CHANGED, SAME

from runbook.reporting.difference_markdown import difference_markdown


def test_every_row_of_a_table_has_its_cells() -> None:
    for line in difference_markdown(CHANGED).splitlines():
        if line.startswith("| `a`"):
            assert line.replace("\\|", "").count("|") in (4, 5)


def test_names_of_files_are_no_markup() -> None:
    said = difference_markdown(CHANGED)
    assert said.startswith("### ``old.yaml → new|`.yaml``\n")
    assert "**1 irreversible call became reachable" in said
    assert difference_markdown(SAME).count("\n") == 3
