import errno
import os

import pytest

from runbook.runtime.state import (
    StateError,
    cache_directory,
    free_run_id,
    new_run_id,
    relative_places,
    runs_directory,
    state_directory,
)


def test_the_own_variable_wins_then_xdg_then_home(tmp_path):
    own, xdg, home = str(tmp_path / "own"), str(tmp_path / "xdg"), str(tmp_path / "home")
    everything = {"RUNBOOK_STATE": own, "XDG_STATE_HOME": xdg, "HOME": home}
    assert state_directory(everything) == tmp_path / "own"
    assert state_directory({**everything, "RUNBOOK_STATE": ""}) == tmp_path / "xdg" / "runbook"
    assert state_directory({"XDG_STATE_HOME": "relative", "HOME": home}) == tmp_path / "home/.local/state/runbook"
    assert cache_directory({"HOME": home}) == tmp_path / "home/.cache/runbook"
    assert cache_directory({"RUNBOOK_CACHE": own}) == tmp_path / "own"


@pytest.mark.parametrize("environ", [{"RUNBOOK_CACHE": "off"}, {"CI": "true"}, {"CI": "1", "RUNBOOK_CACHE": "off"}])
def test_nothing_is_cached_where_it_is_off_and_in_ci(environ, tmp_path):
    assert cache_directory({"HOME": str(tmp_path), **environ}) is None
    assert relative_places(environ) == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_named_is_a_cache_in_ci_too(tmp_path):
    assert cache_directory({"CI": "true", "RUNBOOK_CACHE": str(tmp_path / "own")}) == tmp_path / "own"


@pytest.mark.parametrize("variable", ["RUNBOOK_STATE", "RUNBOOK_CACHE"])
def test_a_relative_place_is_none(variable):
    choose = state_directory if variable == "RUNBOOK_STATE" else cache_directory
    with pytest.raises(StateError, match=f"{variable} must be an absolute path"):
        choose({variable: "state", "HOME": "/home/x"})
    assert relative_places({variable: "state"}) == [variable]
    assert relative_places({variable: "/state"}) == relative_places({variable: ""}) == relative_places({}) == []


def test_without_a_home_it_says_what_to_set():
    with pytest.raises(StateError) as caught:
        state_directory({})
    assert caught.value.reason == "neither RUNBOOK_STATE, XDG_STATE_HOME nor HOME says where"
    assert caught.value.help == "set RUNBOOK_STATE to a directory of your own"


def test_a_place_that_cannot_be_used_says_so(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StateError, match="not a file or a link"):
        state_directory({"RUNBOOK_STATE": str(tmp_path / "file")})


def test_runs_are_kept_in_a_directory_of_their_own(tmp_path):
    assert runs_directory(state_directory({"RUNBOOK_STATE": str(tmp_path)})) == tmp_path / "runs"


def test_a_run_id_sorts_by_time_and_can_be_read():
    assert new_run_id(1795253412.9, "7f3a") == "r-20261121-093012-7f3a"
    assert new_run_id(1795253412) < new_run_id(1795253413)
    assert new_run_id(0) != new_run_id(0) or new_run_id(0) != new_run_id(0)


def test_a_name_that_a_run_has_already_is_not_given_again(tmp_path):
    (tmp_path / "r-19700101-000000-0001.db").touch()
    assert free_run_id(tmp_path, 0.0, ["0001", "0001", "0002"]) == "r-19700101-000000-0002"
    assert free_run_id(tmp_path, 0.0).startswith("r-19700101-000000-")


@pytest.mark.parametrize(
    ("number", "trouble"), [(errno.EROFS, True), (errno.ENOSPC, True), (errno.EACCES, True), (errno.ENOTDIR, False)]
)
def test_a_place_that_the_machine_cannot_use_now_is_told_from_one_that_is_wrong(tmp_path, monkeypatch, number, trouble):
    def no_room(path, *arguments, **more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("pathlib.Path.mkdir", no_room)
    with pytest.raises(StateError) as caught:
        state_directory({"RUNBOOK_STATE": str(tmp_path / "state")})
    assert caught.value.trouble is trouble


def test_runs_that_may_not_be_looked_into_do_not_seem_to_be_none(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(StateError, match="the directory may not be read") as caught:
        runs_directory(tmp_path)
    assert caught.value.trouble
