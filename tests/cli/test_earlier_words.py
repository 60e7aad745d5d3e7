import pytest

from runbook.cli.earlier_words import done_before, told
from runbook.frozen import replace
from runbook.runtime.ports import Earlier, Remedy

DONE = Earlier("r-1", "case", 0.0, "ada", in_doubt=False)
DOUBTFUL = Earlier("r-1", "case", 0.0, "ada", in_doubt=True, because="nobody has said yet whether it happened")
RUNNING = Earlier("r-1", "case", 0.0, "ada", in_doubt=True, because="its run is still at work", running=True)


def test_it_says_when_which_run_and_who() -> None:
    assert told(DONE) == "done before: 1970-01-01 00:00:00Z, run r-1 by ada"


def test_it_names_a_server_that_the_environment_does_not_name() -> None:
    assert told(replace(DONE, server="http://127.0.0.1:1")).endswith("run r-1 by ada at http://127.0.0.1:1")


def test_it_says_how_sure_that_is() -> None:
    assert told(DOUBTFUL).startswith("may have been done before: ")
    assert told(DOUBTFUL).endswith("; nobody has said yet whether it happened")
    assert told(RUNNING).startswith("being done right now: ")


@pytest.mark.parametrize(
    ("earlier", "rehearsal", "help"),
    [
        (DONE, False, "look at it first: runbook runs show r-1; to send it once more on purpose: add --again"),
        (DONE, True, "this is a simulator that stays; to rehearse it again: add --again"),
        (DOUBTFUL, False, "look at it first: runbook runs show r-1; to send it all the same: add --again"),
        (
            replace(DOUBTFUL, remedy=Remedy.RESUME),
            True,
            "that run did not finish; let it look and go on first: runbook resume r-1; "
            "to send it all the same: add --again",
        ),
        (
            replace(DOUBTFUL, address="case[0]", remedy=Remedy.SETTLE),
            False,
            "look it up with the provider and say it first: "
            "runbook settle r-1 'case[0]' --happened --because TEXT, "
            "or runbook settle r-1 'case[0]' --did-not-happen --because TEXT; "
            "to send it all the same: add --again",
        ),
        (RUNNING, True, "wait until that run has ended, or end it: runbook runs show r-1"),
    ],
)
def test_it_says_what_to_do(earlier: Earlier, rehearsal: bool, help: str) -> None:
    finding = done_before("case", earlier, rehearsal=rehearsal, again="add --again")
    assert (finding.rule, finding.subject, finding.help) == ("done-before", "case", help)
