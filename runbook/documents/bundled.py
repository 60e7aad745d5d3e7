"""The files that travel with the program: schemas and contracts."""

import errno
from typing import Protocol, cast

import runbook
from runbook.diagnostics.source import Source

BUNDLED_CONTRACTS = ("karmacheck", "truework", "vault")
"""The contracts that can be named without a path; each is `contracts/<name>.yaml`."""


class BundledFileError(Exception):
    """There is no such file. `name`: as it was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no file {name} travels with the program")
        self.name = name


class _Loader(Protocol):
    """What loaded the package: from a folder, from a zip file."""

    def get_data(self, path: str, /) -> bytes:
        """The bytes of a file; errors: OSError."""


def bundled(name: str) -> Source:
    """The text of `schemas/<name>`, from the wheel or from a checkout; errors: BundledFileError, OSError."""
    if any(part in ("", ".", "..") for part in name.split("/")) or "\\" in name or ":" in name:
        raise BundledFileError(name)
    spec = runbook.__spec__
    assert spec is not None
    loader = cast(_Loader, spec.loader)
    for folder in _folders(runbook.__path__[0]):
        try:
            data = loader.get_data(f"{folder}/schemas/{name}")
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE, errno.EIO):  # it is there, and cannot be opened now
                raise
            continue
        return Source(name, data.decode("utf-8").replace("\r\n", "\n"))
    raise BundledFileError(name)


def _folders(package: str) -> tuple[str, str]:
    """The installed package, and the checkout around it."""
    return package, package[: max(package.rfind("/"), package.rfind("\\"))]
