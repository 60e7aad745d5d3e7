"""Threads, one for each thing that is under way."""

import threading
from collections.abc import Callable


class ThreadWorkers:
    """Everything begins at once, on a thread of its own. A thread that is stuck does not keep the process alive."""

    def begin(self, job: Callable[[], None]) -> None:
        """Have it done while the run goes on."""
        try:
            threading.Thread(target=job, daemon=True).start()
        except RuntimeError:  # the machine gives no more threads: it is done here, and nothing beside it meanwhile
            job()

    def let_work(self) -> None:
        """Threads need no leave."""
