"""Records of a journal that are no events: what was kept beside them, and that the end was lost."""

import json
from collections.abc import Mapping

from runbook.frozen import field, frozen
from runbook.runtime.kept_replies import KeptReply, kept_reply
from runbook.values.json import Json

_KEPT, _TORN, _REPLY = "documents_kept", "end_torn", "reply_kept"

_KIND_STANDS_BEFORE = 60
"""Within this many characters a record says what it is."""


@frozen
class Note:
    """What such a record says. `documents`: digest -> name of those that came into the journal.

    `torn`: the end of the journal was cut off when a process took it up, so what came next may have been sent.
    `reply`: what came from a provider, before it was judged.
    """

    documents: Mapping[str, str] = field(default_factory=dict)
    torn: bool = False
    reply: KeptReply | None = None

    def record(self) -> Json:
        """The record of it."""
        if self.torn:
            return {"v": 1, "type": _TORN}
        if self.reply is not None:
            return {"v": 1, "type": _REPLY, "reply": self.reply.record()}
        return {"v": 1, "type": _KEPT, "documents": dict(self.documents)}


def note_of(text: str) -> Note | None:
    """The note in the text of a record; None for an event."""
    head = text[:_KIND_STANDS_BEFORE]
    if _KEPT not in head and _TORN not in head and _REPLY not in head:
        return None
    record = json.loads(text)
    kind = record.get("type") if isinstance(record, dict) else None
    if kind == _KEPT:
        documents = record.get("documents")
        names = {digest: str(name) for digest, name in documents.items()} if isinstance(documents, dict) else {}
        return Note(names)
    if kind == _REPLY:
        return Note(reply=kept_reply(record.get("reply")))
    return Note(torn=True) if kind == _TORN else None
