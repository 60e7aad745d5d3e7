from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings

from runbook.interpreter.codec import READERS, decode_event, encode_event
from runbook.interpreter.events import AnswerReceived, Event, Purpose, WaitEnded, WaitReason
from runbook.interpreter.fields import CodecError
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.json_codec import read_json, write_json
from tests.interpreter.strategies import events


@settings(deadline=None, max_examples=400)
@given(events)
def test_every_event_comes_back_from_its_text_as_it_was(event):
    text = write_json(encode_event(event))
    assert decode_event(read_json(text)) == event


def test_every_kind_of_event_has_a_reader():
    assert len(READERS) == len(get_args(Event))


def test_numbers_keep_their_type():
    answer = Answer(AnswerKind.RESPONSE, 200, body={"whole": 1, "real": Decimal("1.0"), "yes": True})
    event = AnswerReceived("a", 1, Purpose.ACT, answer)
    back = decode_event(read_json(write_json(encode_event(event))))
    assert repr(back) == repr(event)


def test_data_that_looks_like_a_secret_stays_data():
    answer = Answer(AnswerKind.RESPONSE, 200, body={"$secret": "TOKEN"})
    back = decode_event(encode_event(AnswerReceived("a", 1, Purpose.ACT, answer)))
    assert back.answer.body == {"$secret": "TOKEN"}


def test_a_record_of_version_1_is_read_for_ever():
    old = '{"v":1,"type":"wait_ended","address":"a","seconds":1.5,"reason":"retry"}'
    assert decode_event(read_json(old)) == WaitEnded("a", 1.5, WaitReason.RETRY)


def test_members_that_came_later_have_defaults():
    bare = {"v": 1, "type": "answer_received", "address": "a", "attempt": 1, "purpose": "act"}
    event = decode_event({**bare, "answer": {"kind": "no_answer"}})
    assert event == AnswerReceived("a", 1, Purpose.ACT, Answer(AnswerKind.NO_ANSWER))


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ([], "a record is a mapping"),
        ({"type": "run_ended"}, "a record has no version"),
        ({"v": True, "type": "run_ended"}, "a record has no version"),
        ({"v": 2, "type": "run_ended"}, "a record of version 2 was written by a newer runbook"),
        ({"v": 1, "type": "run_exploded"}, "a record has a type that runbook does not know"),
        ({"v": 1, "type": ["run_ended"]}, "a record has a type that runbook does not know"),
        ({"v": 1, "type": "wait_ended"}, '"address" of a record of type wait_ended is not text'),
        (
            {"v": 1, "type": "wait_ended", "address": "a", "seconds": True, "reason": "retry"},
            '"seconds" of a record of type wait_ended is not a number',
        ),
        (
            {"v": 1, "type": "wait_ended", "address": "a", "seconds": 1, "reason": "tea"},
            '"reason" of a record of type wait_ended is not one of step, retry, poll, grace',
        ),
    ],
)
def test_a_record_that_is_wrong_says_why(record, reason):
    with pytest.raises(CodecError) as caught:
        decode_event(record)
    assert caught.value.reason == reason
