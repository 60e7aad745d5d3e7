import json
import os
import signal
import sqlite3
from contextlib import closing

import pytest
from prepared import CASE
from program import runbook
from staying import DOUBT, QUESTION, Stay, report

from runbook.cli.exits import Exit
from runbook.interpreter.events import AttemptStarted, Purpose, RunEnded
from runbook.simulator.faults import Fault, FaultKind

SLOW = "c-plain--slow"


def acts(stay: Stay) -> int:
    return sum(isinstance(one, AttemptStarted) and one.purpose is Purpose.ACT for one in stay.events())


def test_killed_between_attempt_and_answer_it_reads_back_and_never_sends_twice(stay: Stay) -> None:
    run = stay.cut_off(CASE, SLOW)
    shown = stay.say("runs", "show", run)
    assert f"runbook resume {run}" in shown.stdout
    done = stay.say("resume", run, "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    assert report(done)["state"] == "done"
    assert stay.simulator.ledger.sent("cancel_case", SLOW) == 1
    assert stay.simulator.ledger.applied("cancel_case", SLOW) == 1
    assert acts(stay) == 1


def test_killed_again_while_it_resumes_it_still_sends_everything_once(stay: Stay) -> None:
    for operation in ("cancel_services", "cancel_case"):
        stay.simulator.add_fault(Fault(FaultKind.SLOW, "karmacheck", operation, "c-plain", seconds=20))
    first = [*stay.arguments(CASE, "c-plain"), "-i", "service_ids=s1"]
    with stay.waiting(first, "cancel_services", "c-plain") as process:
        os.kill(process.pid, signal.SIGKILL)
    with stay.waiting(["resume", stay.name], "cancel_case", "c-plain") as process:
        os.kill(process.pid, signal.SIGKILL)
    done = stay.say("resume", stay.name, "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    ledger = stay.simulator.ledger
    assert [ledger.sent(one, "c-plain") for one in ("cancel_services", "cancel_case")] == [1, 1]


def test_it_goes_on_with_the_texts_it_began_with_whatever_todays_files_say(stay: Stay) -> None:
    play = stay.play(DOUBT.replace("'Consider'", "'Canceled'").replace("timeout: 1s", "timeout: 30s"))
    run = stay.cut_off(play, SLOW)
    stay.play("this is no playbook any more")
    done = stay.say("resume", run, "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    assert [step["id"] for step in json.loads(done.stdout)["steps"]] == ["case", "after"]
    assert stay.simulator.ledger.applied("cancel_case", SLOW) == 1


def test_while_one_process_owns_the_run_another_is_refused(stay: Stay) -> None:
    with stay.under_way(CASE, SLOW) as process:
        done = stay.say("resume", stay.name)
        assert done.returncode == Exit.REFUSED
        assert "error[run-owned]" in done.stderr
        assert f"process {process.pid} " in done.stderr


def test_interrupted_by_hand_it_says_how_to_go_on_and_does(stay: Stay) -> None:
    with stay.under_way(CASE, SLOW) as process:
        os.kill(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        assert process.returncode == Exit.INTERRUPTED
    run = json.loads(out)["run"]
    assert any(f"runbook resume {run}" in one for one in json.loads(out)["next"])
    done = stay.say("resume", run, "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    assert stay.simulator.ledger.applied("cancel_case", SLOW) == 1


@pytest.mark.parametrize(
    ("case", "code", "words"),
    [
        ("c-plain", Exit.DONE, "done"),
        ("c-started", Exit.PERSON, "handed over"),
        ("c-unknown", Exit.PERSON, "handed over"),
    ],
)
def test_a_run_that_ended_is_shown_again_with_the_exit_code_of_its_end(
    case: str, code: Exit, words: str, stay: Stay
) -> None:
    assert stay.run(CASE, case).returncode == code
    before, sent = len(stay.events()), len(stay.simulator.ledger.entries())
    done = stay.say("resume", stay.name, "-o", "json")
    assert done.returncode == code
    assert f"{stay.name} ended before, {words}: there is nothing to go on with, and nothing was sent" in done.stderr
    assert report(done)["run"] == stay.name
    assert len(stay.events()) == before
    assert len(stay.simulator.ledger.entries()) == sent


def test_a_question_stays_open(stay: Stay) -> None:
    assert stay.run(stay.play(QUESTION), "c-plain").returncode == Exit.PERSON
    again = stay.say("resume", stay.name, "-o", "json")
    assert again.returncode == Exit.PERSON
    assert report(again)["state"] == "waiting"
    assert not [one for one in stay.events() if isinstance(one, RunEnded)]


def test_a_simulator_that_went_with_the_run_must_be_named_anew(stay: Stay) -> None:
    play = stay.play(QUESTION)
    assert stay.say("run", play, "-i", "case_id=c-plain", "-e", "simulator").returncode == Exit.PERSON
    run = stay.name
    gone = stay.say("answer", run, "confirm", "go")
    assert gone.returncode == Exit.REFUSED
    assert "error[simulator-gone]" in gone.stderr
    server = f"karmacheck={stay.simulator.servers['karmacheck']}"
    done = stay.say("answer", run, "confirm", "go", "--server", server, "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    assert stay.simulator.ledger.applied("cancel_case", "c-plain") == 1


def test_a_damaged_journal_is_never_believed(stay: Stay) -> None:
    run = stay.cut_off(CASE, SLOW)
    with closing(sqlite3.connect(stay.runs / f"{run}.db")) as connection, connection:
        connection.execute("UPDATE records SET text = replace(text, 'c-plain', 'c-pla1n')")
    done = stay.say("resume", run)
    assert done.returncode == Exit.IN_DOUBT
    assert "error[damaged-journal]" in done.stderr
    assert "the ledger knows what it may have sent: case (karmacheck.cancel_case" in " ".join(done.stderr.split())
    assert stay.simulator.ledger.sent("cancel_case", SLOW) == 1


def test_a_misspelt_run_is_suggested(stay: Stay) -> None:
    run = stay.cut_off(CASE, SLOW)
    done = stay.say("resume", run[:-1] + "x")
    assert done.returncode == Exit.INVALID
    assert run in done.stderr
    assert runbook("resume", "../x", state=stay.place).returncode == Exit.INVALID


def test_what_another_run_did_meanwhile_is_not_done_again_unless_somebody_says_so(stay: Stay) -> None:
    stay.run(stay.play(QUESTION), "c-plain")
    waiting = stay.name
    assert stay.run(CASE, "c-plain").returncode == Exit.DONE
    done = stay.say("answer", waiting, "confirm", "go")
    assert done.returncode == Exit.REFUSED, done.stderr
    assert "case: done before: " in done.stderr
    assert f"runbook resume {waiting} --again" in done.stderr
    assert stay.say("resume", waiting).returncode == Exit.REFUSED
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 1
    again = stay.say("resume", waiting, "--again")
    assert "case was sent once more (--again)" in again.stderr
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 2
