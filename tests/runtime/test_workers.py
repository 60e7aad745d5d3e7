import threading

import pytest

from runbook.runtime.workers import ThreadWorkers


def test_jobs_run_beside_each_other() -> None:
    workers, together = ThreadWorkers(), threading.Barrier(3)
    for _ in range(2):
        workers.begin(together.wait)
    workers.let_work()
    together.wait(timeout=10)


def test_where_the_machine_gives_no_more_threads_a_job_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", no_more)
    done: list[int] = []
    ThreadWorkers().begin(lambda: done.append(threading.get_ident()))
    assert done == [threading.get_ident()]
