"""A request's digest stands for everything that is sent, secrets by name."""

from runbook.frozen import replace
from runbook.providers.contract import Effect
from runbook.providers.request import Credential, Request
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown

REQUEST = Request(
    provider="toy",
    operation="cancel",
    effect=Effect.IRREVERSIBLE,
    method="POST",
    server="https://api.example",
    path="/things/t1/cancel",
    query=(("a", "1"),),
    headers=(("accept", "application/json"),),
    media_type="application/json",
    body={"key": SecretName("TOKEN"), "n": 1},
    credentials=(Credential("bearer", {"value": "TOKEN"}),),
)


def test_every_part_of_a_request_changes_its_digest() -> None:
    others = [
        replace(REQUEST, method="PUT"),
        replace(REQUEST, server="https://other.example"),
        replace(REQUEST, path="/things/t2/cancel"),
        replace(REQUEST, query=()),
        replace(REQUEST, headers=()),
        replace(REQUEST, body={"n": 1}),
        replace(REQUEST, media_type=None),
        replace(REQUEST, credentials=()),
    ]
    assert len({REQUEST.digest, *(other.digest for other in others)}) == len(others) + 1
    assert replace(REQUEST).digest == REQUEST.digest


def test_what_is_secret_or_unknown_is_described_by_name() -> None:
    hole = Unknown(STRING, "steps.a.response.body.id")
    told = replace(REQUEST, path=PartialText(("/things/", hole, "/cancel"))).described()
    assert isinstance(told, dict)
    assert told["path"] == {"$text": ["/things/", {"$unknown": "steps.a.response.body.id"}, "/cancel"]}
    assert told["body"] == {"key": {"$secret": "TOKEN"}, "n": 1}
    assert told["credentials"] == {"bearer": {"value": "TOKEN"}}
