"""The profile: what is true of this machine and not of a playbook, as where secrets are and which proxy to use.

```yaml
secrets: { KARMACHECK_TOKEN: "file:~/.secrets/karmacheck" }
environments:
  stage:
    secrets: { KARMACHECK_TOKEN: "exec:op read op://stage/karmacheck/token" }
    ca_file: stage-ca.pem
    proxy: http://proxy.example:3128
principals: { TRUEWORK_KEY: the lending account }
```
"""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Source, Span
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.node import Node
from runbook.frozen import field, frozen
from runbook.runtime.files import read_source
from runbook.runtime.proxy_url import proxy_problem
from runbook.runtime.secret_sources import source_problem

if TYPE_CHECKING:
    from runbook.documents import yaml
    from runbook.runtime import tls
else:
    yaml = deferred("runbook.documents.yaml")
    tls = deferred("runbook.runtime.tls")

SECTION = ("secrets", "ca_file", "proxy", "principals")
RULE = "profile"
EMPTY = "empty-file"


@frozen
class Profile:
    """What a profile says for one environment.

    `secrets`: name -> `env:X`, `file:PATH` or `exec:PROGRAM ARGUMENTS`. `ca_file`: authorities to believe instead of
    Mozilla's. `base`: the directory that its relative paths start from. `name`: where it was read; empty: nowhere.
    `principals`: secret -> the account that it belongs to, for credentials that do not say so themselves.
    """

    base: Path
    secrets: Mapping[str, str] = field(default_factory=dict)
    ca_file: str | None = None
    proxy: str | None = None
    name: str = ""
    principals: Mapping[str, str] = field(default_factory=dict)


def load_profile(environ: Mapping[str, str], environment: str) -> tuple[Profile | None, list[Diagnostic]]:
    """The profile for an environment: the file `RUNBOOK_PROFILE`, else `runbook/profile.yaml` under XDG_CONFIG_HOME.

    Without a file it is empty; a file that is named and cannot be used is an error.
    """
    path = _path(environ)
    if path is None or (not environ.get("RUNBOOK_PROFILE") and not os.path.lexists(path)):
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
    reader = _Reader(base)
    whole = reader.section(document.root, (*SECTION, "environments"))
    own = _Settings()
    for name, node in reader.mapping(document.root, "environments"):
        settings = reader.section(node, SECTION)
        own = settings if name == environment else own
    used = own.ca_file or whole.ca_file
    if used is not None:
        reader.usable(used)
    if reader.found:
        return None, reader.found
    secrets = {**whole.secrets, **own.secrets}
    principals = {**whole.principals, **own.principals}
    ca_file = str(base / str(used.data)) if used is not None else None
    return Profile(base, secrets, ca_file, own.proxy or whole.proxy, source.name, principals), []


@frozen
class _Settings:
    """One section of a profile. `ca_file`: the place of its path."""

    secrets: Mapping[str, str] = field(default_factory=dict)
    ca_file: Node | None = None
    proxy: str | None = None
    principals: Mapping[str, str] = field(default_factory=dict)


class _Reader:
    """Reads sections and gathers what is wrong with them. `base`: the directory that relative paths start from."""

    def __init__(self, base: Path) -> None:
        self.found: list[Diagnostic] = []
        self._base = base

    def section(self, node: Node, known: tuple[str, ...]) -> _Settings:
        """Return the settings at `node`."""
        if node.data is not None and not isinstance(node.data, dict):
            self._report("a profile is a mapping", node)
        for name, member in node.members():
            if name not in known:
                place = Diagnostic(RULE, f"a profile has no {name}", member.key_span, help=did_you_mean(name, known))
                self.found.append(place)
        return _Settings(self._secrets(node), self._text(node, "ca_file"), self._proxy(node), self._principals(node))

    def mapping(self, node: Node, name: str) -> Iterator[tuple[str, Node]]:
        """Return the members of the mapping under `name`; none where it is absent or empty."""
        member = node.child(name)
        if member is not None and member.data is not None and not isinstance(member.data, dict):
            self._unshown(member, f"{name} must be a mapping")
        return member.members() if member is not None else iter(())

    def usable(self, path: Node) -> None:
        """Report a file of authorities that nothing can be believed by."""
        try:
            tls.trust(str(self._base / str(path.data)))
        except tls.TrustError as error:
            self._report(str(error), path, "name a file of certificates in PEM format that you may read")

    def _secrets(self, node: Node) -> Mapping[str, str]:
        secrets: dict[str, str] = {}
        for name, member in self.mapping(node, "secrets"):
            problem = source_problem(member.data)
            if problem is None:
                secrets[name] = str(member.data)
            else:
                self._unsaid(name, member.key_span, *problem)
        return secrets

    def _principals(self, node: Node) -> Mapping[str, str]:
        principals: dict[str, str] = {}
        for name, member in self.mapping(node, "principals"):
            if isinstance(member.data, str) and member.data.strip() and member.data.isprintable():
                principals[name] = member.data.strip()
            else:
                help = "say in words whose account it is, as `principals: { TRUEWORK_KEY: the lending account }`"
                self._report("a principal must be the name of an account", member, help)
        return principals

    def _proxy(self, node: Node) -> str | None:
        member = self._text(node, "proxy")
        if member is None:
            return None
        url = str(member.data)
        problem = proxy_problem(url)
        if problem is not None and "@" in url:
            self._unshown(member, *problem)
        elif problem is not None:
            self._report(problem[0], member, problem[1])
        return url

    def _text(self, node: Node, name: str) -> Node | None:
        """Return the place of a text; None where it is absent, empty or no text."""
        member = node.child(name)
        if member is None or (isinstance(member.data, str) and member.data):
            return member
        self._report(f"{name} must be text", member, f"leave {name} out where there is none")
        return None

    def _unsaid(self, name: str, key: Span, problem: str, help: str) -> None:
        """Report a source without a span, on purpose: its line may hold the secret itself."""
        message = f"line {key.line}: the secret {name} {problem}"
        self.found.append(Diagnostic(RULE, message, subject=key.source.name, help=help))

    def _unshown(self, node: Node, message: str, help: str = "") -> None:
        """Report without a code frame: what stands there may be a password."""
        span = node.span
        self.found.append(Diagnostic(RULE, f"line {span.line}: {message}", subject=span.source.name, help=help))

    def _report(self, message: str, node: Node, help: str = "") -> None:
        self.found.append(Diagnostic(RULE, message, node.span, help=help))


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
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:  # it was read just now, and is gone
        return []
    if not mode & 0o022:
        return []
    message = "other users can write to the profile, and so choose where secrets come from"
    return [Diagnostic(RULE, message, subject=str(path), help=f"chmod go-w {path}", severity=Severity.WARNING)]
