import threading

from runbook.runtime.workers import ThreadWorkers


def test_jobs_run_beside_each_other() -> None:
    workers, together = ThreadWorkers(), threading.Barrier(3)
    for _ in range(2):
        workers.begin(together.wait)
    workers.let_work()
    together.wait(timeout=10)
