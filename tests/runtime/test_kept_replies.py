import json
from decimal import Decimal

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Purpose
from runbook.providers.answer import Answer, AnswerKind, RawResponse
from runbook.runtime.kept_replies import KeptReply, is_worth_keeping, kept_reply, unjudged
from tests.interpreter.building import call, procedure, site, started, step
from tests.runtime.providers import CANCEL, request, send

HEADERS = (("content-type", "application/json"), ("retry-after", "7"))
KEPT = KeptReply("a", 1, "toy", 17.25, RawResponse(422, HEADERS, '{"message": "né"}'.encode()))
SENT = AttemptStarted("a", 1, Purpose.ACT, None, "")


def test_a_kept_reply_comes_back_as_it_was_from_memory_and_from_the_disk() -> None:
    assert kept_reply(KEPT.record()) == KEPT
    assert kept_reply(json.loads(json.dumps(KEPT.record(), default=float))) == KEPT


def test_a_body_that_is_no_text_comes_back_as_one_and_cookies_do_not_come_back() -> None:
    odd = RawResponse(200, (("set-cookie", "s=1"), ("x", "y")), b"\xfe\xfd")
    assert kept_reply(replace(KEPT, reply=odd).record()).reply == RawResponse(200, (("x", "y"),), b"\xff")


@pytest.mark.parametrize("wrong", [None, {}, {**KEPT.record(), "at": "noon"}, {**KEPT.record(), "headers": [["a"]]}])  # type: ignore[dict-item]
def test_what_no_runbook_wrote_is_no_reply(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"no reply|a header"):
        kept_reply(wrong)  # type: ignore[arg-type]


def test_the_time_is_exact() -> None:
    record = KEPT.record()
    assert isinstance(record, dict)
    assert record["at"] == Decimal("17.25")


def test_only_a_large_reply_to_an_act_is_worth_a_write_of_its_own() -> None:
    acts = send(request("http://127.0.0.1:1"))
    large = RawResponse(500, (), b"x" * 300_000)
    assert is_worth_keeping(acts, large)
    assert not is_worth_keeping(acts, RawResponse(500, (), b"{}"))
    assert not is_worth_keeping(replace(acts, purpose=Purpose.VERIFY), large)
    assert CANCEL.effect is acts.operation.effect


def test_a_reply_waits_to_be_judged_until_its_attempt_has_an_answer() -> None:
    of = procedure(step("a", call(where=site())))
    (found,) = unjudged(of, [started(), SENT], [KEPT])
    assert found[1] == KEPT
    assert found[0].operation.name == site().operation.name
    answered = AnswerReceived("a", 1, Purpose.ACT, Answer(AnswerKind.RESPONSE, 422))
    assert unjudged(of, [started(), SENT, answered], [KEPT]) == []
    assert unjudged(of, [started(), SENT], [replace(KEPT, attempt=2), replace(KEPT, address="gone")]) == []
