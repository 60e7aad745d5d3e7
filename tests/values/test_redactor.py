"""THREATS R6: a canary appears in no text, raw or in ten encodings, also with a line break or other letters in it."""

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.values.redactor import MASK, Redactor, forms_of

CANARY = "tw_sk_test_cAnArY/7e508+eb797edb95ade85284bcb54"

ENCODINGS: dict[str, Callable[[str], str]] = {
    "raw": str,
    "upper": str.upper,
    "lower": str.lower,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 after one byte": lambda text: base64.b64encode(b"x" + text.encode()).decode(),
    "base64 after two bytes": lambda text: base64.b64encode(b"xy" + text.encode() + b"z").decode(),
    "base64 of a basic credential": lambda text: base64.b64encode(f"user:{text}".encode()).decode(),
    "base64url": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "base32": lambda text: base64.b32encode(b"ab" + text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "hex upper": lambda text: text.encode().hex().upper(),
    "hex with colons": lambda text: text.encode().hex(":"),
    "url": lambda text: quote(text, safe=""),
    "url twice": lambda text: quote(quote(text, safe=""), safe=""),
    "form": quote_plus,
    "json": json.dumps,
    "json in json": lambda text: json.dumps(json.dumps(text)),
    "repr": repr,
    "html": html.escape,
    "first eight": lambda text: text.removeprefix("tw_sk_test_").strip()[:8],
    "last eight": lambda text: text.strip()[-8:],
}


@pytest.mark.parametrize("secret", [CANARY, CANARY + "\n", CANARY + "é\"'<&\\", "pässwörd-with-ümläuts"])
@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
def test_a_secret_is_masked_in_every_encoding(encode: Callable[[str], str], secret: str) -> None:
    shown = Redactor([secret]).redact(f"before {encode(secret)} after")
    assert MASK in shown
    assert shown.startswith("before ")
    assert shown.endswith(" after")
    assert len(shown.replace(MASK, "").replace("before ", "").replace(" after", "")) <= 14


def test_each_part_of_a_jwt_is_masked() -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1LTEiLCJleHAiOjE3MTJ9.Zf1C96fU6YXbxLec3BSjhqZP"
    redactor = Redactor([token])
    for part in token.split("."):
        assert redactor.redact(f"x {part} y") == f"x {MASK} y"


def test_the_longest_form_is_masked_first() -> None:
    assert Redactor(["secret-one-two", "secret-one"]).redact("secret-one-two") == MASK


def test_short_texts_are_not_masked_because_that_would_ruin_every_log() -> None:
    assert Redactor(["test", "", "1234567"]).redact("test 1234567") == "test 1234567"


def test_a_public_prefix_is_not_masked() -> None:
    assert Redactor([CANARY]).redact("keys begin with tw_sk_test_") == "keys begin with tw_sk_test_"


def test_without_secrets_nothing_changes() -> None:
    assert Redactor([]).redact("anything") == "anything"


def test_no_form_is_shorter_than_the_shortest() -> None:
    assert min(len(form) for form in forms_of(CANARY)) >= 8


@given(st.text(min_size=8, max_size=40), st.binary(max_size=4), st.binary(max_size=4))
@settings(deadline=None, max_examples=50)
def test_a_secret_inside_longer_data_is_masked_after_base64(secret: str, before: bytes, after: bytes) -> None:
    if len(secret.strip()) < 12 or not secret.isascii():
        return
    data = before + secret.encode() + after
    assert MASK in Redactor([secret]).redact(base64.b64encode(data).decode())


@given(st.text(max_size=30), st.text(max_size=60))
@settings(deadline=None, max_examples=50)
def test_no_secret_survives_in_any_text(secret: str, text: str) -> None:
    shown = Redactor([secret]).redact(text + secret + text)
    assert len(secret) < 8 or secret not in shown or secret in MASK
