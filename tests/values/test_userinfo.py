import pytest

from runbook.values.userinfo import blotted_userinfo, has_userinfo, password_of, without_userinfo


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://ann:hunter2@proxy:3128", "http://***@proxy:3128"),
        ("http://ann@proxy", "http://***@proxy"),
        ("http://ann:p@ss@proxy", "http://***@proxy"),
        ("use https://a:b@c/d and http://e:f@g", "use https://***@c/d and http://***@g"),
        ("https://api.example/@ann", "https://api.example/@ann"),
        ("mail ann@example", "mail ann@example"),
        ("http://proxy:3128", "http://proxy:3128"),
    ],
)
def test_a_user_and_a_password_are_masked_and_nothing_else(text: str, shown: str) -> None:
    assert without_userinfo(text) == shown


def test_a_blot_is_as_long_as_what_it_hides() -> None:
    assert blotted_userinfo("at http://ann:x@p:1 here") == "at http://*****@p:1 here"
    assert blotted_userinfo("ann") == "ann"


def test_an_empty_user_is_one_too() -> None:
    assert has_userinfo("http://@proxy")
    assert not has_userinfo("http://proxy/@x")


def test_a_password_is_decoded() -> None:
    assert password_of("http://ann:hunter%402@proxy") == "hunter@2"
    assert password_of("http://proxy") == ""
    assert password_of("http://[") == ""
