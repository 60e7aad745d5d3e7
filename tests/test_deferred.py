"""Costly things arrive when they are first used, not before."""

import re
import subprocess
import sys

import pytest

from runbook.deferred import deferred, pattern


def test_a_module_is_loaded_at_its_first_use() -> None:
    program = (
        "import sys\nfrom runbook.deferred import deferred\n"
        "module = deferred('colorsys')\nassert 'colorsys' not in sys.modules\n"
        "assert module.rgb_to_hsv(0, 0, 0) == (0.0, 0.0, 0)\nassert 'colorsys' in sys.modules\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_module_that_is_there_already_is_given_as_it_is() -> None:
    assert deferred("re") is re


def test_a_module_that_does_not_exist_is_missed_when_it_is_used() -> None:
    missing = deferred("no_such_module_anywhere")
    with pytest.raises(ImportError):
        missing.anything  # noqa: B018


def test_a_pattern_is_what_compile_would_make() -> None:
    late = pattern(r"(?P<word>[a-z]+)", re.IGNORECASE)
    found = late.fullmatch("Abc")
    assert found is not None
    assert found["word"] == "Abc"
    assert late.pattern == r"(?P<word>[a-z]+)"
    assert late.sub("x", "a-b") == "x-x"


def test_a_pattern_that_cannot_be_read_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error):
        pattern("(").search("a")
