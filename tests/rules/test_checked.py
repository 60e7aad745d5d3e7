import pkgutil

import pytest

from runbook import rules
from runbook.rules import RULES
from runbook.rules.catalogue import CATALOGUE

OTHERS = {"checked", "walk", "names", "catalogue"}


def test_the_table_and_the_folder_agree() -> None:
    modules = {one.name for one in pkgutil.iter_modules(rules.__path__)} - OTHERS
    assert modules == {name.replace("-", "_") for name in RULES}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_documents_what_it_finds_why_and_how_to_write_it(name: str) -> None:
    text = RULES[name].__doc__ or ""
    headline, _, rest = text.partition("\n\n")
    assert headline.endswith(".")
    assert "\n" not in headline
    assert "Bad:\n" in rest
    assert "Good:\n" in rest


def test_no_name_is_explained_twice() -> None:
    assert not set(RULES) & set(CATALOGUE)
