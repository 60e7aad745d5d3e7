import pytest

from runbook.diagnostics.source import Source, Span
from runbook.language.approval import Approval

PLACE = Span(Source("play.yaml", "signers"), 0, 7)


@pytest.mark.parametrize(
    ("named", "environment", "production", "needed"),
    [
        ((), "prod", True, True),
        ((), "stage", False, False),
        (("stage",), "stage", False, True),
        (("stage",), "prod", True, False),
    ],
)
def test_it_is_needed_where_the_playbook_says_or_else_in_production(
    named: tuple[str, ...], environment: str, production: bool, needed: bool
) -> None:
    assert Approval(1, "signers", named, PLACE).is_needed(environment, production=production) is needed
