from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.diagnostics.source import Source
from runbook.documents.node import Document
from runbook.providers.origins import Origins
from runbook.providers.overlay import apply_overlay
from runbook.providers.part import Reading
from runbook.values.json import Json
from tests.providers.imports import HEAD, imported, normal_of, shown

PATHS = """\
paths:
  /case/{id}/cancel:
    post:
      operationId: cancel
      tags: [a]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: OK }, "418": { description: a joke } }
"""


def overlay(actions: str) -> str:
    return "overlay: 1.0.0\ninfo: { title: Ours, version: '1' }\nactions:\n" + actions


def test_an_overlay_says_what_the_document_does_not() -> None:
    text = overlay("""\
  - target: $.paths['/case/{id}/cancel'].post
    update: { x-runbook: { alias: cancel_case, effect: write } }
  - target: $.info
    update: { title: Better }
""")
    contract, findings = imported(HEAD + PATHS, overlays=[text])
    operation = contract.operation("cancel_case")
    assert findings == []
    assert contract.title == "Better"
    assert operation is not None
    assert operation.effect.value == "write"


def test_a_mistake_in_an_overlay_is_reported_in_the_overlay() -> None:
    text = overlay("  - target: $..post\n    update: { x-runbook: { aliass: cancel_case } }\n")
    _, findings = imported(HEAD + PATHS, overlays=[text])
    assert shown(findings) == ["error contract-extension 5:28 aliass"]
    assert findings[0].span is not None
    assert findings[0].span.source.name == "overlay0.yaml"
    assert findings[0].help == 'did you mean "alias"?'


def test_remove_takes_away_members_and_elements() -> None:
    text = overlay("""\
  - target: $.paths.*.post.responses['418']
    remove: true
  - target: $..parameters[0]
    remove: true
""")
    contract, findings = imported(HEAD + PATHS, overlays=[text])
    (operation,) = contract.operations()
    assert [response.status for response in operation.responses] == ["200"]
    assert [one.rule for one in findings] == ["contract-parameter"]


def test_lists_grow_and_later_overlays_build_on_earlier_ones() -> None:
    first = overlay("  - target: $.servers\n    update: { url: https://api.example }\n")
    second = overlay("  - target: $.servers[1]\n    update: { x-runbook: { environment: prod, production: true } }\n")
    third = overlay("  - target: $\n    update: { servers: [{ url: https://more.example, x-runbook: { name: x } }] }\n")
    contract, findings = imported(HEAD + PATHS, overlays=[first, second, third])
    assert [server.environment for server in contract.servers] == ["test", "prod", "server1"]
    assert shown(findings) == ["error contract-extension 5:67 name"]


def test_an_element_after_a_removed_one_keeps_its_place() -> None:
    text = overlay("  - target: $.servers[0]\n    remove: true\n")
    wrong = HEAD.replace("}]", "}, { url: /relative }]")
    _, findings = imported(wrong + PATHS, overlays=[text])
    assert shown(findings)[0] == "warning contract-server 3:46 { url: /relative }"


def test_a_target_that_selects_nothing_is_a_warning() -> None:
    text = overlay("  - target: $.paths['/nothing']\n    update: { summary: x }\n")
    _, findings = imported(HEAD + PATHS, overlays=[text])
    assert shown(findings) == ["warning contract-overlay 4:13 $.paths['/nothing']"]


def test_filters_are_refused_by_name() -> None:
    text = overlay("  - target: $.paths[?@.post]\n    update: { summary: x }\n")
    _, findings = imported(HEAD + PATHS, overlays=[text])
    assert shown(findings) == ["error contract-overlay 4:13 $.paths[?@.post]"]
    assert "filters" in findings[0].help


def test_what_is_no_overlay_is_refused() -> None:
    _, findings = normal_of(HEAD + PATHS, overlays=["a: 1\n", overlay("  - target: $\n    change: {}\n")])
    assert shown(findings) == ["error contract-overlay 1:1 a: 1", "error contract-overlay 5:5 change"]


def test_text_cannot_be_merged_with_a_mapping() -> None:
    text = overlay("  - target: $.info.title\n    update: { a: b }\n  - target: $\n    remove: true\n")
    _, findings = imported(HEAD + PATHS, overlays=[text])
    assert shown(findings) == ["error contract-overlay 5:13 { a: b }", "error contract-overlay 6:13 $"]


def test_a_place_that_is_selected_twice_is_removed_once() -> None:
    _, findings = imported(HEAD + PATHS, overlays=[overlay("  - { target: '$..*..tags', remove: true }\n")])
    assert findings == []


steps = st.sampled_from([".a", ".b", "[0]", "[*]", "..a", "..*", ".c"])
data = st.recursive(
    st.integers(0, 1),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
actions = st.lists(
    st.one_of(
        st.tuples(st.lists(steps, max_size=2), data).map(
            lambda pair: {"target": "".join(["$", *pair[0]]), "update": pair[1]}
        ),
        st.lists(steps, max_size=2).map(lambda some: {"target": "$" + "".join(some), "remove": True}),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=150)
@given(data, actions)
def test_any_overlay_can_be_applied_to_anything_without_changing_the_original(root: Json, some: list[Json]) -> None:
    before = repr(root)
    reading = Reading(root, Origins(Document(Source("main", ""), root, {})))
    apply_overlay(reading, Document(Source("overlay", ""), {"overlay": "1.0.0", "actions": some}, {}))
    assert repr(root) == before
