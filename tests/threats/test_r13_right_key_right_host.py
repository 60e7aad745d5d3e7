"""R13: a test token with a live host, or the reverse, or one that is over, is refused before the first request."""

import base64
import json
import time
from pathlib import Path

import pytest

from runbook.simulator.identities import VAULT_USER_A, vault_token
from tests.runtime.servers import answers, response, serving
from tests.threats.stage import ROOT, Stage

TEST_KEY = "tw_sk_test_0123456789abcdef0123456789abcdef"
LIVE_KEY = "tw_sk_0123456789abcdef0123456789abcdef"


def truework(stage: Stage, environment: str, url: str) -> list[str]:
    play = str(ROOT / "playbooks/truework/cancel-order.yaml")
    return ["run", play, "-i", "order_id=o-1", "-e", environment, "--server", f"tw={url}", "--yes"]


def environments() -> tuple[str, str]:
    """The names of Truework's test and live environments."""
    import yaml

    servers = yaml.safe_load((ROOT / "schemas/contracts/truework.yaml").read_text(encoding="utf-8"))["servers"]
    live = {one["x-runbook"]["production"]: one["x-runbook"]["environment"] for one in servers}
    return live[False], live[True]


@pytest.mark.parametrize("live", [False, True])
def test_a_key_of_the_other_environment_never_travels(live: bool, tmp_path: Path) -> None:
    test_environment, live_environment = environments()
    stage = Stage(tmp_path, more={"TRUEWORK_KEY": TEST_KEY if live else LIVE_KEY})
    with serving(answers(response(200, b"{}"))) as served:
        done = stage.play(*truework(stage, live_environment if live else test_environment, served.url))
        assert served.connections == 0
    assert done.code == 4, done.out + done.err
    assert "token-refused" in done.err
    assert done.events == ()
    assert TEST_KEY not in done.out + done.err
    assert LIVE_KEY not in done.out + done.err


def test_the_right_key_travels(tmp_path: Path) -> None:
    stage = Stage(tmp_path, more={"TRUEWORK_KEY": TEST_KEY})
    with serving(answers(response(404, b"{}", "content-type: application/json"))) as served:
        done = stage.play(*truework(stage, environments()[0], served.url))
        assert f"Bearer {TEST_KEY}".encode() in served.requests[0]
    assert done.code == 3


def vault(url: str) -> list[str]:
    play = str(ROOT / "playbooks/vault/cancel-card-request.yaml")
    return ["run", play, "-i", "card_request_id=124125", "-e", "sandbox", "--server", f"vault={url}"]


def test_a_token_that_is_over_is_refused_before_the_first_request(tmp_path: Path) -> None:
    stage = Stage(tmp_path, more={"VAULT_TOKEN": vault_token(VAULT_USER_A, time.time() - 90_000)})
    with serving(answers(response(200, b"{}"))) as served:
        done = stage.play(*vault(served.url))
        assert served.connections == 0
    assert done.code == 4, done.out + done.err
    assert "expired" in done.err
    assert done.events == ()


@pytest.mark.parametrize("claims", [{"exp": "soon"}, {"exp": 1e400}, {"exp": None}, [], "x"])
def test_a_token_with_odd_claims_makes_no_traceback(claims: object, tmp_path: Path) -> None:
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    stage = Stage(tmp_path, more={"VAULT_TOKEN": f"eyJhbGciOiJub25lIn0.{middle}.c2lnbmF0dXJl"})
    with serving(answers(response(400, b'{"message":"no"}', "content-type: application/json"))) as served:
        done = stage.play(*vault(served.url))
    assert done.code in (3, 4), done.out + done.err
