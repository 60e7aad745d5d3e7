import pytest

from runbook.providers.media import Form, charset_of, essence, form_of


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("application/json", Form.JSON),
        ("Application/JSON; charset=utf-8", Form.JSON),
        ("application/problem+json", Form.JSON),
        ("application/x-www-form-urlencoded", Form.URLENCODED),
        ("text/plain", Form.TEXT),
        ("application/xml", Form.TEXT),
        ("multipart/form-data", Form.OTHER),
        ("application/pdf", Form.OTHER),
        ("", Form.OTHER),
    ],
)
def test_a_media_type_says_how_a_body_is_written(media_type: str, form: Form) -> None:
    assert form_of(media_type) is form


def test_the_essence_is_without_parameters_and_in_lower_case() -> None:
    assert essence(" Text/HTML ; charset=x") == "text/html"


def test_the_charset_is_read_with_and_without_quotes() -> None:
    assert charset_of('text/plain; a=b; Charset="UTF-8"') == "utf-8"
    assert charset_of("text/plain") == ""
