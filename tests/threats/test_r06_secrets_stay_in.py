"""R6: a canary token is in no output, log, plan, journal or crash report, raw or in any encoding, whatever happens."""

import base64
import html
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from runbook.simulator.faults import FaultKind
from runbook.simulator.server import Simulator
from tests.runtime.servers import Behaviour, Peer, response, serving
from tests.threats.stage import CANARY, PLAY, Stage

JSON = "content-type: application/json"
ENCODINGS: dict[str, Callable[[str], str]] = {
    "raw": str,
    "upper": str.upper,
    "lower": str.lower,
    "reversed case": str.swapcase,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 after one byte": lambda text: base64.b64encode(b"x" + text.encode()).decode(),
    "base64 after two bytes": lambda text: base64.b64encode(b"xy" + text.encode()).decode(),
    "base64 of the header": lambda text: base64.b64encode(f"Bearer {text}".encode()).decode(),
    "base64url": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "hex with colons": lambda text: text.encode().hex(":"),
    "url": lambda text: quote(text, safe=""),
    "url twice": lambda text: quote(quote(text, safe=""), safe=""),
    "form": quote_plus,
    "json": lambda text: json.dumps(text)[1:-1],
    "json with slashes": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "html": html.escape,
    "first eight": lambda text: text.removeprefix("kc_")[:8],
    "last eight": lambda text: text[-8:],
}


def leaks(text: str, token: str = CANARY) -> list[str]:
    """The encodings of which twelve characters in a row are in the text."""
    return [name for name, encode in ENCODINGS.items() if any(window in text for window in windows(encode(token)))]


def windows(text: str) -> Iterator[str]:
    """Every twelve characters in a row, without those that also tell of what stands before the secret."""
    size, first = min(12, len(text)), len(base64.b64encode(b"Bearer ")) if text.startswith("QmVhcmVy") else 0
    return (text[start : start + size] for start in range(first, len(text) - size + 1))


def assert_silent(stage: Stage, *texts: str, token: str = CANARY) -> None:
    shown = "\n".join((*texts, stage.kept_bytes().decode("latin-1")))
    assert leaks(shown, token) == []


def saying(make: Callable[[str], bytes]) -> Behaviour:
    """A server that reads the credential from the request and answers with it."""

    def behaviour(peer: Peer) -> None:
        request = peer.read_request().decode("latin-1")
        token = request.partition("Bearer ")[2].partition("\r\n")[0]
        peer.send(make(token))

    return behaviour


PLACES: dict[str, Callable[[str], bytes]] = {
    "message of a refusal": lambda said: response(422, json.dumps({"message": said}).encode(), JSON),
    "member of a success": lambda said: response(200, json.dumps({"ok": True, "note": said}).encode(), JSON),
    "member's name": lambda said: response(200, json.dumps({"ok": True, said: said}).encode(), JSON),
    "broken success": lambda said: response(200, json.dumps({"ok": said}).encode(), JSON),
    "no JSON": lambda said: response(200, said.encode(), JSON),
    "undeclared page": lambda said: response(418, f"<p>{said}</p>".encode(), "content-type: text/html"),
    "error": lambda said: response(500, json.dumps({"error": {"detail": said}}).encode(), JSON),
    "header": lambda said: response(200, b'{"ok":true}', JSON, f"x-echo: {said}", f"x-{said[:8]}: 1"),
    "media type": lambda said: response(200, b"{}", f"content-type: text/{said}"),
    "redirect": lambda said: response(302, b"", f"location: https://x/{said}"),
    "status line": lambda said: f"HTTP/1.1 422 {said}\r\ncontent-length: 0\r\n\r\n".encode(),
    "no HTTP": lambda said: f"{said}\r\n\r\n".encode(),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_provider_that_echoes_the_secret_in_any_encoding_is_masked(place: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path, PLAY.replace("timeout: 5s", "timeout: 2s"))
    encodings = ENCODINGS if place in ("message of a refusal", "member of a success") else ("raw", "base64", "hex")
    texts: list[str] = []
    for name in encodings:
        with serving(saying(lambda token, name=name: PLACES[place](ENCODINGS[name](token))), reads=False) as served:
            done = stage.play(*stage.arguments(served.url))
            assert served.connections == 1
        assert done.code in (0, 1, 3, 5)
        assert len(done.answers) == 1
        run = done.events[0].run
        again = stage.play("runs", "show", run)
        data = stage.play("runs", "show", run, "-o", "json")
        assert again.code == data.code == 0
        texts += [done.out, done.err, again.out, data.out]
    assert_silent(stage, *texts)


FAULTS = """\
runbook: 1
name: every-fault
title: Every fault at once
owner: ops
effect: irreversible
providers:
  kc:
    contract: karmacheck
    auth: { JWT: secrets.KARMACHECK_TOKEN }
steps:
  - id: all
    parallel:
BRANCHES
rescue:
  - { id: hand_over, handover: { to: ops, note: "{{ failure.because }} ({{ failure.said }})" } }
"""
BRANCH = """\
      - id: branch_{number}
        steps:
          - id: case_{number}
            call: kc.cancel_case
            with: {{ caseId: c-plain--{id} }}
            timeout: 1s
            retry: {{ at_most: 1, first: 1ms }}
            outcomes:
              - {{ status: 422, message: "*", undeclared: true, then: tolerate, because: refused }}
              - {{ status: 404, then: tolerate, because: none }}
            verify:
              call: kc.get_case
              with: {{ caseId: c-plain--{id} }}
              holds: response.body.cases[0].secondaryStatus == 'Canceled'
              every: 100ms
              within: 200ms
"""


def test_no_fault_of_the_simulator_brings_the_secret_out(tmp_path: Path) -> None:
    """All faults side by side, each on a case of its own; drips and delays are cut after a second."""
    branches = (BRANCH.format(number=number, id=kind.suffix) for number, kind in enumerate(FaultKind))
    stage = Stage(tmp_path, FAULTS.replace("BRANCHES\n", "".join(branches)))
    with Simulator() as simulator:
        token = simulator.credentials().reveal("KARMACHECK_TOKEN")
        server = f"kc={simulator.servers['karmacheck']}"
        run = ["run", str(tmp_path / "play.yaml"), "-e", "simulator", "--server", server]
        done = stage.play(*run)
        seen = {entry.fault for entry in simulator.ledger.entries() if entry.fault}
    assert done.code in (3, 5), done.out + done.err
    assert seen == {kind.value for kind in FaultKind}
    shown = stage.play("runs", "show", done.events[0].run)
    assert shown.code == 0
    for secret in (token, *token.split(".")[1:]):
        assert_silent(stage, done.out, done.err, shown.out, token=secret)


def test_at_every_level_of_logging_nothing_is_told(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    script = "import logging, sys; logging.basicConfig(level=1); from runbook.cli.main import main; main(sys.argv[1:])"
    with serving(saying(PLACES["message of a refusal"]), reads=False) as served:
        done = outside(stage, script, *stage.arguments(served.url))
    assert done.returncode == 3
    assert_silent(stage, done.stdout, done.stderr)


@pytest.mark.parametrize("inside", ["wire", "authorizer", "adapter"])
def test_a_bug_of_ours_tells_nothing(inside: str, tmp_path: Path) -> None:
    """A fault is built into the program where the secret is at hand; its message is the secret."""
    places = {
        "wire": "import runbook.runtime.wire as m; m._request = lambda message, place: 1 / len(None or boom(message))",
        "authorizer": "import runbook.runtime.authorize as m; m._placed = lambda scheme, value: boom(value)",
        "adapter": "import runbook.runtime.authorize as m; m.token_text_problem = lambda token: boom(token)",
    }
    script = f"""
import sys
def boom(value):
    headers = getattr(value, "headers", value)
    try:
        raise KeyError(headers)
    except KeyError as error:
        raise ValueError(f"no {{headers}}") from error
{places[inside]}
from runbook.cli.main import main
main(sys.argv[1:])
"""
    stage = Stage(tmp_path)
    with serving(saying(PLACES["message of a refusal"]), reads=False) as served:
        done = outside(stage, script, *stage.arguments(served.url))
    assert done.returncode == 70, done.stderr
    assert list((tmp_path / "state" / "crashes").glob("*.txt"))
    assert_silent(stage, done.stdout, done.stderr)


@pytest.mark.parametrize(
    "odd", [CANARY + "\n", CANARY + "\r\n", CANARY + "é", CANARY + "☃", CANARY + "\x00", f" {CANARY}"]
)
@pytest.mark.parametrize("source", ["env", "file"])
def test_a_token_that_cannot_travel_is_refused_and_shown_nowhere(odd: str, source: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    if source == "file":
        stage.write("token", odd + "\n")
        profile = stage.write("profile.yaml", "secrets: { KC_TOKEN: 'file:token' }\n")
        profile.chmod(0o600)
        stage.more["RUNBOOK_PROFILE"] = str(profile)
    elif "\x00" in odd:
        pytest.skip("no environment variable holds a NUL")
    else:
        stage.more["KC_TOKEN"] = odd
    with serving(saying(PLACES["header"]), reads=False) as served:
        for more in ([], ["-o", "json"], ["--dry-run"]):
            done = stage.play(*stage.arguments(served.url, *more))
            assert done.code == (0 if more == ["--dry-run"] else 4), done.err
            assert_silent(stage, done.out, done.err)
        assert served.connections == 0


def test_a_plan_shows_names_only(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for output in ("text", "json"):
        done = stage.play(*stage.arguments("http://127.0.0.1:1", "--dry-run", "-o", output))
        assert done.code == 0
        assert "KC_TOKEN" in done.out
        assert_silent(stage, done.out, done.err)


def outside(stage: Stage, script: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=stage.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
