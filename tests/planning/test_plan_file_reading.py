import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.diagnostics.source import Source
from runbook.planning.plan_file import PlanFile, Signature, rendered
from runbook.planning.plan_file_reading import read_plan_file
from runbook.values.canonical import digest
from tests.planning.saved_plans import NOW, plan_file, saved


def rules(text: str) -> list[str]:
    found = read_plan_file(Source("change.plan.json", text))
    assert (found[0] is None) == bool(found[1])
    return [one.rule for one in found[1]]


def resealed(document: Any) -> str:
    """As somebody would write it who knows how it is sealed."""
    members = {name: value for name, value in document.items() if name != "seal"}
    return rendered({**members, "seal": digest(members)})


def test_what_was_written_is_read_again() -> None:
    for file in (plan_file(), PlanFile(saved(), Signature("SHA256:y", "ann", NOW, "-----\n"))):
        again, found = read_plan_file(Source("p", file.text))
        assert found == []
        assert again is not None
        assert again.text == file.text
        assert again.saved.signed == file.saved.signed


def test_every_changed_byte_is_noticed() -> None:
    data = plan_file().text.encode()
    for index in range(len(data)):
        changed = data[:index] + bytes([data[index] ^ (1 << index % 7)]) + data[index + 1 :]
        assert rules(changed.decode()), (index, data[index])


@given(st.data())
def test_nothing_can_be_added_or_left_out(draw: st.DataObject) -> None:
    text = plan_file().text
    start = draw.draw(st.integers(0, len(text)))
    end = draw.draw(st.integers(start, min(len(text), start + 3)))
    more = draw.draw(st.text('{}[]", \n\t0aé', max_size=3))
    changed = text[:start] + more + text[end:]
    assert bool(rules(changed)) == (changed != text)


@pytest.mark.parametrize("text", ["{}", "[]", '"x"', "7", '{"plan": 1, "seal": "x"}', '{"plan": {}}'])
def test_other_json_is_no_plan(text: str) -> None:
    assert rules(text) == ["no-plan"]


@pytest.mark.parametrize("text", ["", "{", '{"plan": NaN}', '{"a": 1, "a": 2}', "runbook: 1"])
def test_broken_json_is_explained_in_its_place(text: str) -> None:
    _, found = read_plan_file(Source("p", text))
    assert found
    assert all(one.span is not None for one in found)


def test_a_newer_format_is_named() -> None:
    document = json.loads(plan_file().text)
    document["plan"]["version"] = 2
    assert rules(resealed(document)) == ["newer-plan"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["plan", "id"], "../../etc/passwd"),
        (["plan", "expires_at"], "tomorrow"),
        (["plan", "made_at"], "2026-13-41T99:00:00Z"),
        (["plan", "more"], 1),
        (["plan", "dry_run"], {}),
        (["plan", "dry_run", "production"], "no"),
        (["plan", "dry_run", "digest"], "sha256:" + "0" * 64),
        (["plan", "schemes", "shop", "key", "kind"], "magic"),
        (["approvals"], {}),
        (["more"], 1),
    ],
)
def test_a_well_sealed_document_of_another_shape_is_no_plan(path: list[str], value: object) -> None:
    document = json.loads(plan_file().text)
    inner = document
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    assert set(rules(resealed(document))) == {"no-plan"}
