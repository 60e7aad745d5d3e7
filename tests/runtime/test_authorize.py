import base64
import json

import pytest

from runbook.interpreter.identity import Account
from runbook.providers.answer import NoAnswer, NotSent, RawResponse
from runbook.providers.request import Credential
from runbook.runtime.access import Authorization
from runbook.runtime.authorize import Authorizer
from runbook.runtime.deadline import Deadline
from tests.runtime.fakes import FakeClock, FakeCredentials
from tests.runtime.providers import MintingAdapter, access, request

URL = "https://api.example.com"
CANARY = "tw_sk_test_CANARY0123456789"


def jwt(**claims: object) -> str:
    part = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{part}.c2lnbmF0dXJl"


class Desk:
    """An authorizer with its world; `replies`: what token endpoints answer, in order."""

    def __init__(self, secrets, *, environment="stage", adapter=None, replies=()):
        self.clock = FakeClock()
        self.credentials = FakeCredentials(secrets)
        self.learned: list[str] = []
        self.messages = []
        self.replies = list(replies)
        reached = {"kc": access(URL, environment, adapter)}
        self.authorizer = Authorizer(reached, self.credentials, self.clock, self.learned.append)

    def exchange(self, message):
        self.messages.append(message)
        return self.replies.pop(0)

    def authorize(self, scheme: str, **fields: str):
        made = request(URL, Credential(scheme, fields))
        return self.authorizer.authorize(made, self.exchange, Deadline(5))


def token(text: str, **more: object) -> RawResponse:
    return RawResponse(200, (), json.dumps({"token": text, "access_token": text, **more}).encode())


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("JWT", Authorization((("authorization", "Bearer s3cret+/value"),))),
        ("Header", Authorization((("x-api-key", "s3cret+/value"),))),
        ("Query", Authorization((), (("api%20key", "s3cret%2B%2Fvalue"),))),
        ("Cookie", Authorization((("cookie", "session=s3cret+/value"),))),
    ],
)
def test_one_secret_travels_where_its_scheme_says(scheme, expected):
    assert Desk({"TOKEN": "s3cret+/value"}).authorize(scheme, value="TOKEN") == expected


def test_basic_takes_a_name_and_a_password():
    given = Desk({"USER": "ann", "PASS": "p:ü"}).authorize("Basic", username="USER", password="PASS")
    assert given == Authorization((("authorization", "Basic " + base64.b64encode("ann:p:ü".encode()).decode()),))


def test_a_missing_secret_is_a_refusal_that_names_it():
    assert Desk({}).authorize("JWT", value="TOKEN") == NotSent("the secret TOKEN is missing: nowhere", refused=True)


@pytest.mark.parametrize("broken", [f"{CANARY}\n", f"{CANARY}\r\nx: y", f" {CANARY}", f"{CANARY}é", f"{CANARY}\0", ""])
def test_a_token_that_cannot_travel_is_refused_and_not_told(broken):
    given = Desk({"TOKEN": broken}).authorize("JWT", value="TOKEN")
    assert isinstance(given, NotSent)
    assert given.refused
    assert given.reason.startswith("TOKEN: ")
    assert CANARY not in given.reason


@pytest.mark.parametrize(
    ("environment", "secret", "allowed"),
    [
        ("stage", "tw_sk_test_CANARY", True),
        ("prod", "tw_sk_CANARY", True),
        ("prod", "tw_sk_test_CANARY", False),
        ("stage", "tw_sk_CANARY", False),
        ("simulator", "anything", True),
    ],
)
def test_a_token_of_another_environment_is_refused(environment, secret, allowed):
    given = Desk({"TOKEN": secret}, environment=environment).authorize("Keyed", value="TOKEN")
    assert isinstance(given, Authorization) is allowed
    assert allowed or "CANARY" not in given.reason


def test_an_expired_token_is_refused_and_a_clock_that_jumps_changes_nothing():
    clock = FakeClock()
    desk = Desk({"TOKEN": jwt(exp=clock.now() + 100)})
    desk.clock.wall += 10 * 365 * 86400
    assert isinstance(desk.authorize("JWT", value="TOKEN"), Authorization)
    desk.clock.wall = 0
    desk.clock.ticks += 101
    given = desk.authorize("JWT", value="TOKEN")
    assert isinstance(given, NotSent)
    assert "expired" in given.reason


def test_two_secrets_are_exchanged_for_a_token_once():
    secrets = {"KEY": "key-hunter2", "CLIENT": "client-hunter2"}
    desk = Desk(secrets, adapter=MintingAdapter(), replies=[token("minted-1"), token("minted-2")])
    for _ in range(3):
        given = desk.authorize("JWT", apiKey="KEY", clientAccessToken="CLIENT")
        assert given == Authorization((("authorization", "Bearer minted-1"),))
    (message,) = desk.messages
    assert (message.method, message.server, message.target) == ("POST", URL, "/auth/api")
    assert json.loads(message.body) == {"apiKey": "key-hunter2", "clientAccessToken": "client-hunter2"}
    assert desk.learned == ["minted-1"]
    desk.authorizer.forget()
    assert desk.authorize("JWT", apiKey="KEY", clientAccessToken="CLIENT").headers[0][1] == "Bearer minted-2"


def test_a_minted_token_that_expired_is_minted_anew():
    first, second = jwt(exp=FakeClock().now() + 100), jwt(exp=FakeClock().now() + 9999)
    desk = Desk({"KEY": "a", "CLIENT": "b"}, adapter=MintingAdapter(), replies=[token(first), token(second)])
    desk.authorize("JWT", apiKey="KEY", clientAccessToken="CLIENT")
    desk.clock.advance(101)
    assert desk.authorize("JWT", apiKey="KEY", clientAccessToken="CLIENT").headers == (
        ("authorization", f"Bearer {second}"),
    )


def test_client_credentials_are_exchanged_and_kept_until_shortly_before_their_end():
    replies = [token("first", expires_in=100), token("second", expires_in=100)]
    desk = Desk({"ID": "me & you", "SECRET": "s3cret:/"}, replies=replies)
    assert desk.authorize("OAuth", client_id="ID", client_secret="SECRET").headers == (
        ("authorization", "Bearer first"),
    )
    message = desk.messages[0]
    assert (message.server, message.target) == (URL, "/oauth/token?x=1")
    assert message.body == b"grant_type=client_credentials&scope=cases%3Awrite+cases%3Aread"
    sent = base64.b64decode(dict(message.headers)["authorization"].removeprefix("Basic ")).decode()
    assert sent == "me+%26+you:s3cret%3A%2F"
    desk.clock.advance(69)
    assert desk.authorize("OAuth", client_id="ID", client_secret="SECRET").headers[0][1] == "Bearer first"
    desk.clock.advance(2)
    assert desk.authorize("OAuth", client_id="ID", client_secret="SECRET").headers[0][1] == "Bearer second"


def test_a_token_endpoint_of_somebody_else_stays_where_it_is():
    desk = Desk({"ID": "a", "SECRET": "b"}, replies=[token("t")])
    desk.authorize("Elsewhere", client_id="ID", client_secret="SECRET")
    assert (desk.messages[0].server, desk.messages[0].target) == ("https://id.example.com", "/token")


@pytest.mark.parametrize(
    ("reply", "final", "words"),
    [
        (RawResponse(403, (), b'{"message": "s3cret no"}'), True, "answered 403"),
        (RawResponse(500, (), b""), False, "answered 500"),
        (RawResponse(429, (), b""), False, "answered 429"),
        (RawResponse(302, (), b""), True, "answered 302"),
        (RawResponse(200, (), b"<html>s3cret"), True, "did not answer with JSON"),
        (RawResponse(200, (), b"\xff"), True, "did not answer with JSON"),
        (RawResponse(200, (), b'{"other": "s3cret"}'), True, "answered without /token"),
        (RawResponse(200, (), b'{"token": 7}'), True, "answered without /token"),
        (NoAnswer("no answer came within 5 s"), False, "did not answer"),
        (NotSent("no connection", refused=False), False, "could not be asked"),
        (NotSent("bad certificate", refused=True), True, "could not be asked"),
    ],
)
def test_without_a_token_nothing_is_sent_and_the_reason_says_so(reply, final, words):
    desk = Desk({"KEY": "s3cret", "CLIENT": "s3cret"}, adapter=MintingAdapter(), replies=[reply])
    given = desk.authorize("JWT", apiKey="KEY", clientAccessToken="CLIENT")
    assert isinstance(given, NotSent)
    assert given.refused is final
    assert given.reason.startswith("no token: kc.authenticate ")
    assert words in given.reason
    assert "s3cret" not in given.reason


@pytest.mark.parametrize(
    ("scheme", "fields", "words"),
    [
        ("Nothing", {"value": "A"}, "no security scheme Nothing"),
        ("JWT", {"a": "A", "b": "A"}, "takes one secret"),
        ("Basic", {"username": "A"}, "needs the field password"),
        ("OAuth", {"client_id": "A"}, "needs the field client_secret"),
    ],
)
def test_fields_that_do_not_fit_are_refused(scheme, fields, words):
    given = Desk({"A": "x"}).authorize(scheme, **fields)
    assert isinstance(given, NotSent)
    assert given.refused
    assert words in given.reason


def test_before_the_first_request_it_says_as_whom_and_what_is_wrong():
    desk = Desk({"TOKEN": jwt(sub="ann", exp=1)}, adapter=MintingAdapter())
    credential = Credential("JWT", {"value": "TOKEN"})
    assert desk.authorizer.account("kc", credential) == Account("ann", "ann")
    assert "expired" in (desk.authorizer.problem("kc", credential) or "")
    minted = Credential("JWT", {"apiKey": "A", "clientAccessToken": "B"})
    assert desk.authorizer.account("kc", minted) is None
    assert desk.authorizer.problem("kc", minted) is None


def test_a_token_that_must_be_minted_says_as_whom_it_acts_when_it_is_there():
    desk = Desk({"A": "x", "B": "y"}, adapter=MintingAdapter(), replies=[token(jwt(sub="ann", iss="here"))])
    credential = Credential("JWT", {"apiKey": "A", "clientAccessToken": "B"})
    made = request(URL, credential)
    account = desk.authorizer.minted_account(made, credential, desk.exchange, Deadline(5))
    assert account == Account("ann", "here ann")
    assert isinstance(desk.authorize("JWT", apiKey="A", clientAccessToken="B"), Authorization)
    assert len(desk.messages) == 1


def test_who_gets_no_token_is_nobody_known():
    desk = Desk({"A": "x", "B": "y"}, adapter=MintingAdapter(), replies=[RawResponse(500, (), b"")])
    credential = Credential("JWT", {"apiKey": "A", "clientAccessToken": "B"})
    assert desk.authorizer.minted_account(request(URL, credential), credential, desk.exchange, Deadline(5)) == Account()


def test_a_new_token_of_another_account_is_never_used_in_the_same_run():
    replies = [token(jwt(sub="ann")), token(jwt(sub="ann", n=2)), token(jwt(sub="bob"))]
    desk = Desk({"A": "x", "B": "y"}, adapter=MintingAdapter(), replies=replies)
    for _ in range(2):
        assert isinstance(desk.authorize("JWT", apiKey="A", clientAccessToken="B"), Authorization)
        desk.authorizer.forget()
    given = desk.authorize("JWT", apiKey="A", clientAccessToken="B")
    assert given == NotSent("a new token acts as bob, and the run acts as ann", refused=True)
