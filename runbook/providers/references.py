"""References between the files of a contract: embedded beside each other, never fetched."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote, unquote

from runbook.diagnostics.diagnostic import Severity
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.node import Document
from runbook.providers.grafting import replaced
from runbook.providers.part import Reading
from runbook.providers.survey import Survey, survey
from runbook.providers.targets import reference_keys, target_of
from runbook.values.json import Json, Pointer, at_pointer, pointer_text

RULE = "contract-reference"
SIBLINGS = "x-siblings"
"""The member of the merged document that holds each sibling file under its name."""

Siblings: TypeAlias = "Callable[[str], Document | None]"
"""A file's name, relative to the contract's folder and inside it -> the file, None when there is none."""


@dataclass(slots=True)
class _Embedding:
    """The files that were met so far and still have to be read."""

    reading: Reading
    siblings: Siblings
    known: dict[str, bool] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def embed(self, name: str) -> bool:
        """Whether the file exists; embeds it when it is met for the first time."""
        if name not in self.known:
            document = self.siblings(name)
            self.known[name] = document is not None
            if document is not None:
                self.reading.root = replaced(self.reading.root, (SIBLINGS, name), document.data)
                self.reading.origins.graft((SIBLINGS, name), document, ())
                self.waiting.append(name)
        return self.known[name]


def embed_siblings(reading: Reading, siblings: Siblings) -> Survey:
    """Make every reference a local one and check that it leads somewhere.

    Sibling files are put under `x-siblings` of the merged document. Returns the survey of all files.
    """
    whole = survey(reading.root)
    embedding = _Embedding(reading, siblings)
    _localise(embedding, whole, "")
    while embedding.waiting:
        name = embedding.waiting.pop()
        found = survey(at_pointer(reading.root, (SIBLINGS, name))[1], (SIBLINGS, name))
        _localise(embedding, found, name)
        whole.join(found)
    _check_targets(reading, whole)
    return whole


def _localise(embedding: _Embedding, found: Survey, file: str) -> None:
    """Rewrite the references of one file so that they are local to the merged document."""
    for index, (pointer, text) in enumerate(found.references):
        local = text if text.startswith("#") and not file else _local(embedding, pointer, text, file)
        if local is not None and local != text:
            embedding.reading.root = replaced(embedding.reading.root, (*pointer, "$ref"), local)
            found.references[index] = (pointer, local)


def _local(embedding: _Embedding, pointer: Pointer, text: str, file: str) -> str | None:
    """The local form of a reference; None, with a finding, when it has none."""
    path, _, fragment = text.partition("#")
    name = file if not path else sibling_name(unquote(path), file)
    if name is None or (fragment and not fragment.startswith("/")):
        problem, remedy = f"`{text}` is not a place in a file beside the contract", "references are never fetched"
    elif file != name and not embedding.embed(name):
        problem, remedy = f"there is no readable file `{name}` beside the contract", ""
    else:
        return "#" + quote(pointer_text((SIBLINGS, name)), safe="/") + fragment
    embedding.reading.report(RULE, problem, (*pointer, "$ref"), help=remedy)
    return None


def sibling_name(path: str, file: str = "") -> str | None:
    """`path`, as written in `file`, relative to the contract's folder; None when it leaves it or is a URL."""
    if path.startswith(("/", "~")) or "\\" in path or ":" in path or "\0" in path:
        return None
    parts = file.split("/")[:-1]
    for part in path.split("/"):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


def _check_targets(reading: Reading, found: Survey) -> None:
    missing = {text for text in {text for _, text in found.references} if target_of(reading.root, text) is None}
    for pointer, text in found.references if missing else ():
        if text in missing and text.startswith("#"):
            reading.report(
                RULE,
                f"`{text}` leads nowhere",
                (*pointer, "$ref"),
                help=_suggestion(reading.root, text),
                severity=Severity.ERROR,
            )


def _suggestion(root: Json, text: str) -> str:
    """What the last known part of the path holds instead."""
    keys = reference_keys(text) or ()
    for length in range(len(keys)):
        _, parent = at_pointer(root, keys[:length])
        if not at_pointer(root, keys[: length + 1])[0]:
            return did_you_mean(keys[length], parent) if isinstance(parent, dict) else ""
    return ""
