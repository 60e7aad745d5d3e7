"""The program: the one place that catches what nobody expected, and leaves with the right code."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from runbook import __version__
from runbook.cli import show
from runbook.cli.commands import DOING, SENDING
from runbook.cli.exits import Exit
from runbook.cli.root_help import COMPLETION, root_help
from runbook.cli.signalled import SignalledError, endings, forget_begun, has_begun
from runbook.cli.streams import forgive_characters, open_descriptors

_OBJECTS_BETWEEN_COLLECTIONS = 150_000
"""Most of what a command makes lives until it ends; looking for garbage every 700 objects costs a tenth of its time."""

_NOT_ON_WINDOWS = "runbook needs Linux or macOS; on Windows run it inside WSL (wsl --install).\n"

_HELP = (["--help"], ["-h"])
_NOTHING_BEGUN = "interrupted: nothing was begun\n"
_SHOWING = ("--help", "-h", "--dry-run")
_VERSION = (["--version"],)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the program with these arguments (those of the process by default) and leave."""
    if sys.platform == "win32":
        show.words(_NOT_ON_WINDOWS)
        sys.exit(Exit.INVALID)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    open_descriptors()
    forgive_characters()
    if argv is not None:
        sys.exit(exit_code(list(argv)))
    code = exit_code(sys.argv[1:])
    show.flush()
    os._exit(code)  # everything is closed and flushed; taking the interpreter apart would cost another bare start


def exit_code(arguments: list[str]) -> int:
    """Do what the arguments say; the exit code. Who gets nothing of what was asked for is not told that all is well."""
    show.forget_losses()
    forget_begun()
    code = _exit_code(arguments)
    lost = code == Exit.DONE and show.is_payload_lost() and _only_shows(arguments)
    return Exit.FAILED if lost else code


def _only_shows(arguments: list[str]) -> bool:
    """Whether the payload is all that the command is for: what a run did is not undone by a full disk."""
    return not any(one in DOING for one in arguments) or any(one in _SHOWING for one in arguments)


def _was_to_send(arguments: list[str]) -> bool:
    """Whether a command was interrupted that would have sent something, and had not begun to."""
    return not has_begun() and any(one in SENDING for one in arguments)


def _exit_code(arguments: list[str]) -> int:
    if arguments in _HELP:
        show.payload(root_help())
        return Exit.DONE
    if arguments in _VERSION:
        show.payload(f"runbook {__version__}\n")
        return Exit.DONE
    if not arguments and COMPLETION not in os.environ:
        show.words(root_help())
        return Exit.INVALID
    try:
        for number in endings():
            signal.signal(number, _signalled)
        from runbook.cli.group import invoke

        return invoke(arguments)
    except KeyboardInterrupt:
        show.words(_NOTHING_BEGUN if _was_to_send(arguments) else "interrupted\n")
        return Exit.INTERRUPTED
    except SignalledError as signalled:
        if _was_to_send(arguments):
            show.words(_NOTHING_BEGUN)
        return 128 + signalled.number
    except OSError as error:
        return _troubled(error)
    except Exception as error:
        from runbook.cli.crash import tell

        tell(error)
        return Exit.BUG


def _troubled(error: OSError) -> int:
    """The machine refuses something: nobody's bug. A run that was driven tells that itself."""
    from runbook.cli import crash, machine

    if not machine.is_trouble(error):
        crash.tell(error)
        return Exit.BUG
    machine.tell(error, "mend that, then say it again; what runs did: runbook runs list")
    return Exit.IN_DOUBT if has_begun() else Exit.REFUSED


def _signalled(number: int, frame: FrameType | None) -> None:
    del frame
    raise SignalledError(number)


if __name__ == "__main__":
    main()
