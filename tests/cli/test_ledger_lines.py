import pytest

from runbook.cli.ledger_lines import effect_line
from runbook.frozen import replace
from runbook.reporting.report import Settled
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_lookup import Known
from runbook.runtime.ledger_words import Word
from runbook.runtime.ports import Earlier, Remedy

CLAIM = Claim("sha256:1", "stage", "", "karmacheck", "cancel_case", "/x", "r-1", "case", "ada", 1.5)
DOUBT = Earlier("r-1", "case", 1.5, "ada", True, "nobody knows")


@pytest.mark.parametrize(
    ("earlier", "state", "because", "next_"),
    [
        (None, "did_not_happen", "", ()),
        (replace(DOUBT, in_doubt=False), "happened", "", ()),
        (replace(DOUBT, running=True), "running", "nobody knows", ()),
        (DOUBT, "in_doubt", "nobody knows", ("runbook runs show r-1",)),
        (replace(DOUBT, remedy=Remedy.RESUME), "in_doubt", "nobody knows", ("runbook resume r-1",)),
        (
            replace(DOUBT, remedy=Remedy.SETTLE),
            "in_doubt",
            "nobody knows",
            (
                "runbook settle r-1 case --happened --because TEXT",
                "runbook settle r-1 case --did-not-happen --because TEXT",
            ),
        ),
    ],
)
def test_an_effect_says_how_it_stands_and_what_ends_a_doubt(
    earlier: Earlier | None, state: str, because: str, next_: tuple[str, ...]
) -> None:
    line = effect_line(Known(CLAIM, earlier))
    assert (line.state, line.because, line.next, line.said) == (state, because, next_, None)


def test_what_a_person_said_is_told() -> None:
    word = Word("r-1", "case", False, "eve", "they looked", 2.0, 1)
    assert effect_line(Known(CLAIM, None, word)).said == Settled(2.0, False, "eve", "they looked")
