import io
from pathlib import Path

import pytest
from prepared import prepared
from recorded import RUN, begun

from runbook.cli.confirmation import confirm, confirm_going_on
from runbook.cli.exits import Exit
from runbook.cli.keyrings import profile_keyring
from runbook.cli.resting import Resting
from runbook.frozen import replace
from runbook.interpreter.events import StepEnded
from runbook.language.procedure import StepState
from runbook.runtime.ports import Recorded
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory

KEYRING = profile_keyring(Profile(Path()), SecretMemory())


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> Terminal:
    words = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr("sys.stderr", words)
    return words


def test_outside_production_nothing_is_asked() -> None:
    assert confirm(prepared(), KEYRING, yes=False, output="text")


def test_yes_is_an_answer() -> None:
    assert confirm(prepared(environment="prod"), KEYRING, yes=True, output="text")


def test_without_a_person_the_plan_is_the_payload_and_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("prod\n"))
    assert not confirm(prepared(environment="prod"), KEYRING, yes=False, output="text")
    said = capsys.readouterr()
    assert "PRODUCTION" in said.out
    assert "not confirmed: nothing was sent" in said.err


def test_a_person_types_the_environment_s_name_below_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    words = at_terminal(monkeypatch, "prod\n")
    assert confirm(prepared(environment="prod"), KEYRING, yes=False, output="text")
    assert "PRODUCTION" in words.getvalue()
    assert "cannot be undone" in words.getvalue()


@pytest.mark.parametrize("typed", ["", "\n", "y\n", "yes\n", "stage\n"])
def test_anything_else_sends_nothing(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_terminal(monkeypatch, typed)
    assert not confirm(prepared(environment="prod"), KEYRING, yes=False, output="text")


PROD = prepared(environment="prod")
STOPPED = Resting(RUN, [Recorded(1, 0.0, begun(PROD))], [], 0.0)
SAID = StepEnded("services", StepState.SKIPPED, "not inputs.service_ids | length > 0")


@pytest.mark.parametrize(("environment", "yes"), [("stage", False), ("prod", True)])
def test_a_run_goes_on_outside_production_or_when_somebody_said_so(environment: str, yes: bool) -> None:
    assert confirm_going_on(prepared(environment=environment), STOPPED, [], yes=yes) is None


def test_in_production_a_run_does_not_go_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("prod\n"))
    refusal = confirm_going_on(PROD, STOPPED, [], yes=False)
    assert refusal is not None
    assert refusal.exit is Exit.PERSON
    (found,) = refusal.findings
    assert (found.rule, found.message) == ("not-confirmed", "not confirmed: nothing was sent")
    assert found.help.endswith("unless that shows it already: POST /case/id/c-91/cancel, cannot be undone")


def test_what_a_person_said_is_not_recorded_without_going_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    refusal = confirm_going_on(PROD, STOPPED, [SAID], yes=False)
    assert refusal is not None
    assert "what you said was not recorded" in refusal.findings[0].message


def test_at_a_terminal_the_environment_s_name_lets_it_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    words = at_terminal(monkeypatch, "prod\n")
    assert confirm_going_on(PROD, STOPPED, [], yes=False) is None
    assert f"{RUN} goes on in prod at https://" in words.getvalue()
    assert "POST /case/id/c-91/cancel, cannot be undone" in words.getvalue()
    at_terminal(monkeypatch, "yes\n")
    assert confirm_going_on(PROD, STOPPED, [], yes=False) is not None


def test_where_nothing_can_be_sent_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    resting = replace(STOPPED, recorded=[*STOPPED.recorded, Recorded(2, 0.0, SAID)])
    assert confirm_going_on(PROD, resting, [StepEnded("case", StepState.SKIPPED, "it was so")], yes=False) is None
