"""Checks where a profile says that a secret is."""

from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.values.json import Json

if TYPE_CHECKING:
    import shlex
else:
    shlex = deferred("shlex")

SOURCES = ("env", "file", "exec")

_FORMS = "never write a secret here; say env:NAME, file:PATH or exec:PROGRAM ARGUMENTS"


def source_problem(source: Json) -> tuple[str, str] | None:
    """Return what is wrong with `env:NAME`, `file:PATH` or `exec:PROGRAM ARGUMENTS`, and what to do; None when it is
    right. Neither text holds a part of the source, which may be the secret itself.
    """
    kind, colon, rest = source.partition(":") if isinstance(source, str) else ("", "", "")
    if kind not in SOURCES or not colon or not rest.strip():
        return "has no place where it is", _FORMS
    if rest != rest.strip() or not rest.isprintable():
        return f"has blanks around its {_NOUNS[kind]}, or characters that nobody sees", f"write {_FORM[kind]}"
    if kind == "env" and (" " in rest or "=" in rest):
        return "names a variable that cannot be: it has a blank or a = in it", f"write {_FORM[kind]}"
    return _command_problem(rest) if kind == "exec" else None


_NOUNS = {"env": "name", "file": "path", "exec": "program"}
_FORM = {"env": "env:NAME", "file": "file:PATH", "exec": "exec:PROGRAM ARGUMENTS"}


def _command_problem(command: str) -> tuple[str, str] | None:
    try:
        words = shlex.split(command)
    except ValueError:
        return "names a program with a quote that is not closed", "close it; no shell reads these words"
    if not words or not words[0]:
        return "names no program", f"write {_FORM['exec']}"
    return None
