import io
from pathlib import Path

import pytest
from prepared import prepared

from runbook.cli.confirmation import confirm
from runbook.cli.keyrings import profile_keyring
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
