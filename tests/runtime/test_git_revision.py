import os
import subprocess
from pathlib import Path

import pytest

from runbook.runtime.git_revision import RevisionError, exported, revision_of

ENVIRON = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


def git(place: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.email=a@example.com", "-c", "user.name=a", *arguments]
    subprocess.run(command, cwd=place, env=ENVIRON, check=True, capture_output=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose working tree has moved on since its only commit."""
    place = tmp_path_factory.mktemp("project")
    (place / "plays").mkdir()
    (place / "plays/play.yaml").write_text("approval: { approvers: 1, signers: ../keys/allowed }\n")
    (place / "keys").mkdir()
    (place / "keys/allowed").write_text("ann ssh-ed25519 x\n")
    (place / "api.json").write_text("{}")
    (place / "program.py").write_text("no document\n")
    (place / "link.yaml").symlink_to("/etc/passwd")
    git(place, "init", "-q", ".")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "first")
    (place / "plays/play.yaml").write_text("changed\n")
    return place


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("HEAD:play.yaml", ("HEAD", "play.yaml")),
        ("main~2:a/b.yaml", ("main~2", "a/b.yaml")),
        ("HEAD@{1}:./b.yaml", ("HEAD@{1}", "./b.yaml")),
        ("play.yaml", None),
        ("-x:play.yaml", None),
        ("HEAD:", None),
        ("-", None),
    ],
)
def test_a_revision_is_written_as_git_writes_it(name: str, found: tuple[str, str] | None) -> None:
    assert revision_of(name) == found


def test_a_file_of_that_name_is_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "HEAD:play.yaml").write_text("")
    assert revision_of("HEAD:play.yaml") is None


@pytest.mark.parametrize(("here", "path"), [(".", "plays/play.yaml"), ("plays", "./play.yaml")])
def test_documents_and_signers_of_the_commit_are_there_and_nothing_else(
    here: str, path: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / here)
    with exported("HEAD", path, ENVIRON) as place:
        root = place.parents[1]
        assert place.read_text().startswith("approval")
        found = sorted(str(one.relative_to(root)) for one in root.rglob("*") if one.is_file())
        assert found == ["api.json", "keys/allowed", "plays/play.yaml"]
    assert not root.exists()


@pytest.mark.parametrize(
    ("revision", "path", "reason"),
    [
        ("HEAD", "none.yaml", "has no file none.yaml"),
        ("HEAD", "../outside.yaml", "has no file"),
        ("HEAD", "link.yaml", "has no file"),
        ("nothing", "plays/play.yaml", "Not a valid object name"),
    ],
)
def test_what_is_not_there_is_said(
    revision: str, path: str, reason: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    with pytest.raises(RevisionError, match=reason), exported(revision, path, ENVIRON):
        pass


def test_outside_a_repository_git_itself_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RevisionError, match="not a git repository"), exported("HEAD", "a.yaml", ENVIRON):
        pass


def test_without_git_that_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    with pytest.raises(RevisionError, match="git cannot be started"), exported("HEAD", "a.yaml", {"PATH": "/none"}):
        pass
