import pytest

from runbook.cli.aftermath import exit_after, report_of, tell
from runbook.cli.exits import Exit
from runbook.interpreter.commands import Inquire
from runbook.interpreter.events import AnswerRouted, AttemptStarted, Event, Purpose, RunEnded, RunStarted, StepEnded
from runbook.interpreter.state import State
from runbook.language.procedure import StepState, Verb
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Halt, Rest
from runbook.runtime.secret_memory import SecretMemory

STARTED = RunStarted("", "r-1", "sample", "sha256:a", "stage", {"kc": "http://127.0.0.1:1"}, {})
QUESTION = Inquire("pick", "which?", ("a", "b"), None, None)


def recorded(*events: Event) -> list[Recorded]:
    return [Recorded(number, float(number), event) for number, event in enumerate(events, 1)]


def test_before_the_start_there_is_nothing_to_report() -> None:
    assert report_of([], None) is None


def test_a_run_that_waits_says_what_it_asks() -> None:
    rest = Rest(Halt.WAITING, State(), (QUESTION,))
    report = report_of(recorded(STARTED), rest)
    assert report is not None
    assert (report.state, report.because) == (StepState.WAITING, "pick asks: which? (a, b)")
    assert exit_after(report, rest, 0) == Exit.PERSON


def test_a_run_that_waits_with_something_in_doubt_is_in_doubt() -> None:
    sent = AttemptStarted("case", 1, Purpose.ACT, {"effect": "irreversible"}, "sha256:a")
    drift = AnswerRouted("case", 1, -1, Verb.STOP, "contract drift")
    ended = StepEnded("case", StepState.FAILED, "contract drift")
    rest = Rest(Halt.WAITING, State(), (QUESTION,))
    report = report_of(recorded(STARTED, sent, drift, ended), rest)
    assert report is not None
    assert exit_after(report, rest, 0) == Exit.IN_DOUBT


@pytest.mark.parametrize("state", list(StepState))
def test_an_ended_run_has_the_exit_code_of_its_state(state: StepState) -> None:
    report = report_of(recorded(STARTED, RunEnded("", state, "", {})), None)
    assert report is not None
    code = exit_after(report, Rest(Halt.ENDED, State()), 0)
    assert (code == Exit.DONE) == (state in (StepState.DONE, StepState.DONE_WITH_NOTES, StepState.SKIPPED))


def test_other_rests_have_codes_of_their_own() -> None:
    report = report_of(recorded(STARTED), None)
    assert report is not None
    assert exit_after(report, Rest(Halt.REFUSED, State()), 0) == Exit.REFUSED
    assert exit_after(report, Rest(Halt.INTERRUPTED, State()), 15) == Exit.TERMINATED


@pytest.mark.parametrize("output", ["text", "json"])
def test_a_secret_that_a_provider_sends_back_is_masked(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    memory = SecretMemory()
    memory.learn("canary-0123456789")
    ended = RunEnded("", StepState.FAILED, "bad token canary-0123456789", {"echo": "Bearer canary-0123456789"})
    report = report_of(recorded(STARTED, ended), None)
    assert report is not None
    tell(report, output, memory)
    said = capsys.readouterr().out
    assert "bad token" in said
    assert "canary-0123456789" not in said
