import pytest

from runbook.providers.targets import reference_keys, target_of


@pytest.mark.parametrize(
    ("reference", "keys"),
    [
        ("#", ()),
        ("#/a/b", ("a", "b")),
        ("#/paths/~1x~1%7Bid%7D/get", ("paths", "/x/{id}", "get")),
        ("#anchor", None),
        ("other.yaml#/a", None),
        ("https://test.example/a", None),
    ],
)
def test_only_json_pointers_into_the_document_are_local_references(reference: str, keys: object) -> None:
    assert reference_keys(reference) == keys


def test_a_target_is_found_with_its_indices_as_numbers() -> None:
    assert target_of({"a": [{"b": 7}]}, "#/a/0/b") == (("a", 0, "b"), 7)
    assert target_of({"a": []}, "#/a/0") is None
