"""Did you mean ...?"""

import subprocess
import sys
from time import process_time

from runbook.diagnostics.suggest import closest, did_you_mean


def test_a_misspelt_word_gets_the_one_that_was_meant() -> None:
    assert closest("requried", ["required", "properties"]) == "required"
    assert did_you_mean("thn", ["then", "when"]) == 'did you mean "then"?'


def test_a_word_like_none_of_a_few_gets_them_all() -> None:
    assert did_you_mean("xyz", ["b", "a"]) == "known here: a, b"


def test_a_word_like_none_of_many_is_told_how_many_there_are() -> None:
    assert did_you_mean("xyz", [f"option{number:02}" for number in range(15)]).endswith("option10, option11 and 3 more")
    assert did_you_mean("xyz", []) == ""


def test_endless_words_and_lists_are_not_compared() -> None:
    begin = process_time()
    assert closest("x" * 100_000, ["x" * 99_999]) is None
    assert closest("x", [f"x{number}" for number in range(100_000)]) is None
    assert process_time() - begin < 1


def test_difflib_is_imported_only_for_a_suggestion() -> None:
    program = "import sys, runbook.diagnostics.suggest; sys.exit('difflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
