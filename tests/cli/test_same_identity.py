"""Who takes a run up must act as the account that it began as; everything below is the real program."""

import json
import os
import signal
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from prepared import CASE
from program import runbook
from staying import DOUBT, QUESTION, Stay, report

from runbook.cli.exits import Exit
from runbook.interpreter.events import RunResumed, RunStarted
from runbook.interpreter.identity import Identity
from runbook.runtime.person import this_person
from runbook.simulator.identities import KARMACHECK_OTHER_GROUP, karmacheck_token, simulator_secrets

SLOW = "c-plain--slow"
A, B = karmacheck_token("kc-sim-token"), karmacheck_token("kc-sim-token-b", KARMACHECK_OTHER_GROUP)
A_AGAIN = karmacheck_token("kc-sim-token-2")
GROUP_A = "group Screening Operations of company Simulated Screening Inc."


def asked(stay: Stay, playbook: str, case: str) -> list[str]:
    server = f"karmacheck={stay.simulator.servers['karmacheck']}"
    return ["run", playbook, "-i", f"case_id={case}", "-e", "stage", "--server", server, "-o", "json"]


def say(stay: Stay, token: str, *arguments: str, **more: str) -> "CompletedProcess[str]":
    return runbook(*arguments, state=stay.place, KARMACHECK_TOKEN=token, **more)


def waiting(stay: Stay) -> str:
    """A run as group A that waits for an answer before its cancel."""
    done = say(stay, A, *asked(stay, stay.play(QUESTION), "c-plain"))
    assert done.returncode == Exit.PERSON, done.stderr
    return stay.name


def applied(stay: Stay) -> int:
    return stay.simulator.ledger.applied("cancel_case", "c-plain")


def acting(stay: Stay) -> Identity:
    last = [one for one in stay.events() if isinstance(one, RunStarted | RunResumed)][-1]
    return last.acting[0]


def test_as_whom_a_run_acts_is_recorded_before_its_first_request_and_said(stay: Stay) -> None:
    done = say(stay, A, *asked(stay, CASE, "c-plain"))
    assert done.returncode == Exit.DONE, done.stderr
    (said,) = report(done)["acting"]  # type: ignore[misc]
    host = stay.simulator.servers["karmacheck"].removeprefix("http://")
    assert said == {
        "provider": "karmacheck",
        "host": host,
        "secrets": ["KARMACHECK_TOKEN"],
        "acts_as": GROUP_A,
        "compared_by": "account",
    }
    assert isinstance(stay.events()[0], RunStarted)
    assert A not in repr(stay.events())
    assert f"acts as karmacheck: {GROUP_A}" in stay.say("runs", "show", "last").stdout
    assert GROUP_A in stay.say("runs", "report", "last").stdout


def test_another_account_does_not_take_a_run_up_and_sends_nothing(stay: Stay) -> None:
    run = waiting(stay)
    before = stay.events()
    for command in (["resume", run], ["answer", run, "confirm", "go"]):
        done = say(stay, B, *command)
        assert done.returncode == Exit.REFUSED
        assert "error[other-account]" in done.stderr
        assert GROUP_A in done.stderr
        assert "group Elsewhere" in done.stderr
    assert stay.events() == before
    assert applied(stay) == 0


def test_a_run_that_was_cut_off_under_its_cancel_is_not_read_back_by_another_account(stay: Stay) -> None:
    with stay.waiting(asked(stay, CASE, SLOW), "cancel_case", SLOW, KARMACHECK_TOKEN=A) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
    run = stay.name
    done = say(stay, B, "resume", run, "-o", "json")
    assert done.returncode == Exit.IN_DOUBT, done.stdout
    assert json.loads(done.stdout)["findings"][0]["rule"] == "other-account"
    assert say(stay, A, "resume", run).returncode == Exit.DONE
    assert stay.simulator.ledger.applied("cancel_case", SLOW) == 1


def test_a_person_can_say_that_another_account_may_and_why_and_that_is_recorded(stay: Stay) -> None:
    run = waiting(stay)
    vouch = ("--as-other", "--because", "moved to the other group, ticket 7")
    done = say(stay, B, "answer", run, "confirm", "leave", *vouch, "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    (resumed,) = report(done)["resumed"]  # type: ignore[misc]
    assert (resumed["confirmed"], resumed["because"], resumed["by"]) == (
        "as_other",
        "moved to the other group, ticket 7",
        this_person(),
    )
    shown = stay.say("runs", "show", run).stdout
    assert "--as-other: moved to the other group, ticket 7" in shown


def test_same_identity_does_not_confirm_another_account(stay: Stay) -> None:
    run = waiting(stay)
    assert say(stay, B, "resume", run, "--same-identity", "--because", "x").returncode == Exit.REFUSED


def test_another_token_of_the_same_account_continues_and_is_recorded(stay: Stay) -> None:
    run = waiting(stay)
    done = say(stay, A_AGAIN, "answer", run, "confirm", "leave", "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    assert [one.confirmed for one in stay.events() if isinstance(one, RunResumed)] == [""]
    assert "another credential of the same account" in stay.say("runs", "show", run).stdout


def test_settle_is_recorded_by_whoever_says_it_and_nothing_follows_as_another_account(stay: Stay) -> None:

    run = say(stay, A, *asked(stay, stay.play(DOUBT), "c-plain--reply-lost"))
    assert run.returncode == Exit.IN_DOUBT, run.stderr
    before = len(stay.simulator.ledger.entries())
    said = ("settle", stay.name, "case", "--happened", "--because", "seen")
    done = say(stay, B, *said, "-o", "json")
    assert done.returncode == Exit.PERSON, done.stderr
    assert "what you said is recorded, and the run rests" in " ".join(done.stderr.split())
    assert report(done)["in_doubt"] == []
    assert len(stay.simulator.ledger.entries()) == before
    assert say(stay, A, "resume", stay.name).returncode == Exit.DONE


@pytest.fixture
def opaque(stay: Stay) -> str:
    """A run with a key that does not say whose it is, which was cut off before it sent anything."""
    play = stay.play(QUESTION.replace("title: A cancel", "title: An opaque cancel"))
    done = say(stay, "opaque-key-number-one", *asked(stay, play, "c-plain"))
    assert done.returncode == Exit.PERSON, done.stderr
    assert acting(stay).fingerprint
    assert "opaque-key" not in repr(acting(stay))
    return stay.name


def test_a_key_that_says_nothing_is_compared_by_its_fingerprint(opaque: str, stay: Stay) -> None:
    same = say(stay, "opaque-key-number-one", "resume", opaque)
    assert same.returncode == Exit.PERSON, same.stderr
    other = say(stay, "opaque-key-number-two", "resume", opaque)
    assert other.returncode == Exit.REFUSED
    assert "error[identity-unproved]" in other.stderr
    assert f"runbook resume {opaque} --same-identity --because TEXT" in " ".join(other.stderr.split())
    vouched = say(stay, "opaque-key-number-two", "resume", opaque, "--same-identity", "--because", "rotated")
    assert vouched.returncode == Exit.PERSON
    again = say(stay, "opaque-key-number-two", "resume", opaque)
    assert again.returncode == Exit.PERSON, again.stderr


def test_without_the_key_of_the_fingerprints_nobody_guesses(opaque: str, stay: Stay) -> None:
    (stay.place / "state" / "fingerprint.key").unlink()
    done = say(stay, "opaque-key-number-one", "resume", opaque)
    assert done.returncode == Exit.REFUSED
    assert "its fingerprint was made with another key" in " ".join(done.stderr.split())


def profile(stay: Stay, text: str) -> str:
    path = stay.place / "profile.yaml"
    path.write_text(text)
    path.chmod(0o600)
    return str(path)


def test_the_profile_names_accounts_and_then_they_are_compared(stay: Stay) -> None:
    ours = profile(stay, "principals: { KARMACHECK_TOKEN: our account }\n")
    play = stay.play(QUESTION)
    done = say(stay, "opaque-key-number-one", *asked(stay, play, "c-plain"), RUNBOOK_PROFILE=ours)
    assert done.returncode == Exit.PERSON, done.stderr
    assert acting(stay).acts_as == "our account"
    run = stay.name
    rotated = say(stay, "opaque-key-number-two", "resume", run, RUNBOOK_PROFILE=ours)
    assert rotated.returncode == Exit.PERSON, rotated.stderr
    theirs = profile(stay, "principals: { KARMACHECK_TOKEN: their account }\n")
    other = say(stay, "opaque-key-number-two", "resume", run, RUNBOOK_PROFILE=theirs)
    assert other.returncode == Exit.REFUSED
    assert "error[other-account]" in other.stderr


MINTED = QUESTION.replace(
    "auth: { JWT: secrets.KARMACHECK_TOKEN }",
    "auth: { JWT: { apiKey: secrets.KEY, clientAccessToken: secrets.CLIENT } }",
)


def test_a_token_that_is_minted_is_compared_by_what_it_acts_as(stay: Stay) -> None:
    secrets = simulator_secrets(0.0)
    keys = {"KEY": secrets["KARMACHECK_API_KEY"], "CLIENT": secrets["KARMACHECK_CLIENT_ACCESS_TOKEN"]}
    done = runbook(*asked(stay, stay.play(MINTED), "c-plain"), state=stay.place, **keys)
    assert done.returncode == Exit.PERSON, done.stderr
    assert acting(stay).account.id  # masked where it holds a part of the made-up keys
    assert acting(stay).secrets == ("KEY", "CLIENT")
    assert "Operations of company Simulated" in acting(stay).acts_as
    answered = runbook("answer", stay.name, "confirm", "go", state=stay.place, **keys)
    assert answered.returncode == Exit.DONE, answered.stderr
    assert applied(stay) == 1


def test_a_simulator_is_compared_by_its_kind_and_not_by_its_port(stay: Stay) -> None:
    assert stay.say("run", stay.play(QUESTION), "-i", "case_id=c-plain", "-e", "simulator").returncode == Exit.PERSON
    assert acting(stay).host == "simulator"
    server = f"karmacheck={stay.simulator.servers['karmacheck']}"
    done = stay.say("answer", stay.name, "confirm", "go", "--server", server)
    assert done.returncode == Exit.DONE, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--same-identity", "--as-other", "--because", "x"],
        ["--same-identity"],
        ["--as-other", "--because", " "],
        ["--because", "x"],
    ],
    ids=" ".join,
)
def test_options_that_say_nothing_clear_are_a_usage_error(words: list[str], stay: Stay) -> None:
    done = stay.say("resume", "r-1", *words)
    assert done.returncode == Exit.INVALID
    assert "error[usage" in done.stderr or "error[" in done.stderr


def test_the_state_keeps_no_token(stay: Stay) -> None:
    waiting(stay)
    texts = [path.read_bytes() for path in Path(stay.place / "state").rglob("*") if path.is_file()]
    assert texts
    assert all(A.encode() not in text for text in texts)
