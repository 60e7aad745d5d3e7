import os
import subprocess
import sys
from pathlib import Path

import pytest

from runbook.runtime.files import read_source, shown


def test_a_text_is_read_under_the_name_it_was_asked_for(tmp_path):
    (tmp_path / "a.yaml").write_text("ä: 1\n")
    source, found = read_source(str(tmp_path / "a.yaml"))
    assert not found
    assert source is not None
    assert (source.name, source.text) == (str(tmp_path / "a.yaml"), "ä: 1\n")


@pytest.mark.parametrize(
    ("content", "rule"), [(b"\xff\xfea\0", "not-utf-8"), (b"a\0b", "binary-file"), (b"x" * 100, "unreadable-file")]
)
def test_what_is_no_text_is_explained(tmp_path, content, rule):
    (tmp_path / "a").write_bytes(content)
    source, found = read_source(str(tmp_path / "a"), limit=50)
    assert source is None
    assert found[0].rule == rule


def test_what_is_no_file_is_explained(tmp_path):
    for path, words in [(tmp_path, "is a directory"), ("/dev/zero", "is a device"), (tmp_path / "x", "does not exist")]:
        source, found = read_source(str(path))
        assert source is None
        assert found[0].message == f"{path} {words}"
        assert found[0].subject == str(path)


def test_a_dash_is_standard_input_and_bounded():
    program = "from runbook.runtime.files import read_source; print(read_source('-', limit=2000))"
    small = subprocess.run([sys.executable, "-c", program], input=b"a: 1", capture_output=True, check=True)
    assert b"Source object" in small.stdout
    with open("/dev/zero", "rb") as endless:
        large = subprocess.run([sys.executable, "-c", program], stdin=endless, capture_output=True, check=True)
    assert b"standard input is larger than 1 KiB" in large.stdout


def test_a_closed_standard_input_is_explained():
    program = "import os; os.close(0)\nfrom runbook.runtime.files import read_source; print(read_source('-'))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert b"standard input cannot be read" in done.stdout


def test_names_below_us_are_shown_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b.yaml") == os.path.join("a", "b.yaml")
    assert shown(Path("/elsewhere/b.yaml")) == "/elsewhere/b.yaml"
