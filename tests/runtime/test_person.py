import os
import pwd

import pytest

from runbook.runtime.person import name_of, this_person


def test_the_system_says_who_it_is_and_not_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "somebody-else")
    monkeypatch.setenv("USER", "somebody-else")
    assert this_person() == pwd.getpwuid(os.getuid()).pw_name


def test_a_user_whom_the_system_does_not_know_still_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_001)
    monkeypatch.setenv("LOGNAME", "ada")
    assert this_person() == "ada"
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    assert this_person() == "user 4000000001"


def test_others_are_named_as_well() -> None:
    assert name_of(0) == "root"
    assert name_of(4_000_000_001) == "user 4000000001"
