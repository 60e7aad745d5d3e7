import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from runbook.cli.many_hands import Wire, cores, done_by_many

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be copied here"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # pytest may have threads, the program has none
]


PLAIN: Wire[Any] = Wire(list, list)


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class Others:
    """Knows which processes but the first have begun to work."""

    def __init__(self, folder: Path) -> None:
        self.first = os.getpid()
        self._folder = folder

    def is_me(self) -> bool:
        (self._folder / str(os.getpid())).touch()
        return os.getpid() != self.first

    def wait_for_one(self) -> None:
        late = time.monotonic() + 30
        while not self.all():
            assert time.monotonic() < late, "no other process has begun"

    def all(self) -> list[int]:
        return [int(one.name) for one in self._folder.iterdir() if one.name != str(self.first)]


@pytest.fixture
def others(tmp_path: Path) -> Others:
    return Others(tmp_path)


@pytest.mark.parametrize("number", [0, 1, 7, 8, 9, 40, 41, 100, 1000])
@pytest.mark.parametrize("most", [1, 2, 5])
def test_each_thing_is_done_and_the_order_stays(number: int, most: int) -> None:
    assert done_by_many(range(number), lambda one: -one, most, PLAIN) == [-one for one in range(number)]


def test_others_take_part_where_there_are_many_things(others: Others) -> None:
    def task(one: int) -> int:
        if not others.is_me() and one >= 8:
            others.wait_for_one()
        return os.getpid()

    done = done_by_many(range(100), task, 2, PLAIN)
    assert set(done[:8]) == {others.first}
    assert set(done) == {others.first, *others.all()}
    assert len(others.all()) == 1


def test_few_things_are_done_alone() -> None:
    assert set(done_by_many(range(39), lambda one: os.getpid(), 8, PLAIN)) == {os.getpid()}


def test_results_may_be_larger_than_a_pipe() -> None:
    assert done_by_many(range(60), lambda one: str(one) * 50_000, 3, PLAIN) == [str(one) * 50_000 for one in range(60)]


def test_what_a_process_that_dies_leaves_is_done_by_the_first(others: Others) -> None:
    def task(one: int) -> int:
        if others.is_me():
            os.kill(os.getpid(), signal.SIGKILL)
        elif one >= 8:
            others.wait_for_one()
        return os.getpid()

    assert done_by_many(range(100), task, 3, PLAIN) == [others.first] * 100
    assert not any(is_there(one) for one in others.all())


def test_a_fault_in_any_process_is_the_fault_that_one_process_meets(others: Others) -> None:
    def task(one: int) -> int:
        others.is_me()
        if one == 77:
            raise ValueError(one)
        return one

    with pytest.raises(ValueError, match="77"):
        done_by_many(range(100), task, 3, PLAIN)
    assert not any(is_there(one) for one in others.all())


def test_when_the_first_process_is_interrupted_the_others_end_too(others: Others) -> None:
    def task(one: int) -> int:
        if others.is_me():
            signal.pause()
        elif one >= 8:
            others.wait_for_one()
            raise KeyboardInterrupt
        return one

    with pytest.raises(KeyboardInterrupt):
        done_by_many(range(100), task, 3, PLAIN)
    assert others.all()
    assert not any(is_there(one) for one in others.all())


ABANDONED = """
import os, signal, sys
from runbook.cli.many_hands import Wire, done_by_many

first = os.getpid()

def task(one):
    if os.getpid() != first:
        print(one, flush=True)
        while os.getppid() == first:
            pass
    elif one >= 8:
        sys.stdin.read()
        os.kill(first, signal.SIGKILL)

done_by_many(range(328), task, 2, Wire(list, list))
"""


def test_nobody_works_on_for_a_process_that_is_gone() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ABANDONED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        begun = program.stdout.readline()
        program.stdin.close()
        rest = program.stdout.read()
    assert begun
    assert len(rest.splitlines()) < 10, "the rest of its share, which is a thirtieth of all"


def test_there_is_always_a_core() -> None:
    assert cores() >= 1
