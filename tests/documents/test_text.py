"""Bytes become a text that shows everything it says."""

import pytest

from runbook.documents.text import decode


def rule_and_place(data: bytes, **limit: int) -> list[tuple[str, str]]:
    source, found = decode("f.yaml", data, **limit)
    assert (source is None) == bool(found)
    return [(one.rule, one.span.place if one.span else one.subject) for one in found]


def test_utf_8_is_read_with_and_without_a_byte_order_mark() -> None:
    for data in ("é: ✓\n".encode(), b"\xef\xbb\xbf" + "é: ✓\n".encode()):
        source, found = decode("f.yaml", data)
        assert not found
        assert source is not None
        assert source.text == "é: ✓\n"
        assert source.name == "f.yaml"


def test_windows_line_ends_stay_as_they_are() -> None:
    source, found = decode("f.yaml", b"a: 1\r\nb: 2\r\n")
    assert source is not None
    assert not found
    assert source.text == "a: 1\r\nb: 2\r\n"


@pytest.mark.parametrize(
    ("data", "rule", "place"),
    [
        (b"a: 1\nb: \xff\n", "not-utf-8", "f.yaml:2:4"),
        ("é: ".encode() + b"\xe9\n", "not-utf-8", "f.yaml:1:4"),
        (b"\xef\xbb\xbfa\xc3", "not-utf-8", "f.yaml:1:2"),
        ("a: 1".encode("utf-16"), "not-utf-8", "f.yaml:1:1"),
        ("a: 1".encode("utf-16-be"), "binary-file", "f.yaml:1:1"),
        (b"\x7fELF\x00\x01", "binary-file", "f.yaml:1:5"),
        (b"a: 1\nb: \xff\x00", "binary-file", "f.yaml:2:5"),
        (b"a: \x1b[31m", "invisible-character", "f.yaml:1:4"),
        (b"a: x\x7f", "invisible-character", "f.yaml:1:5"),
        (b"a: x\rb: y\n", "invisible-character", "f.yaml:1:5"),
        ("reason: x\u2028approve: all".encode(), "invisible-character", "f.yaml:1:10"),
        ("reason: x\u0085approve: all".encode(), "invisible-character", "f.yaml:1:10"),
        ("a: 1\nb: \u202etxt".encode(), "invisible-character", "f.yaml:2:4"),
        ("a: x\u200by".encode(), "invisible-character", "f.yaml:1:5"),
        ("a: x\u200dy".encode(), "invisible-character", "f.yaml:1:5"),
        ("a: x\u2066y".encode(), "invisible-character", "f.yaml:1:5"),
        ("a: 1\ufeff".encode(), "invisible-character", "f.yaml:1:5"),
        ("a: x\U000e0041".encode(), "invisible-character", "f.yaml:1:5"),
    ],
)
def test_what_cannot_be_seen_or_read_is_refused_where_it_stands(data: bytes, rule: str, place: str) -> None:
    assert rule_and_place(data) == [(rule, place)]


def test_a_file_beyond_the_limit_is_not_read() -> None:
    assert rule_and_place(b"x" * 101, limit=100) == [("file-too-large", "f.yaml")]
    assert rule_and_place(b"x" * 100, limit=100) == []


def test_people_may_write_in_any_script_and_with_emoji() -> None:
    text = "имя: 名前\nfamily: 👨‍👩‍👧 ❤️\nflag: 🏳️‍🌈\ntab:\t1\nnbsp: a\u00a0b\n"
    source, found = decode("f.yaml", text.encode())
    assert not found
    assert source is not None
    assert source.text == text


def test_the_advice_is_an_escape_that_yaml_and_json_read() -> None:
    _, found = decode("f.yaml", "a: \u202e\U000e0041".encode())
    assert "\\u202E" in found[0].help
    assert "\\U000E0041" in found[1].help


def test_many_invisible_characters_are_reported_only_so_often() -> None:
    assert len(rule_and_place("\u200b".encode() * 5000)) == 20
