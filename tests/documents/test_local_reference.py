"""References inside one document."""

import pytest

from runbook.documents.local_reference import UnresolvedError, resolve_local

ROOT = {"a": {"b/c": [10, {"~": 20}], "": 30, "d e": 40}}


@pytest.mark.parametrize(
    ("reference", "target"),
    [("#", ROOT), ("#/a/b~1c/0", 10), ("#/a/b~1c/1/~0", 20), ("#/a/", 30), ("#/a/d%20e", 40)],
)
def test_pointers_lead_into_the_document(reference: str, target: object) -> None:
    assert resolve_local(ROOT, reference) == target


@pytest.mark.parametrize(
    "reference", ["#/x", "#/a/b~1c/2", "#anchor", "other.yaml#/a", "http://localhost/x", "file:///etc/passwd", "", "/a"]
)
def test_everything_else_leads_nowhere(reference: str) -> None:
    with pytest.raises(UnresolvedError) as caught:
        resolve_local(ROOT, reference)
    assert caught.value.reference == reference
