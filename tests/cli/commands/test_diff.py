import json
from pathlib import Path

import pytest

from runbook.cli.commands.diff import FORMATS, command
from runbook.cli.exits import Exit

PLAYBOOK = Path(__file__).parents[3] / "playbooks/karmacheck/cancel-case.yaml"


def changed(tmp_path: Path) -> str:
    text = PLAYBOOK.read_text()
    settled = '"Unable to cancel case.", then: settle'
    assert settled in text
    path = tmp_path / "changed.yaml"
    path.write_text(text.replace(settled, '"Unable to cancel case.", then: ask'))
    return str(path)


def test_a_row_that_leads_elsewhere_is_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(PLAYBOOK), changed(tmp_path)], standalone_mode=False) == Exit.DONE
    said = capsys.readouterr().out
    assert "settle by kc.get_case -> a person decides" in said
    assert "1 answer now leads elsewhere" in said


@pytest.mark.parametrize("output", FORMATS)
def test_every_format_tells_it(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(PLAYBOOK), changed(tmp_path), "-o", output], standalone_mode=False) == Exit.DONE
    said = capsys.readouterr().out
    assert "1 answer now leads elsewhere" in said
    if output == "json":
        assert json.loads(said)["same"] is False


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(PLAYBOOK), str(tmp_path / "none.yaml")], standalone_mode=False) == Exit.INVALID
    assert "none.yaml" in capsys.readouterr().err


CONTRACT = """\
openapi: 3.1.0
info: { title: Orders, version: "1" }
x-runbook: { name: orders }
servers:
  - { url: https://api.orders.example, x-runbook: { environment: prod, production: true } }
components:
  securitySchemes:
    key: { type: http, scheme: bearer }
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://auth.orders.example/token, scopes: {} } } }
security: [ { key: [] } ]
paths:
  /orders/{id}/cancel:
    post:
      security: [ { oauth: [] } ]
      x-runbook: { alias: cancel_order, effect: irreversible, moves_money: true, grace: 60, idempotency_key: X-Key }
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: Cancelled }, "409": { description: Too late } }
  /orders/{id}:
    get:
      x-runbook: { alias: get_order }
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: An order
          content:
            application/json:
              schema: { type: object, properties: { state: { type: string } }, required: [state] }
        "404": { description: none }
"""
PLAY = """\
runbook: 1
name: cancel-an-order
title: Cancel an order
owner: ops
effect: irreversible
approval: { approvers: 2, signers: signers }
inputs: { id: { type: string } }
providers:
  o:
    contract: orders.yaml
    auth: { key: secrets.ORDERS_KEY, oauth: { client_id: secrets.CID, client_secret: secrets.CSEC } }
steps:
  - id: c
    title: Cancel
    call: o.cancel_order
    with: { id: "{{ inputs.id }}" }
    outcomes:
      - { status: 409, then: stop, because: late }
    verify:
      call: o.get_order
      with: { id: "{{ inputs.id }}" }
      holds: response.body.state == 'cancelled'
      within: 2m
      every: 5s
rescue:
  - { id: hand, title: Hand, handover: { to: ops, note: x } }
batch: { key: id, at_once: 4, stages: [1, rest], stop_when: { failed: 3 } }
"""
SIGNERS = "alice@x ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIIrCWTo5dMwVv7+J7rXbC2BqKjKpYbm9JMl4nF7JqEX\n"
MALLORY = SIGNERS.replace("alice@x", "mallory").replace("JqEX", "JqEY")
WEAKER, OTHER = True, False

CHANGES = [
    ("orders.yaml", "api.orders.example", "api.orders.evil", "server of prod", OTHER),
    ("orders.yaml", "production: true", "production: false", "production", WEAKER),
    ("orders.yaml", "auth.orders.example", "auth.evil.example", "scheme oauth", OTHER),
    ("orders.yaml", "type: http, scheme: bearer", "type: apiKey, in: query, name: t", "scheme key", OTHER),
    ("orders.yaml", ", moves_money: true", "", "moves money", WEAKER),
    ("orders.yaml", "grace: 60", "grace: 0", "grace", WEAKER),
    ("orders.yaml", ", idempotency_key: X-Key", "", "idempotency key", WEAKER),
    ("orders.yaml", "security: [ { oauth: [] } ]", "security: [ {} ]", "credentials", OTHER),
    ("orders.yaml", "x-runbook: { name: orders }", "x-runbook: { name: orders, adapter: vault }", "adapter", OTHER),
    ("play.yaml", "secrets.CSEC", "secrets.AWS_SECRET_ACCESS_KEY", "secrets of oauth", OTHER),
    ("play.yaml", "secrets.ORDERS_KEY", "secrets.GITHUB_TOKEN", "secrets of key", OTHER),
    ("play.yaml", "approvers: 2", "approvers: 1", "approvers", WEAKER),
    ("play.yaml", "approval: { approvers: 2, signers: signers }\n", "", "approvers", WEAKER),
    ("play.yaml", "signers: signers", "signers: signers, environments: [none]", "where approval is needed", WEAKER),
    ("play.yaml", "signers: signers", "signers: others", "signers", WEAKER),
    ("signers", SIGNERS, SIGNERS + MALLORY, "signer mallory", WEAKER),
    ("play.yaml", "stages: [1, rest]", "stages: [rest]", "stages", OTHER),
    ("play.yaml", ", stop_when: { failed: 3 }", "", "stop_when", OTHER),
]


def folder(place: Path, name: str = "", old: str = "", new: str = "") -> Path:
    place.mkdir()
    texts = {"orders.yaml": CONTRACT, "play.yaml": PLAY, "signers": SIGNERS, "others": SIGNERS}
    if name:
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new)
    for file, text in texts.items():
        (place / file).write_text(text)
    return place / "play.yaml"


@pytest.mark.parametrize(("name", "old", "new", "what", "weaker"), CHANGES, ids=[one[3] for one in CHANGES])
def test_a_change_of_where_it_goes_as_whom_or_who_must_agree_is_said_first(
    name: str, old: str, new: str, what: str, weaker: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sides = [str(folder(tmp_path / "old")), str(folder(tmp_path / "new", name, old, new))]
    assert command.main([*sides, "-o", "json", "--exit-code"], standalone_mode=False) == Exit.FAILED
    found = json.loads(capsys.readouterr().out)
    told = [one for one in found["assured"] if one["what"].startswith(what)]
    assert told, found["assured"]
    assert any(one["weaker"] for one in told) is weaker
    for output in ("text", "markdown"):
        assert command.main([*sides, "-o", output], standalone_mode=False) == Exit.DONE
        said = capsys.readouterr().out
        assert "nothing differs" not in said
        first = said.index("Where it goes, as whom, and who must agree")
        later = [said.find(title) for title in ("Requests", "Everything else", "Answers that now", "Steps")]
        assert all(first < one for one in later if one >= 0)


def test_a_copy_does_not_differ_and_the_exit_code_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sides = [str(folder(tmp_path / "old")), str(folder(tmp_path / "new"))]
    assert command.main([*sides, "--exit-code"], standalone_mode=False) == Exit.DONE
    assert "nothing differs" in capsys.readouterr().out


def test_what_became_stronger_is_named_and_is_not_weaker(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strict = str(folder(tmp_path / "strict"))
    lax = str(folder(tmp_path / "lax", "orders.yaml", "grace: 60", "grace: 5"))
    assert command.main([lax, strict, "-o", "json"], standalone_mode=False) == Exit.DONE
    (one,) = json.loads(capsys.readouterr().out)["assured"]
    assert (one["what"], one["old"], one["new"], one["weaker"]) == ("grace", "5 s", "60 s", False)
