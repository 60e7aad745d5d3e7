import pytest
from program import runbook

from runbook.cli.commands.explain import explanation
from runbook.rules import RULES
from runbook.rules.catalogue import CATALOGUE


@pytest.mark.parametrize("rule", [*RULES, *CATALOGUE])
def test_every_explanation_says_what_and_then_more(rule: str) -> None:
    headline, _, rest = (explanation(rule) or "").partition("\n\n")
    assert headline.rstrip().endswith(".")
    assert rest.strip()


def test_an_unknown_rule_is_no_explanation() -> None:
    assert explanation("no-such-rule") is None


def test_it_is_printed_for_people(tmp_path) -> None:  # type: ignore[no-untyped-def]
    done = runbook("explain", "yaml-1-1-retype", state=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("yaml-1-1-retype\n\n")
    assert "    inputs:\n" in done.stdout
    assert "```" not in done.stdout


def test_without_a_name_every_name_is_listed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    lines = runbook("explain", state=tmp_path).stdout.splitlines()
    assert len(lines) == len(RULES) + len(CATALOGUE)
