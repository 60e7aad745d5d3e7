"""The profile: what is true of this machine and not of a playbook, as where secrets are and which proxy to use.

```yaml
secrets: { KARMACHECK_TOKEN: "file:~/.secrets/karmacheck" }
environments:
  stage:
    secrets: { KARMACHECK_TOKEN: "exec:op read op://stage/karmacheck/token" }
    ca_file: stage-ca.pem
    proxy: http://proxy.example:3128
```
"""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Source, Span
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.node import Node
from runbook.frozen import field, frozen
from runbook.runtime.files import read_source

if TYPE_CHECKING:
    from runbook.documents import yaml
else:
    yaml = deferred("runbook.documents.yaml")

SECTION = ("secrets", "ca_file", "proxy")
SOURCES = ("env", "file", "exec")
RULE = "profile"
EMPTY = "empty-file"


@frozen
class Profile:
    """What a profile says for one environment.

    `secrets`: name -> `env:X`, `file:PATH` or `exec:PROGRAM ARGUMENTS`. `ca_file`: authorities to believe instead of
    Mozilla's. `base`: the directory that its relative paths start from. `name`: where it was read; empty: nowhere.
    """

    base: Path
    secrets: Mapping[str, str] = field(default_factory=dict)
    ca_file: str | None = None
    proxy: str | None = None
    name: str = ""


def load_profile(environ: Mapping[str, str], environment: str) -> tuple[Profile | None, list[Diagnostic]]:
    """The profile for an environment: the file `RUNBOOK_PROFILE`, else `runbook/profile.yaml` under XDG_CONFIG_HOME.

    Without a file it is empty; a file that is named and cannot be used is an error.
    """
    path = _path(environ)
    if path is None or (not environ.get("RUNBOOK_PROFILE") and not path.exists()):
        return Profile(Path()), []
    source, found = read_source(str(path))
    if source is None:
        return None, found
    profile, more = read_profile(source, environment, path.parent)
    return profile, [*_openness(path), *more]


def read_profile(source: Source, environment: str, base: Path) -> tuple[Profile | None, list[Diagnostic]]:
    """The profile of a text, for an environment."""
    document, found = yaml.load(source)
    if [one.rule for one in found] == [EMPTY]:
        return Profile(base, name=source.name), []
    if document is None:
        return None, found
    reader = _Reader()
    whole = reader.section(document.root, (*SECTION, "environments"))
    environments = document.root.child("environments")
    own = _Settings()
    for name, node in environments.members() if environments else ():
        settings = reader.section(node, SECTION)
        own = settings if name == environment else own
    if reader.found:
        return None, reader.found
    secrets = {**whole.secrets, **own.secrets}
    ca_file = own.ca_file or whole.ca_file
    proxy = own.proxy or whole.proxy
    return Profile(base, secrets, str(base / ca_file) if ca_file else None, proxy, source.name), []


@frozen
class _Settings:
    """One section of a profile."""

    secrets: Mapping[str, str] = field(default_factory=dict)
    ca_file: str | None = None
    proxy: str | None = None


class _Reader:
    """Reads sections and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def section(self, node: Node, known: tuple[str, ...]) -> _Settings:
        """The settings at `node`."""
        if node.data is not None and not isinstance(node.data, dict):
            self._report("a profile is a mapping", node)
        for name, member in node.members():
            if name not in known:
                place = Diagnostic(RULE, f"a profile has no {name}", member.key_span, help=did_you_mean(name, known))
                self.found.append(place)
        return _Settings(self._secrets(node.child("secrets")), self._text(node, "ca_file"), self._text(node, "proxy"))

    def _secrets(self, node: Node | None) -> Mapping[str, str]:
        secrets: dict[str, str] = {}
        for name, member in node.members() if node else ():
            kind, colon, rest = member.data.partition(":") if isinstance(member.data, str) else ("", "", "")
            if kind in SOURCES and colon and rest:
                secrets[name] = f"{kind}:{rest}"
            else:
                self._unsaid(name, member.key_span)
        return secrets

    def _text(self, node: Node, name: str) -> str | None:
        member = node.child(name)
        if member is None or isinstance(member.data, str):
            return str(member.data) if member else None
        self._report(f"{name} must be text", member)
        return None

    def _unsaid(self, name: str, key: Span) -> None:
        """Without a span, on purpose: a code frame would show the line, and on it may stand the secret itself."""
        message = f"line {key.line} does not say where the secret {name} is"
        help = "never write a secret here; say env:NAME, file:PATH or exec:PROGRAM ARGUMENTS"
        self.found.append(Diagnostic(RULE, message, subject=key.source.name, help=help))

    def _report(self, message: str, node: Node) -> None:
        self.found.append(Diagnostic(RULE, message, node.span))


def _path(environ: Mapping[str, str]) -> Path | None:
    if environ.get("RUNBOOK_PROFILE"):
        return Path(environ["RUNBOOK_PROFILE"])
    if Path(environ.get("XDG_CONFIG_HOME", "")).is_absolute():
        return Path(environ["XDG_CONFIG_HOME"], "runbook", "profile.yaml")
    if Path(environ.get("HOME", "")).is_absolute():
        return Path(environ["HOME"], ".config", "runbook", "profile.yaml")
    return None


def _openness(path: Path) -> list[Diagnostic]:
    """Others who can write a profile choose the programs it starts."""
    if not stat.S_IMODE(path.stat().st_mode) & 0o022:
        return []
    message = "other users can write to the profile, and so choose where secrets come from"
    return [Diagnostic(RULE, message, subject=str(path), help=f"chmod go-w {path}", severity=Severity.WARNING)]
