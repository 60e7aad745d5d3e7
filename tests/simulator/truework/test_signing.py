"""Signatures that the adapter believes."""

from runbook.providers.adapters.truework import TrueworkAdapter
from runbook.providers.answer import RawResponse
from runbook.providers.contract import Server
from runbook.simulator.exchange import Response, json_response
from runbook.simulator.identities import SIGNATURE_KEYS
from runbook.simulator.truework.signing import sign
from tests.simulator.calls import AT

HERE = Server("http://127.0.0.1:1", "simulator", False)
LIVE = Server("https://api.truework.com", "prod", True)


def raw(response: Response) -> RawResponse:
    headers = (*response.headers, ("content-length", str(len(response.body))))
    return RawResponse(response.status, headers, response.body)


def problem(response: RawResponse, server: Server = HERE) -> str | None:
    return TrueworkAdapter(SIGNATURE_KEYS).signature_problem(response, server)


def test_the_published_key_proves_every_answer() -> None:
    signed = raw(sign(json_response(200, {"id": "order-open"}), AT))
    assert dict(signed.headers)["x-truework-signature"].startswith('keyId="tw-sandbox-')
    assert problem(signed) is None


def test_a_changed_body_is_found_out() -> None:
    signed = raw(sign(json_response(200, {"id": "order-open"}), AT))
    assert problem(RawResponse(signed.status, signed.headers, signed.body.replace(b"open", b"shut")))


def test_the_simulators_key_is_not_believed_in_production() -> None:
    assert problem(raw(sign(json_response(200, {}), AT)), LIVE)
