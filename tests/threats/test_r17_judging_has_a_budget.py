"""R17: judging an answer has a budget: no schema of a contract, and no answer, holds a run up after its effect."""

import json
import time
from pathlib import Path

import pytest

from runbook.providers.answer import AnswerKind
from tests.runtime.servers import answers, response, serving
from tests.threats.stage import API, Stage

JSON = "content-type: application/json"
DECLARED = "schema: { type: object, required: [ok], properties: { ok: { type: boolean }, note: { type: string } } }"


def multiplying(link: str, length: int, last: str) -> str:
    """Schemas S0, S1, ... each made of the next one: `@` stands for a reference to it."""
    links = [link.replace("@", f'{{ $ref: "#/components/schemas/S{at + 1}" }}') for at in range(length)]
    return "".join(f"    S{at}: {one}\n" for at, one in enumerate([*links, last]))


BOMBS = {
    "allOf": multiplying("{ allOf: [@, @] }", 30, "{ type: string }"),
    "anyOf": multiplying("{ anyOf: [@, @] }", 30, "{ type: string }"),
    "oneOf": multiplying("{ oneOf: [@, @, @] }", 20, "{ type: string }"),
    "if": multiplying("{ if: @, then: @, else: @ }", 25, "{ type: string }"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_an_answer_by_a_schema_that_multiplies_is_malformed_in_a_moment(bomb: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    api = API.replace(DECLARED, 'schema: { $ref: "#/components/schemas/S0" }', 2)
    stage.write("api.yaml", api + "  schemas:\n" + BOMBS[bomb])
    with serving(answers(response(200, b'{"ok":true}', JSON))) as served:
        began = time.process_time()
        done = stage.play(*stage.arguments(served.url))
        assert time.process_time() - began < 5
        assert len(served.requests) == 1
    assert done.code == 5, done.out + done.err
    (answer,) = done.answers
    assert answer.answer.kind is AnswerKind.MALFORMED
    assert bomb in ("if", "oneOf") or answer.answer.reason == "the body is too costly to judge"
    assert stage.play("validate", str(tmp_path / "play.yaml")).code == 0


@pytest.mark.parametrize(
    "body",
    [
        b'{"ok":true,"items":[' + b"{}," * 2_000_000 + b"{}]}",
        json.dumps({"ok": True, "items": [n * ((1 << 61) - 1) for n in range(1, 50_000)]}).encode(),
    ],
    ids=["two million elements", "numbers that share a hash"],
)
def test_an_answer_that_is_made_to_be_costly_is_malformed_in_a_moment(body: bytes, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.write("api.yaml", API.replace("note: { type: string }", "items: { type: array, uniqueItems: true }"))
    with serving(answers(response(200, body, JSON))) as served:
        began = time.process_time()
        done = stage.play(*stage.arguments(served.url))
        assert time.process_time() - began < 8
    assert done.code == 5
    assert [one.answer.kind for one in done.answers] == [AnswerKind.MALFORMED]
