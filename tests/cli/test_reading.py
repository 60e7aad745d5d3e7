from pathlib import Path

from prepared import CASE, ROOT

from runbook.cli.reading import Reading
from runbook.diagnostics.source import Source
from runbook.runtime.files import read_source


def test_a_playbook_becomes_a_procedure() -> None:
    source, _ = read_source(CASE)
    assert source is not None
    read = Reading().playbook(source)
    assert read.procedure is not None
    assert read.procedure.name == "karmacheck-cancel-case"


def test_what_is_no_yaml_is_a_finding() -> None:
    read = Reading().playbook(Source("x.yaml", "a: [\n"))
    assert (read.document, read.procedure) == (None, None)
    assert read.found[0].span is not None


def test_a_contract_on_disk_is_checked_in_place(tmp_path: Path) -> None:
    text = (ROOT / "schemas/contracts/vault.yaml").read_text()
    path = tmp_path / "vault.yaml"
    path.write_text(text.replace("openapi: ", "openapi: 9", 1))
    source, _ = read_source(str(path))
    assert source is not None
    assert Reading().contract(source)


def test_a_playbook_with_any_error_is_no_procedure_even_where_the_rest_makes_sense() -> None:
    text = "runbook: 1\nname: x\neffect: read\nsteps:\n  - { id: nap, wait: 1 fortnight }\n"
    read = Reading().playbook(Source("x.yaml", text))
    assert read.found
    assert read.procedure is None
