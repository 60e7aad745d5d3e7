"""Where secrets come from: the environment, a file, or the output of a program, as the profile says."""

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.frozen import frozen
from runbook.runtime.bounded import BoundedReadError, read_bounded
from runbook.runtime.program import ProgramError, output_of

if TYPE_CHECKING:
    import shlex
    import shutil
else:
    shlex = deferred("shlex")
    shutil = deferred("shutil")

LONGEST_SECRET = 64 << 10

Learn = Callable[[str], None]
"""Told of every secret that is revealed, so that it can be recognised and taken out of texts."""


class MissingSecretError(Exception):
    """There is no such secret. `looked`: where, and what was wrong there, without any of its text."""

    def __init__(self, name: str, looked: str) -> None:
        super().__init__(f"the secret {name} is missing: {looked}")
        self.name = name
        self.looked = looked


@frozen
class SecretsFrom:
    """The world that secrets are looked up in. `base`: the directory that relative paths start from."""

    environ: Mapping[str, str]
    base: Path
    seconds: float = 30.0


def _learn_nothing(secret: str) -> None:
    del secret


class ProfileCredentials:
    """Secrets by name. `sources`: name -> `env:X`, `file:PATH` or `exec:PROGRAM ARGUMENTS`; else `env:NAME`.

    Each is looked up once in the life of the process. A program is started without a shell.
    """

    def __init__(self, sources: Mapping[str, str], world: SecretsFrom, learn: Learn = _learn_nothing) -> None:
        self._sources = sources
        self._world = world
        self._learn = learn
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()

    def source(self, name: str) -> str:
        """Where the secret of that name comes from, as text for people: `env:KARMACHECK_TOKEN`."""
        return self._sources.get(name, f"env:{name}")

    def present(self, name: str) -> bool:
        """Whether the secret can probably be revealed; reads nothing and starts nothing."""
        kind, _, rest = self.source(name).partition(":")
        match kind:
            case "env":
                return bool(self._world.environ.get(rest))
            case "file":
                return os.access(self._path(rest), os.R_OK)
            case "exec":
                return _program(_words(rest)) is not None
            case _:
                return False

    def reveal(self, name: str) -> str:
        """The secret of that name. Errors: MissingSecretError."""
        with self._lock:
            if name not in self._known:
                found = self._look_up(name)
                if not found:
                    raise MissingSecretError(name, f"{self._place(name)} is empty")
                self._learn(found)
                self._known[name] = found
            return self._known[name]

    def _look_up(self, name: str) -> str:
        kind, _, rest = self.source(name).partition(":")
        match kind:
            case "env":
                return self._from_environment(name, rest)
            case "file":
                return self._from_file(name, rest)
            case "exec":
                return self._from_program(name, rest)
            case _:
                raise MissingSecretError(name, "its source must begin with env:, file: or exec:")

    def _from_environment(self, name: str, variable: str) -> str:
        if variable not in self._world.environ:
            raise MissingSecretError(name, f"the environment variable {variable} is not set")
        return self._world.environ[variable]

    def _from_file(self, name: str, path: str) -> str:
        try:
            return _text(name, read_bounded(self._path(path), LONGEST_SECRET))
        except BoundedReadError as error:
            raise MissingSecretError(name, f"the file {path} {error.reason}") from error

    def _from_program(self, name: str, command: str) -> str:
        words = _words(command)
        program = _program(words)
        if program is None:
            raise MissingSecretError(name, f"there is no program {words[0] if words else command!r}")
        try:
            said = output_of([program, *words[1:]], self._world.environ, self._world.seconds, LONGEST_SECRET)
        except ProgramError as error:
            raise MissingSecretError(name, f"the program {words[0]} {error.reason}") from error
        return _text(name, said)

    def _place(self, name: str) -> str:
        kind, _, rest = self.source(name).partition(":")
        kinds = {"env": f"the environment variable {rest}", "file": f"the file {rest}"}
        return kinds.get(kind, "what its program printed")

    def _path(self, path: str) -> Path:
        home = self._world.environ.get("HOME", "~")
        return self._world.base / (home + path[1:] if path.startswith("~/") else path)


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return []


def _program(words: list[str]) -> str | None:
    return shutil.which(words[0]) if words else None


def _text(name: str, data: bytes) -> str:
    """Text without the one line break that editors and programs put at the end."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise MissingSecretError(name, "what was found is not UTF-8 text") from None
    return text.removesuffix("\n").removesuffix("\r")
