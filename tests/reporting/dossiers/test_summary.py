import pytest
from example_dossiers import cut_off, dossier, everything, in_doubt, many, started, waiting

from runbook.frozen import replace
from runbook.interpreter.events import Event, RunEnded, StepEnded
from runbook.language.procedure import StepState
from runbook.planning.tally import Agreement, Tally
from runbook.reporting.dossiers.summary import (
    agreement_words,
    case,
    divided,
    facts,
    sentence,
    stats,
    tally_words,
    undone,
    value_words,
)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (everything(), "It stopped, and people take over"),
        (waiting(), "It waits for a person"),
        (in_doubt(), "Nobody knows whether 1 request took effect"),
        (cut_off(), "cut short while a request was under way"),
        ([started()], "It was cut short; nothing of it is in doubt."),
        (many(3), "It is done; 1 effect did not happen, which the playbook tolerates."),
        ([started(), RunEnded("", StepState.DONE, "", {})], "Everything that was asked for happened."),
        ([started(), RunEnded("", StepState.FAILED, "gone", {})], "It stopped, and nobody was handed the rest: gone."),
        ([started(), RunEnded("", StepState.SKIPPED, "", {})], "There was nothing to do."),
    ],
)
def test_a_run_is_told_in_one_sentence(events: list[Event], words: str) -> None:
    assert words in sentence(dossier(events).report)


def test_a_run_at_work_says_so() -> None:
    assert "still at work" in sentence(replace(dossier(cut_off()).report, running=True))


def test_the_facts_say_who_when_where_and_with_what() -> None:
    said = dict(facts(dossier(everything())))
    assert said["Started"] == "2026-03-01 09:30:00Z by ann"
    assert said["Approved plan"] == "sha256:pp"
    assert said["Output services"] == "done with notes"
    assert said["Input ids"] == '["s1"]'
    assert "Approved plan" not in dict(facts(dossier(waiting())))
    assert dict(facts(dossier(waiting())))["Ended"].startswith("not ended")
    assert value_words(None) == "null"


def test_counts_leave_out_what_there_was_not() -> None:
    assert (
        stats(dossier(waiting()).report) == [("0.3 s", "in all", False)]
        or stats(dossier(waiting()).report)[-1][1] == "in all"
    )
    said = {noun: loud for _, noun, loud in stats(dossier(in_doubt()).report)}
    assert said["in doubt"]
    assert "retries" not in said


def test_what_did_not_happen_is_listed_with_its_reason() -> None:
    listed = {one.address: (one.how, one.because) for one in undone(dossier(everything()))}
    assert listed["skipped"] == ("skipped", "not inputs.force")
    assert listed["case"][0] == "stopped"
    assert listed["after"][0] == "not reached"
    failed = [started(), StepEnded("check", StepState.FAILED, "not sent: no")]
    assert [one.how for one in undone(dossier(failed))] == ["stopped", "not reached"]


def test_the_first_plain_inputs_say_whose_case_it_is() -> None:
    report = replace(
        dossier([started()]).report,
        inputs={"ids": ["s1"], "case_id": "c-91", "force": False, "note": "x" * 100, "count": 3, "more": "y"},
    )
    assert case(report) == ["case_id c-91", f"note {'x' * 59}…", "count 3"]


def test_advice_is_divided_into_words_and_a_command() -> None:
    assert divided("the evidence: runbook runs show r-1") == ("the evidence:", "runbook runs show r-1")
    assert divided("look it up") == ("look it up", "")
    assert divided("runbook resume r-1") == ("", "runbook resume r-1")


def test_a_tally_is_told_in_one_sentence() -> None:
    of = dossier(everything())
    assert tally_words(of) == ("1 of 6 requests cannot be matched with the plan.", False)
    assert tally_words(replace(of, tally=Tally("sha256:p", ())))[1]
    assert of.tally is not None
    good = Tally("sha256:p", of.tally.requests[:2])
    assert tally_words(replace(of, tally=good)) == (
        "2 requests left this machine, each of them as the plan shows it.",
        True,
    )
    assert tally_words(replace(of, tally=None, untold="no playbook")) == (
        "It cannot be said whether what was sent is what was planned: no playbook",
        False,
    )
    assert {agreement: agreement_words(agreement)[1] for agreement in Agreement} == {
        Agreement.EQUAL: True,
        Agreement.FILLED: True,
        Agreement.MASKED: False,
        Agreement.NOT_PLANNED: False,
    }
