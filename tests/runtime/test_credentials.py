import sys
from pathlib import Path

import pytest

from runbook.runtime.credentials import MissingSecretError, ProfileCredentials, SecretsFrom


def credentials(base: Path, sources=None, environ=None, **more) -> ProfileCredentials:
    return ProfileCredentials(sources or {}, SecretsFrom(environ or {}, base, **more))


def looked(one: ProfileCredentials, name: str) -> str:
    with pytest.raises(MissingSecretError) as caught:
        one.reveal(name)
    assert caught.value.name == name
    return caught.value.looked


def test_without_a_profile_a_secret_is_an_environment_variable(tmp_path):
    one = credentials(tmp_path, environ={"TOKEN": "abc"})
    assert one.present("TOKEN")
    assert one.reveal("TOKEN") == "abc"
    assert one.source("TOKEN") == "env:TOKEN"


def test_the_profile_says_where_else(tmp_path):
    (tmp_path / "token").write_text("from the file\n")
    home = tmp_path / "home"
    home.mkdir()
    (home / "token").write_text("from home\r\n")
    script = tmp_path / "print it"
    script.write_text(f"#!{sys.executable}\nimport sys\nprint(sys.argv[1])\n")
    script.chmod(0o755)
    sources = {
        "A": "env:OTHER",
        "B": "file:token",
        "C": f"exec:'{script}' 'two words; $HOME'",
        "D": "file:~/token",
    }
    one = credentials(tmp_path, sources, {"OTHER": "from the environment", "HOME": str(home)})
    assert all(one.present(name) for name in "ABCD")
    assert [one.reveal(name) for name in "ABCD"] == [
        "from the environment",
        "from the file",
        "two words; $HOME",
        "from home",
    ]


def test_exactly_one_line_break_is_taken_from_the_end_of_a_file(tmp_path):
    (tmp_path / "token").write_bytes(b" abc \n\n")
    assert credentials(tmp_path, {"T": "file:token"}).reveal("T") == " abc \n"
    assert credentials(tmp_path, environ={"T": "abc\n"}).reveal("T") == "abc\n"


def test_each_secret_is_looked_up_once_and_learned(tmp_path):
    (tmp_path / "token").write_text("first")
    learned: list[str] = []
    one = ProfileCredentials({"T": "file:token"}, SecretsFrom({}, tmp_path), learned.append)
    assert one.reveal("T") == "first"
    (tmp_path / "token").write_text("second")
    assert one.reveal("T") == "first"
    assert learned == ["first"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "the environment variable T is not set"),
        ("env:NOPE", "the environment variable NOPE is not set"),
        ("env:EMPTY", "the environment variable EMPTY is empty"),
        ("file:nowhere", "the file nowhere does not exist"),
        ("file:.", "the file . is a directory"),
        ("file:empty", "the file empty is empty"),
        ("file:binary", "what was found is not UTF-8 text"),
        ("exec:no-such-program-anywhere a", "there is no program 'no-such-program-anywhere'"),
        ("exec:", "there is no program ''"),
        ("exec:'unclosed", "there is no program"),
        ("exec:false", "the program false ended with status 1; run it yourself to see why"),
        ("exec:sleep 5", "the program sleep did not end within 0.2 s"),
        ("vault:x", "its source must begin with env:, file: or exec:"),
        ("hunter2", "its source must begin with env:, file: or exec:"),
    ],
)
def test_a_secret_that_is_not_there_says_where_it_was_looked_for(tmp_path, source, words):
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    one = credentials(tmp_path, {"T": source} if source else {}, {"EMPTY": "", "PATH": "/usr/bin:/bin"}, seconds=0.2)
    assert words in looked(one, "T")
    assert "hunter2" not in looked(one, "T")


@pytest.mark.parametrize(
    ("source", "present"),
    [
        ("env:A", True),
        ("env:B", False),
        ("file:f", True),
        ("file:g", False),
        ("exec:true x", True),
        ("exec:nope", False),
    ],
)
def test_presence_is_seen_without_revealing(tmp_path, source, present):
    (tmp_path / "f").write_text("x")
    assert credentials(tmp_path, {"T": source}, {"A": "1"}).present("T") is present


def test_an_unknown_kind_of_source_is_not_present(tmp_path):
    assert not credentials(tmp_path, {"T": "vault:x"}).present("T")
