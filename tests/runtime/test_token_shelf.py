import threading

import pytest

from runbook.runtime.access import RefusalError
from runbook.runtime.minting import Token
from runbook.runtime.token_shelf import TokenShelf
from tests.runtime.fakes import FakeClock


def always(token: Token) -> bool:
    return True


def test_many_who_need_a_token_at_once_get_the_same_one():
    shelf, made, barrier, got = TokenShelf(FakeClock()), [], threading.Barrier(8), []

    def make() -> Token:
        made.append(1)
        return Token(f"t{len(made)}")

    def need() -> None:
        barrier.wait()
        got.append(shelf.token("key", make, always, 5).text)

    threads = [threading.Thread(target=need) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["t1"] * 8


def test_nobody_waits_for_another_beyond_their_own_deadline():
    shelf, inside, gate = TokenShelf(FakeClock()), threading.Event(), threading.Event()

    def slow() -> Token:
        inside.set()
        gate.wait(10)
        return Token("late")

    holder = threading.Thread(target=shelf.token, args=("key", slow, always, 5))
    holder.start()
    inside.wait(5)
    with pytest.raises(RefusalError, match="no token in time") as caught:
        shelf.token("key", slow, always, 0.05)
    assert not caught.value.final
    assert shelf.token("other", lambda: Token("t"), always, 0).text == "t"
    gate.set()
    holder.join()


def test_a_failure_is_not_kept():
    shelf = TokenShelf(FakeClock())

    def fail() -> Token:
        raise RefusalError("no", final=False)

    with pytest.raises(RefusalError):
        shelf.token("key", fail, always, 1)
    assert shelf.token("key", lambda: Token("t"), always, 1).text == "t"


def test_a_token_that_is_no_longer_usable_is_made_anew():
    shelf = TokenShelf(FakeClock())
    shelf.token("key", lambda: Token("old"), always, 1)
    assert shelf.token("key", lambda: Token("new"), lambda token: token.text != "old", 1).text == "new"
