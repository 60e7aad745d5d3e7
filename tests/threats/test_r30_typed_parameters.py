"""R30: nothing but a text stands in a path or a header; keys of a mapping win over attributes."""

import json
import re
from pathlib import Path

import pytest

from tests.runtime.servers import answers, response, serving
from tests.threats.stage import API, PLAY, Stage

OK = answers(response(200, b'{"ok":true}', "content-type: application/json"))
PLACE = re.compile(r"^ *--> \S*play\.yaml:\d+:\d+$", re.MULTILINE)
CALL = 'with: { id: "{{ id }}", text: "{{ inputs.text }}" }'
WRITTEN = {
    "undefined": '"{{ nothing }}"',
    "undefined member": '"{{ inputs.nothing }}"',
    "undefined in text": '"a-{{ nothing }}"',
    "None": '"{{ none }}"',
    "None in text": '"a-{{ none }}"',
    "null": "null",
    "true": "true",
    "a condition": '"{{ 1 == 1 }}"',
    "a condition in text": '"a-{{ 1 == 1 }}"',
    "float": "1.5",
    "int": "7",
    "float from a template": '"{{ 1.5 }}"',
    "list": "[a]",
    "list from a template": '"{{ inputs.ids }}"',
    "list in text": '"a-{{ inputs.ids }}"',
    "mapping": "{ a: b }",
    "mapping in text": "\"a-{{ {'a': 'b'} }}\"",
    "empty": '""',
    "blank": '" "',
    "dots": '".."',
    "line break": '"a\\nb"',
    "secret": '"{{ secrets.KC_TOKEN }}"',
}


@pytest.mark.parametrize("parameter", ["id", "X-Note"])
@pytest.mark.parametrize("value", WRITTEN)
def test_it_is_an_error_in_its_place_before_anything_is_sent(parameter: str, value: str, tmp_path: Path) -> None:
    if (parameter, value) == ("X-Note", "dots"):
        pytest.skip("two dots mean nothing in a header")
    others = {"id": '"{{ id }}"', parameter: WRITTEN[value]}
    call = "with: { " + ", ".join(f"{name}: {text}" for name, text in others.items()) + " }"
    stage = Stage(tmp_path, PLAY.replace(CALL, call))
    with serving(OK) as served:
        checked = stage.play("validate", str(tmp_path / "play.yaml"))
        for more in ([], ["--dry-run"]):
            done = stage.play(*stage.arguments(served.url, *more))
            assert done.code == 2, (value, done.out, done.err)
            assert PLACE.search(done.err), done.err
        assert served.connections == 0
    assert checked.code == 2, checked.out
    assert stage.journals() == []


NAMES = (
    "items",
    "keys",
    "values",
    "get",
    "pop",
    "copy",
    "update",
    "clear",
    "setdefault",
    "popitem",
    "fromkeys",
    "count",
)


def test_a_member_named_like_a_method_is_the_member(tmp_path: Path) -> None:
    properties = ", ".join(f"{name}: {{ type: string }}" for name in NAMES)
    required = f"required: [state, {', '.join(NAMES)}]"
    api = API.replace("required: [state]", required).replace("{ state: {", f"{{ {properties}, state: {{", 1)
    steps = "".join(
        f'  - {{ id: c_{name}, call: kc.cancel, with: {{ id: "{{{{ steps.look.response.body.{name} }}}}" }}, '
        'outcomes: [{ status: 422, message: "*", undeclared: true, then: stop, because: no }, '
        "{ status: 200, then: done }] }\n"
        for name in NAMES
    )
    play = PLAY[: PLAY.index("steps:\n")] + "steps:\n  - { id: look, call: kc.read, with: { id: x } }\n" + steps
    stage = Stage(tmp_path, play)
    stage.write("api.yaml", api)
    body = json.dumps({"ok": True, "state": "s", **{name: f"v-{name}" for name in NAMES}}).encode()
    with serving(answers(response(200, body, "content-type: application/json"))) as served:
        done = stage.play(*stage.arguments(served.url))
    assert done.code == 0, done.out + done.err
    targets = [request.split(b" ")[1].decode() for request in served.requests]
    assert targets == ["/things/x", *(f"/things/v-{name}/cancel" for name in NAMES)]


def test_what_the_provider_leaves_out_is_not_sent_as_anything(tmp_path: Path) -> None:
    """A member that the contract does not require, and the answer does not have, in the next path."""
    play = PLAY[: PLAY.index("steps:\n")] + (
        "steps:\n  - { id: look, call: kc.read, with: { id: x } }\n"
        '  - { id: c, call: kc.cancel, with: { id: "{{ steps.look.response.body.note }}" },'
        ' outcomes: [{ status: 422, message: "*", undeclared: true, then: stop, because: no },'
        " { status: 200, then: done }] }\n"
    )
    stage = Stage(tmp_path, play)
    stage.write(
        "api.yaml", API.replace("{ state: { type: string } }", "{ state: { type: string }, note: { type: string } }")
    )
    for note in (None, "", "..", 7, ["a"], True):
        body = json.dumps({"state": "s"} if note is None else {"state": "s", "note": note}).encode()
        with serving(answers(response(200, body, "content-type: application/json"))) as served:
            done = stage.play(*stage.arguments(served.url))
        assert done.code != 0, (note, done.out)
        assert {request.split(b" ")[1] for request in served.requests} == {b"/things/x"}
