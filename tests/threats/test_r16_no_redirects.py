"""R16: 21 ways to redirect with 5 codes: nobody is followed, and no credential leaves."""

from pathlib import Path

import pytest

from tests.runtime.servers import answers, response, serving
from tests.threats.stage import CANARY, PLAY, Stage

JSON = "content-type: application/json"
VARIANTS = {
    "absolute": ["location: {other}/x"],
    "with the path": ["location: {other}/things/a/cancel"],
    "upper case": ["LOCATION: {other}/x"],
    "without a scheme": ["location: //{host}/x"],
    "relative": ["location: /elsewhere"],
    "relative without a slash": ["location: elsewhere"],
    "only a query": ["location: ?again=1"],
    "empty": ["location: "],
    "https": ["location: https://{host}/x"],
    "another port of this host": ["location: http://127.0.0.1:1/x"],
    "with a user": ["location: http://user:pass@{host}/x"],
    "looks like us": ["location: http://{mine}@{host}/x"],
    "with spaces": ["location:    {other}/x   "],
    "with a fragment": ["location: {other}/x#y"],
    "twice": ["location: {other}/x", "location: {other}/y"],
    "refresh": ["refresh: 0; url={other}/x"],
    "content-location": ["content-location: {other}/x"],
    "link": ["link: <{other}/x>; rel=canonical"],
    "alternative service": ['alt-svc: h2="{host}"; ma=86400', "location: {other}/x"],
    "a file": ["location: file:///etc/passwd"],
    "nobody knows what": ["location: \\\\{host}\\x"],
}
CODES = (301, 302, 303, 307, 308)


def test_there_are_twenty_one() -> None:
    assert len(VARIANTS) == 21


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_redirect_leads_nowhere_and_is_no_success(variant: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path, PLAY)
    with serving(answers(response(200, b'{"ok":true}', JSON))) as other:
        host = other.url.removeprefix("http://")
        for code in CODES:
            lines = [line.format(other=other.url, host=host, mine="things.example") for line in VARIANTS[variant]]
            with serving(answers(response(code, b'{"ok":true}', JSON, *lines))) as served:
                done = stage.play(*stage.arguments(served.url))
                assert (served.connections, len(served.requests)) == (1, 1)
            assert done.code in (3, 5), (code, done.out)
            assert [answer.answer.status for answer in done.answers] == [code]
        assert other.connections == 0
    assert CANARY not in done.out + done.err
