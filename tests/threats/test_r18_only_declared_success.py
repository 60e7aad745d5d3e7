"""R18: undeclared or odd statuses, and successes whose body breaks the contract, never end as plain success."""

from pathlib import Path

import pytest

from tests.runtime.servers import answers, response, serving
from tests.threats.stage import PLAY, Stage

JSON = "content-type: application/json"
STATUSES = (
    *("000", "099", "100", "101", "102", "103", "199", "201", "202", "203", "204", "205", "206", "207", "208", "226"),
    *("250", "299", "300", "301", "302", "303", "304", "305", "306", "307", "308", "399", "400", "409", "410", "418"),
    *(
        "422",
        "451",
        "499",
        "500",
        "503",
        "511",
        "599",
        "600",
        "700",
        "999",
        "1000",
        "20",
        "2OO",
        "-200",
        "200.5",
        "٢٠٠",
    ),
)
BODIES: dict[str, bytes] = {
    "empty": b"",
    "blank": b"  \n",
    "text": b"OK",
    "html": b"<html>Sign in</html>",
    "null": b"null",
    "false": b"false",
    "true": b"true",
    "a number": b"200",
    "a text": b'"ok"',
    "a list": b'[{"ok":true}]',
    "no member": b"{}",
    "another case": b'{"OK":true}',
    "member as text": b'{"ok":"true"}',
    "member as number": b'{"ok":1}',
    "member null": b'{"ok":null}',
    "member twice": b'{"ok":false,"ok":true}',
    "member twice by an escape": b'{"ok":true,"\\u006fk":true}',
    "two values": b'{"ok":true}{"ok":true}',
    "a value and more": b'{"ok":true} x',
    "lines of values": b'{"ok":true}\n{"ok":true}',
    "cut": b'{"ok":tru',
    "comma at the end": b'{"ok":true,}',
    "single quotes": b"{'ok':true}",
    "a remark": b'{"ok":true/*x*/}',
    "NaN": b'{"ok":true,"n":NaN}',
    "Infinity": b'{"ok":true,"n":-Infinity}',
    "huge exponent": b'{"ok":true,"n":1e400}',
    "a leading zero": b'{"ok":true,"n":01}',
    "raw control": b'{"ok":true,"n":"\x01"}',
    "raw line break": b'{"ok":true,"n":"a\nb"}',
    "half a surrogate": b'{"ok":true,"n":"\\ud800"}',
    "latin-1": b'{"ok":true,"n":"\xe9"}',
    "overlong": b'{"ok":true,"n":"\xc0\xaf"}',
    "utf-16": '{"ok":true}'.encode("utf-16"),
    "nul at the end": b'{"ok":true}\x00',
    "deep": b'{"ok":true,"n":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "guarded": b')]}\',\n{"ok":true}',
    "a callback": b'x({"ok":true})',
}


@pytest.mark.parametrize("status", STATUSES)
def test_an_odd_status_is_no_success(status: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path, PLAY.replace("timeout: 5s", "timeout: 500ms"))
    head = f"HTTP/1.1 {status} OK\r\n{JSON}\r\ncontent-length: 11\r\n\r\n"
    with serving(answers(head.encode() + b'{"ok":true}')) as served:
        done = stage.play(*stage.arguments(served.url))
        assert len(served.requests) == 1
    assert done.code in (3, 5), (status, done.out, done.err)
    assert "-> done\n" not in done.out


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_breaks_the_contract_is_no_success(body: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with serving(answers(response(200, BODIES[body], JSON))) as served:
        done = stage.play(*stage.arguments(served.url))
        assert len(served.requests) == 1
    assert done.code == 5, (body, done.out, done.err)
    assert "-> done\n" not in done.out


def test_there_are_thirty_three_bodies() -> None:
    assert len(BODIES) >= 33


@pytest.mark.parametrize(
    ("media", "code"),
    [
        ("application/json", 0),
        ("application/json; charset=utf-8", 0),
        ("application/problem+json", 0),
        ("text/html", 5),
    ],
)
def test_the_media_type_counts_too(media: str, code: int, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with serving(answers(response(200, b'{"ok":true}', f"content-type: {media}"))) as served:
        done = stage.play(*stage.arguments(served.url))
    assert done.code == code, done.out


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "zlib", "hex", "idna", "rot13", "nobody-knows", "utf-8'"])
def test_a_charset_that_is_not_ours_makes_no_traceback(charset: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    data = response(200, b'{"ok":true,"note":"\xe9"}', f"content-type: application/json; charset={charset}")
    with serving(answers(data)) as served:
        done = stage.play(*stage.arguments(served.url))
    assert done.code == 5, done.out + done.err
