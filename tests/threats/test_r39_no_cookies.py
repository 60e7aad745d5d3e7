"""R39: cookies never travel between cases, nor back to the provider at all."""

from pathlib import Path

from tests.runtime.servers import answers, response, serving
from tests.threats.stage import Stage


def test_no_cookie_is_ever_sent_back_or_kept(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    lines = ["set-cookie: session=of-the-first-case; Path=/", "set-cookie2: a=b", "set-cookie: x=y; Domain=127.0.0.1"]
    with serving(answers(response(200, b'{"ok":true}', "content-type: application/json", *lines))) as served:
        for _ in range(2):
            assert stage.play(*stage.arguments(served.url, "-i", "ids=a,b,c")).code == 0
    assert len(served.requests) == 6
    assert [request for request in served.requests if b"cookie" in request.lower()] == []
    assert b"of-the-first-case" not in stage.kept_bytes()
