"""R06: a secret that a provider answers is usable by a later step of the same process, and is written nowhere."""

import itertools
import json
from pathlib import Path

import pytest

from tests.runtime.servers import Behaviour, response, serving
from tests.threats.stage import Done, Stage

JSON = "content-type: application/json"
TOKEN = "tok-5up3r-s3cr3t-0123456789"
SHORT = "pin-77"

API = """\
openapi: 3.1.0
info: { title: Things, version: "1" }
servers:
  - { url: "https://things.example", x-runbook: { environment: stage, production: false } }
paths:
  /login:
    post:
      operationId: login
      x-runbook: { effect: write }
      responses:
        "200":
          description: In
          content:
            application/json:
              schema:
                type: object
                required: [session, keys]
                properties:
                  session: { type: string, x-runbook: { secret: true } }
                  keys: { type: array, items: { $ref: "#/components/schemas/Key" } }
                  name: { type: string }
        "401":
          description: Not in
          content: { application/json: { schema: { $ref: "#/components/schemas/Key" } } }
  /things/{id}/cancel:
    post:
      operationId: cancel
      x-runbook: { effect: irreversible }
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { session: { type: string, x-runbook: { secret: true } }, note: { type: string }, more: {} }
      responses: { "200": { description: Cancelled, content: { application/json: { schema: { type: object } } } } }
components:
  schemas:
    Key: { type: object, properties: { pin: { type: [string, "null"], format: password } } }
"""

ASK = """\
  - id: sure
    ask: { message: Cancel it?, choices: ["yes", "no"] }
"""
CANCEL = """\
  - id: cancel
"""

PLAY = """\
runbook: 1
name: log-in-and-cancel
title: Log in and cancel
owner: ops
effect: irreversible
providers: { t: { contract: api.yaml } }
steps:
  - id: login
    call: t.login
    outcomes: [{ status: 401, then: stop, because: refused }]
  - id: cancel
    call: t.cancel
    with: { id: a, session: "{{ steps.login.response.body.session }}" }
rescue:
  - id: over
    handover: { to: ops, note: "{{ failure.because }}" }
outputs:
  all: "{{ steps.login.response.body }}"
"""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path, PLAY)
    made.write("api.yaml", API)
    return made


SESSION = {"session": TOKEN, "keys": [{"pin": SHORT}, {"pin": None}], "name": "ada"}


def provider() -> Behaviour:
    """Answers the first request with a session, the others with nothing to say."""
    bodies = itertools.chain([json.dumps(SESSION).encode()], itertools.repeat(b"{}"))
    return lambda peer: peer.send(response(200, next(bodies), JSON))


def ran(stage: Stage, *more: str) -> tuple[Done, list[bytes]]:
    with serving(provider()) as served:
        done = stage.play("run", str(stage.place / "play.yaml"), "-e", "stage", "--server", f"t={served.url}", *more)
        return done, served.requests


def test_it_is_sent_where_the_contract_marks_a_member_and_stands_nowhere_else(stage: Stage) -> None:
    done, requests = ran(stage, "-o", "json")
    assert done.code == 0, done.err
    assert f'"session":"{TOKEN}"'.encode() in requests[1]
    run = stage.journals()[-1].stem
    shown = [
        stage.play("runs", "show", run),
        stage.play("runs", "show", run, "-o", "json"),
        stage.play("why", run, "login"),
        stage.play("why", run, "cancel"),
        stage.play("run", str(stage.place / "play.yaml"), "-e", "stage", "--dry-run", "-o", "json"),
    ]
    said = "".join(one.out + one.err for one in (done, *shown)).encode() + stage.kept_bytes()
    assert TOKEN.encode() not in said
    assert SHORT.encode() not in said
    assert json.loads(done.out)["outputs"]["all"]["name"] == "ada"


def test_a_later_process_does_not_know_it_and_says_so(stage: Stage) -> None:
    """A person answers between the two calls, in another process."""
    stage.write("play.yaml", PLAY.replace(CANCEL, ASK + CANCEL))
    with serving(provider()) as served:
        first = stage.play("run", str(stage.place / "play.yaml"), "-e", "stage", "--server", f"t={served.url}")
        assert first.code == 3, first.err
        later = stage.play("answer", stage.journals()[-1].stem, "sure", "yes")
        assert len(served.requests) == 1
    assert later.code == 3
    assert "the secret login/session is missing: a provider answered it to a process that has ended" in later.out


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("note", "{{ steps.login.response.body.session }}"),
        ("note", "key {{ steps.login.response.body.session }}"),
        ("id", "{{ steps.login.response.body.session }}"),
        ("note", "{{ steps.login.response.body.session | upper }}"),
        ("note", "{{ steps.login.response.body.keys[0].pin | default('none') }}"),
        ("note", "{{ steps.login.response.body.session == 'x' }}"),
        ("more", "{{ steps.login.response.body }}"),
        ("more", "{{ steps.login.response.body['keys'] }}"),
    ],
)
def test_it_can_be_passed_on_only_to_a_member_that_is_marked(stage: Stage, place: str, text: str) -> None:
    with_id = "id: a, " if place != "id" else ""
    play = PLAY.replace("id: a, session", f"{with_id}{place}").replace("{{ steps.login.response.body.session }}", text)
    stage.write("play.yaml", play)
    done = stage.play("validate", str(stage.place / "play.yaml"))
    assert done.code == 2
    assert "secret" in done.out
