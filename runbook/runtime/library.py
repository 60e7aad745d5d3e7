"""Where a playbook's references lead on this machine: shipped contracts, and files below the project's root."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.bundled import BUNDLED_CONTRACTS, bundled
from runbook.frozen import replace
from runbook.runtime.cache import Cache
from runbook.runtime.confinement import OutsideError, confined, root_above
from runbook.runtime.contracts import Found, Texts, kept_digest, read_contract
from runbook.runtime.files import CONTRACT_SIZE, PLAYBOOK_SIZE, STDIN, read_source, shown
from runbook.runtime.signers import read_signers

if TYPE_CHECKING:
    from runbook.language.playbook import Playbook
    from runbook.providers import adapters
    from runbook.providers.adapter import Adapter
    from runbook.providers.contract import Contract
    from runbook.runtime import plugins
else:
    adapters = deferred("runbook.providers.adapters")
    plugins = deferred("runbook.runtime.plugins")

ReadPlaybook: TypeAlias = "Callable[[Source], tuple[Playbook | None, list[Diagnostic]]]"
"""From a text to a parsed playbook, or to what is wrong with it."""


class DiskLibrary:
    """Every file is read once. `root`: nothing outside is read; None: the git checkout around each playbook."""

    def __init__(self, read_playbook: ReadPlaybook, *, cache: Cache | None = None, root: Path | None = None) -> None:
        self._read_playbook = read_playbook
        self._cache = cache
        self._root = root
        self._sources: dict[str, Source] = {}
        self._contracts: dict[tuple[str, str], Found] = {}
        self._digests: dict[tuple[str, str], str | None] = {}
        self._playbooks: dict[str, tuple[Playbook | None, list[Diagnostic]]] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every text that was read, for the journal: a run is resumed with these, not with tomorrow's files."""
        return tuple(self._sources.values())

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> "tuple[Contract | None, list[Diagnostic]]":
        """A shipped contract by name, or an OpenAPI document by path, with an overlay beside it."""
        texts, trouble = self._texts(reference, span, overlay)
        return (None, trouble) if texts is None else self._contract(texts)

    def contract_basis(self, reference: str, span: Span, overlay: str | None = None) -> tuple[str, str] | None:
        """The name of a contract's main text and the digest of all its texts; None when there is no contract."""
        texts, _ = self._texts(reference, span, overlay)
        if texts is None:
            return None
        if texts.names not in self._digests:
            kept = kept_digest(texts, self._cache) if texts.names not in self._contracts else None
            contract = self._contract(texts)[0] if kept is None else None
            self._digests[texts.names] = contract.digest if contract is not None else kept
        digest = self._digests[texts.names]
        return None if digest is None else (texts.main.name, digest)

    def playbook(self, reference: str, span: Span) -> "tuple[Playbook | None, list[Diagnostic]]":
        """Another playbook by path; never one outside the root."""
        source, trouble = self._file(reference, span, PLAYBOOK_SIZE)
        if source is None:
            return None, trouble
        if source.name not in self._playbooks:
            self._playbooks[source.name] = self._read_playbook(source)
        return self._playbooks[source.name]

    def playbook_text(self, reference: str, span: Span) -> Source | None:
        """The text that a playbook's reference leads to."""
        return self._file(reference, span, PLAYBOOK_SIZE)[0]

    def adapter(self, name: str) -> "Adapter":
        """The adapter of that name, shipped or installed; the plain one when there is none."""
        if not name or name in adapters.ADAPTERS:
            return adapters.adapter(name)
        return plugins.installed_adapter(name) or adapters.adapter("plain")

    def signers(self, reference: str, span: Span) -> list[Diagnostic]:
        """Why no file of allowed signers can be read at this path. It is no text of the playbook: it may change."""
        found = read_signers(reference, span, self._root)
        return [found] if isinstance(found, Diagnostic) else []

    def _contract(self, texts: Texts) -> Found:
        if texts.names not in self._contracts:
            self._contracts[texts.names] = read_contract(texts, self._cache)
        return self._contracts[texts.names]

    def _texts(self, reference: str, span: Span, overlay: str | None) -> tuple[Texts | None, list[Diagnostic]]:
        """What a contract is made of, or why there is none."""
        main, trouble = self._main(reference, span)
        over, more = self._file(overlay, span, CONTRACT_SIZE) if overlay else (None, [])
        if main is None or trouble or more:
            return None, [*trouble, *more]
        sibling = _no_sibling if reference in BUNDLED_CONTRACTS else self._siblings_of(main)
        return Texts(Path(reference).stem, main, over, sibling), []

    def _main(self, reference: str, span: Span) -> tuple[Source | None, list[Diagnostic]]:
        """The text of a contract: a shipped one by name, else by path."""
        if reference not in BUNDLED_CONTRACTS:
            source, trouble = self._file(reference, span, CONTRACT_SIZE)
            if source is None and reference.isidentifier():  # a name, not a path: a shipped contract was meant
                help = did_you_mean(reference, BUNDLED_CONTRACTS)
                trouble = [replace(one, help=help or one.help) for one in trouble]
            return source, trouble
        key = f"contracts/{reference}.yaml"
        if key not in self._sources:
            self._sources[key] = bundled(key)
        return self._sources[key], []

    def _file(self, reference: str, span: Span, limit: int) -> tuple[Source | None, list[Diagnostic]]:
        """The text that `reference`, written at `span`, leads to."""
        base = Path() if span.source.name == STDIN else Path(span.source.name).parent
        try:
            path = confined(reference, base, self._root or root_above(base))
        except OutsideError as error:
            message = f'the reference "{reference}" {error.reason}'
            return None, [Diagnostic("reference-outside-root", message, span, help=error.help)]
        source, found = self._read(path, limit)
        return source, [one if one.span else replace(one, span=span, subject="") for one in found]

    def _read(self, path: Path, limit: int) -> tuple[Source | None, list[Diagnostic]]:
        name = shown(path)
        if name in self._sources:
            return self._sources[name], []
        source, found = read_source(name, limit=limit)
        if source is not None:
            self._sources[name] = source
        return source, found

    def _siblings_of(self, main: Source) -> Callable[[str], Source | None]:
        base = Path(main.name).parent
        root = self._root or root_above(base)

        def sibling(name: str) -> Source | None:
            try:
                return self._read(confined(name, base, root), CONTRACT_SIZE)[0]
            except OutsideError:
                return None

        return sibling


def _no_sibling(name: str) -> Source | None:
    """Shipped contracts stand alone."""
    del name
    return None
