from runbook.frozen import replace
from runbook.runtime.claim_words import arguments_of
from runbook.values.unknown import SecretName
from tests.runtime.claims import send

REQUEST = send().request


def test_what_the_path_does_not_say_is_kept() -> None:
    asked = replace(REQUEST, query=(("a", "1"),), body={"ids": ["s1"], "token": SecretName("TOKEN")})
    assert arguments_of(asked, str) == '[["a","1"]] {"ids":["s1"],"token":{"$secret":"TOKEN"}}'
    assert arguments_of(REQUEST, str) == ""


def test_a_secret_is_taken_out_before_a_long_text_is_cut() -> None:
    secret = "s" * 250
    kept = arguments_of(replace(REQUEST, body={"a": secret, "b": "x" * 500}), lambda text: text.replace(secret, "***"))
    assert kept.startswith('{"a":"***","b":"xxx')
    assert (len(kept), kept[-1]) == (200, "…")
