"""R7: hostile values arrive byte for byte or are refused: none rendered, retyped, trimmed or normalised."""

import json
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from tests.runtime.servers import Served, answers, response, serving
from tests.threats.hostile_values import RETYPED, TEMPLATES, VALUES
from tests.threats.stage import PLAY, Done, Stage, some

OK = answers(response(200, b'{"ok":true}', "content-type: application/json"))
CHUNKS = [VALUES[start::8] for start in range(8)]


def arrived(served: Served) -> list[tuple[bytes, str]]:
    """The id as bytes and the text of each request; anything that is no cancel of one thing fails."""
    found = []
    for request in served.requests:
        head, _, body = request.partition(b"\r\n\r\n")
        method, target, version = head.split(b"\r\n")[0].split(b" ")
        root, things, id, cancel = target.split(b"/")
        assert (method, root, things, cancel, version) == (b"POST", b"", b"things", b"cancel", b"HTTP/1.1")
        assert f"Host: 127.0.0.1:{served.port}".encode() in head.split(b"\r\n")
        found.append((unquote_to_bytes(id), json.loads(body)["text"]))
    return found


def assert_refused(done: Done, value: str) -> None:
    assert done.code == 2, (value, done.out, done.err)
    assert done.events == ()
    assert "error[" in done.err
    assert not [one for one in done.out + done.err if not one.isprintable() and one != "\n"]


def test_the_table_is_large_enough() -> None:
    assert len(VALUES) >= 250


@pytest.mark.parametrize("values", CHUNKS, ids=range(8))
def test_a_value_arrives_byte_for_byte_or_is_refused_and_no_other_url_is_hit(
    values: tuple[str, ...], tmp_path: Path
) -> None:
    stage = Stage(tmp_path)
    with serving(OK) as served:
        for value in some(values, 4):
            served.requests.clear()
            for id in (value, "a"):
                given = stage.write("given.json", json.dumps({"ids": [id], "text": value}))
                done = stage.play(*stage.arguments(served.url, "--inputs", str(given)))
                if done.code == 0:
                    assert arrived(served) == [(id.encode(), value)]
                    break
                assert_refused(done, value)
                assert served.requests == []


@pytest.mark.parametrize("values", [(*TEMPLATES, *RETYPED)[start::4] for start in range(4)], ids=range(4))
def test_the_command_line_retypes_and_renders_nothing(values: tuple[str, ...], tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with serving(OK) as served:
        for value in some(values, 4):
            served.requests.clear()
            done = stage.play(*stage.arguments(served.url, "-i", f"text={value}"))
            assert done.code == 0, (value, done.err)
            assert arrived(served) == [(b"a", value)]


def test_the_members_of_a_list_are_texts_too(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    ids = [value for value in RETYPED if "," not in value and value.isprintable() and value[0] != "["]
    with serving(OK) as served:
        assert stage.play(*stage.arguments(served.url, "-i", f"ids={json.dumps(ids[:20])}")).code == 0
        assert stage.play(*stage.arguments(served.url, "-i", f"ids={','.join(ids[20:40])}")).code == 0
    assert sorted(id.decode() for id, _ in arrived(served)) == sorted(ids[:40])


def test_a_value_inside_text_is_put_there_and_not_rendered_again(tmp_path: Path) -> None:
    text = PLAY.replace('text: "{{ inputs.text }}" }', 'text: "<{{ inputs.text }}|{{ inputs.text }}>" }')
    stage = Stage(tmp_path, text)
    with serving(OK) as served:
        for value in TEMPLATES[:12]:
            stage.play(*stage.arguments(served.url, "-i", f"text={value}"))
    assert [text for _, text in arrived(served)] == [f"<{value}|{value}>" for value in TEMPLATES[:12]]


def test_what_a_provider_says_is_no_template_when_it_is_handed_over(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    # A product that no time, port or name of a run contains.
    said = "{{ 7919 * 7907 }} {{ secrets.KC_TOKEN }} {% for %}"
    with serving(
        answers(response(422, json.dumps({"message": said}).encode(), "content-type: application/json"))
    ) as it:
        done = stage.play(*stage.arguments(it.url))
    assert done.code == 3
    assert said in done.out
    assert "62615533" not in done.out
