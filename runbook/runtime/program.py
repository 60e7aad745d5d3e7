"""What another program prints, within a time and a size."""

import os
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from runbook.deferred import deferred

if TYPE_CHECKING:
    import selectors
    import subprocess
else:
    selectors = deferred("selectors")
    subprocess = deferred("subprocess")


class ProgramError(Exception):
    """A program did not give its output. `reason`: completes "the program X ..."; never any of what it printed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def output_of(command: Sequence[str], environ: Mapping[str, str], seconds: float, limit: int) -> bytes:
    """Its standard output, at most `limit` bytes; errors: ProgramError. Nothing it says of its own accord is shown."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
        )
    except OSError as error:
        raise ProgramError(f"cannot be started: {error.strerror}") from error
    assert process.stdout is not None
    with process.stdout:
        try:
            data = _read_all(process.stdout.fileno(), time.monotonic() + seconds, limit)
            status = process.wait(timeout=seconds)
        except (TimeoutError, subprocess.TimeoutExpired):
            raise ProgramError(f"did not end within {seconds:g} s") from None
        except OSError as error:
            raise ProgramError(f"cannot be listened to: {error.strerror}") from error
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if status != 0:
        raise ProgramError(f"ended with status {status}; run it yourself to see why")
    return data


def _read_all(descriptor: int, end: float, limit: int) -> bytes:
    """Until the end of the output; a grandchild that keeps it open cannot keep us."""
    data = b""
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while True:
            left = end - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimeoutError
            piece = os.read(descriptor, 65536)
            if not piece:
                return data
            data += piece
            if len(data) > limit:
                raise ProgramError(f"printed more than {limit} bytes")
