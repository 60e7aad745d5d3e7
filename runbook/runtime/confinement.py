"""Where a reference in a file may lead: to a file below the root, and nowhere else (THREATS R26)."""

from functools import cache
from pathlib import Path

from runbook.deferred import pattern

_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]+:")


class OutsideError(Exception):
    """A reference leads where none may. `reason` completes "the reference ..."; `help`: what to do."""

    def __init__(self, reason: str, help: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help


@cache
def root_above(directory: Path) -> Path:
    """The top of the git checkout that `directory` is in, else the working directory around it, else itself."""
    real = directory.resolve()
    checkout = next((above for above in (real, *real.parents) if (above / ".git").exists()), None)
    if checkout is not None:
        return checkout
    here = Path.cwd()
    return here if real.is_relative_to(here) else real


def confined(reference: str, base: Path, root: Path) -> Path:
    """The real path of `reference`, which is relative to `base`; errors: OutsideError."""
    if not reference or "\0" in reference:
        raise OutsideError("is no path", "name a file, relative to this one")
    if _URL.match(reference):
        raise OutsideError("is a URL", "nothing is fetched: save the document beside this file and name its path")
    if reference.startswith(("/", "\\", "~")):
        raise OutsideError("is an absolute path", "paths are relative to the file that names them")
    try:
        real = (base / reference).resolve()
        looping = real.is_symlink()  # Python 3.13 gives back what it could not resolve
    except (OSError, RuntimeError):
        looping = True
    if looping:
        raise OutsideError("is a link that leads to itself", "name the file itself")
    if not real.is_relative_to(root.resolve()):
        raise OutsideError("leads out of the project", f"only files below {root} can be used")
    return real
