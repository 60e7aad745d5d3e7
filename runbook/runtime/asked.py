"""What a playbook's reading asked of the library: while the answers are the same, the reading stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.frozen import frozen
from runbook.runtime.library import DiskLibrary
from runbook.values.json import Json

if TYPE_CHECKING:
    from runbook.language.playbook import Playbook
    from runbook.providers import adapters
    from runbook.providers.adapter import Adapter
    from runbook.providers.contract import Contract
else:
    adapters = deferred("runbook.providers.adapters")


@frozen
class Note:
    """A question about a `contract` or a `playbook`, and what its answer rests on: the name and digest of its texts.

    About `signers` the answer is only that they are there.

    `base`: the name of the file in which the reference stands.
    """

    what: str
    base: str
    reference: str
    overlay: str | None
    source: str
    digest: str


class Asking:
    """The library for one reading, which notes every question.

    `notes`: None when an answer cannot be had again (a file that is missing, an adapter that is not ours).
    """

    def __init__(self, library: DiskLibrary) -> None:
        self._library = library
        self.notes: list[Note] | None = []
        self.contracts: list[Contract] = []

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> "tuple[Contract | None, list[Diagnostic]]":
        """As the library's."""
        contract, found = self._library.contract(reference, span, overlay)
        if contract is not None:
            self.contracts.append(contract)
        self._note(_contract_note(self._library, span.source.name, reference, overlay))
        return contract, found

    def playbook(self, reference: str, span: Span) -> "tuple[Playbook | None, list[Diagnostic]]":
        """As the library's."""
        self._note(_playbook_note(self._library, span.source.name, reference))
        return self._library.playbook(reference, span)

    def adapter(self, name: str) -> "Adapter":
        """As the library's."""
        if name and name not in adapters.ADAPTERS:
            self._note(None)
        return self._library.adapter(name)

    def signers(self, reference: str, span: Span) -> list[Diagnostic]:
        """As the library's."""
        found = self._library.signers(reference, span)
        self._note(None if found else Note("signers", span.source.name, reference, None, "", ""))
        return found

    def _note(self, note: Note | None) -> None:
        if self.notes is not None:
            self.notes = None if note is None else [*self.notes, note]


def notes_json(notes: Sequence[Note]) -> Json:
    """The notes as data."""
    return [[one.what, one.base, one.reference, one.overlay, one.source, one.digest] for one in notes]


def read_notes(data: Json) -> list[Note]:
    """The notes of `notes_json`; errors: ValueError."""
    notes: list[Note] = []
    for one in data if isinstance(data, list) else [data]:
        match one:
            case [str(what), str(base), str(reference), (str() | None) as overlay, str(source), str(digest)]:
                notes.append(Note(what, base, reference, overlay, source, digest))
            case _:
                raise ValueError("these are no notes")
    return notes


def still_holds(library: DiskLibrary, note: Note) -> bool:
    """Whether the answer rests on the same texts as when it was noted."""
    if note.what == "contract":
        return note == _contract_note(library, note.base, note.reference, note.overlay)
    if note.what == "signers":
        return not library.signers(note.reference, _at(note.base))
    return note == _playbook_note(library, note.base, note.reference)


def contracts_of(library: DiskLibrary, notes: Sequence[Note]) -> "list[Contract]":
    """The contracts that the notes speak of, in their order."""
    found = [library.contract(one.reference, _at(one.base), one.overlay)[0] for one in notes if one.what == "contract"]
    return [contract for contract in found if contract is not None]


def _at(base: str) -> Span:
    """References are relative to the file they stand in."""
    return Span(Source(base, ""), 0, 0)


def _contract_note(library: DiskLibrary, base: str, reference: str, overlay: str | None) -> Note | None:
    found = library.contract_basis(reference, _at(base), overlay)
    return None if found is None else Note("contract", base, reference, overlay, *found)


def _playbook_note(library: DiskLibrary, base: str, reference: str) -> Note | None:
    source = library.playbook_text(reference, _at(base))
    return None if source is None else Note("playbook", base, reference, None, source.name, source.digest)
