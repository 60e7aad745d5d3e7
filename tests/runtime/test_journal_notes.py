import json

from runbook.interpreter.codec import encode_event
from runbook.interpreter.events import HandedOver
from runbook.providers.answer import RawResponse
from runbook.runtime.journal_notes import Note, note_of
from runbook.runtime.kept_replies import KeptReply
from runbook.values.json_codec import write_json


def test_a_note_says_which_documents_came_or_that_the_end_was_torn() -> None:
    for note in (Note({"sha256:1": "cancel.yaml"}), Note(torn=True)):
        assert note_of(json.dumps(note.record())) == note


def test_an_event_is_no_note_whatever_it_speaks_of() -> None:
    for words in ("documents_kept", "end_torn", "reply_kept"):
        assert note_of(json.dumps(encode_event(HandedOver(words, words, words)))) is None


def test_a_note_without_documents_has_none() -> None:
    assert note_of('{"v":1,"type":"documents_kept","documents":null}') == Note()


def test_a_note_holds_a_reply_that_is_not_judged_yet() -> None:
    note = Note(reply=KeptReply("a", 1, "toy", 0.5, RawResponse(200, (("x", "y"),), b"{}")))
    assert note_of(write_json(note.record(), compact=True)) == note
