"""The files that travel with the program."""

from pathlib import Path

import pytest

from runbook.documents.bundled import BUNDLED_CONTRACTS, BundledFileError, bundled

SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_a_bundled_file_is_read_whole_and_keeps_its_name() -> None:
    source = bundled("playbook.schema.json")
    assert source.name == "playbook.schema.json"
    assert source.text == (SCHEMAS / "playbook.schema.json").read_text(encoding="utf-8")


def test_the_table_of_contracts_and_the_folder_agree() -> None:
    assert sorted(BUNDLED_CONTRACTS) == sorted(path.stem for path in (SCHEMAS / "contracts").iterdir())
    for name in BUNDLED_CONTRACTS:
        assert bundled(f"contracts/{name}.yaml").text


@pytest.mark.parametrize(
    "name",
    ["missing.json", "../pyproject.toml", "/etc/passwd", "contracts//vault.yaml", "..", "", "c:\\x", "contracts"],
)
def test_nothing_else_can_be_reached(name: str) -> None:
    with pytest.raises(BundledFileError) as caught:
        bundled(name)
    assert caught.value.name == name
