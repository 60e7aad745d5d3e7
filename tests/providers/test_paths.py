import pytest

from runbook.providers.paths import is_path
from tests.providers.imports import HEAD, imported, shown

OK = 'responses: { "200": { description: OK } }'


@pytest.mark.parametrize("path", ["x", "/a?b=c", "/a#b", "/a b", "/../a", "/a/./b", "/a/.."])
def test_a_path_that_is_no_path_of_a_url_is_left_out(path: str) -> None:
    paths = f"paths:\n  '{path}': {{ get: {{ {OK} }} }}\n  x-y: {{ a: 1 }}\n  /z: {{ get: {{ {OK} }} }}\n"
    contract, findings = imported(HEAD + paths)
    assert contract.names == ("GET /z",)
    assert shown(findings) == [f"warning contract-syntax 5:3 '{path}'"]


@pytest.mark.parametrize("path", ["/", "/a/{id}.json", "/a/{id}:cancel", "/a/.well-known/..b", "/a/"])
def test_odd_paths_are_paths(path: str) -> None:
    contract, _ = imported(HEAD + f"paths: {{ '{path}': {{ get: {{ {OK} }} }} }}\n")
    assert contract.names == (f"GET {path}",)


def test_broken_paths_and_operations_are_errors_and_the_rest_is_used() -> None:
    contract, findings = imported(HEAD + f"paths:\n  /a: [1]\n  /b: {{ get: text, post: {{ {OK} }} }}\n  /c: null\n")
    assert contract.names == ("POST /b",)
    assert shown(findings) == ["error contract-syntax 5:7 [1]", "error contract-syntax 6:14 text"]


def test_dot_segments_are_seen_wherever_they_stand() -> None:
    assert [is_path(path) for path in ("/a/..", "/../a", "/.", "..", "", "/..a", "/a..")] == [False] * 5 + [True] * 2


def test_an_empty_path_is_no_mistake() -> None:
    contract, findings = imported(HEAD + f"paths: {{ /a: null, /b: {{ get: {{ {OK} }} }} }}\n")
    assert contract.names == ("GET /b",)
    assert findings == []
