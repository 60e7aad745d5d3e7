import json
import os
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from prepared import CASE, ROOT
from program import environment, runbook

from runbook.cli.commands.validate import Examining, check
from runbook.diagnostics.source import Source
from runbook.reporting.findings import FORMATS


def spoiled(tmp_path: Path, before: str, after: str) -> Path:
    path = tmp_path / "spoiled.yaml"
    text = Path(CASE).read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    return path


def test_our_own_playbooks_and_contracts_have_no_errors() -> None:
    found = check([str(ROOT / "playbooks"), str(ROOT / "schemas" / "contracts")])
    assert found.files >= 8
    assert [one for one in found.diagnostics if one.severity.value == "error"] == []


def test_all_findings_of_a_file_come_in_one_go(tmp_path: Path) -> None:
    path = spoiled(tmp_path, "then: settle }", "then: setle }")
    path.write_text(
        path.read_text().replace("inputs.case_id", "inputs.caseid").replace("kc.cancel_case\n", "kc.stop\n")
    )
    assert {"schema", "unknown-field", "unknown-operation"} <= {one.rule for one in check([str(path)]).diagnostics}


def test_a_file_used_by_others_is_told_once(tmp_path: Path) -> None:
    inner = tmp_path / "inner.yaml"
    inner.write_text("runbook: 1\nname: inner\neffect: read\nsteps:\n  - { id: nap, wait: 1 fortnight }\n")
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(
            f"runbook: 1\nname: {name}\neffect: read\nsteps:\n  - {{ id: one, use: inner.yaml }}\n"
        )
    found = check([str(tmp_path)])
    keys = [(one.rule, one.message, one.span.place if one.span else "") for one in found.diagnostics]
    assert keys
    assert len(keys) == len(set(keys))


def test_rules_speak_only_of_playbooks_without_errors() -> None:
    text = "runbook: 1\nname: x\neffect: read\ninputs:\n  unused: { type: string, default: a }\nsteps:\n"
    whole = Examining().text(Source("x.yaml", text + "  - { id: nap, wait: 1s }\n"))
    broken = Examining().text(Source("x.yaml", text + "  - { id: nap, wait: 1 fortnight }\n"))
    assert [one.rule for one in whole.findings] == ["unused-input"]
    assert "unused-input" not in [one.rule for one in broken.findings]


def test_exit_codes_and_streams(tmp_path: Path) -> None:
    path = spoiled(tmp_path, "kc.cancel_case\n", "kc.cancel_cas\n")
    good, bad = runbook("validate", CASE, state=tmp_path), runbook("validate", str(path), state=tmp_path)
    proved, *bounds, summary = good.stdout.splitlines()
    assert (good.returncode, summary, good.stderr) == (0, "1 file · no findings", "")
    assert proved.startswith("proved karmacheck-cancel-case: nothing irreversible is sent twice")
    assert any("at most 2 irreversible requests" in bound for bound in bounds)
    assert (bad.returncode, bad.stderr) == (2, "")
    assert 'did you mean "cancel_case"?' in bad.stdout


def test_every_shipped_playbook_is_proved_and_the_proof_is_kept(tmp_path: Path) -> None:
    first, again = (runbook("validate", "-o", "json", "playbooks", state=tmp_path) for _ in range(2))
    proofs = json.loads(first.stdout)["proofs"]
    assert len(proofs) == len(list((ROOT / "playbooks").rglob("*.yaml")))
    assert all(proof["worst"]["irreversible_requests"] > 0 and proof["crash_points"] > 20 for proof in proofs)
    assert again.stdout == first.stdout


def test_nothing_is_proved_of_what_has_errors_or_can_be_undone(tmp_path: Path) -> None:
    broken = spoiled(tmp_path, "kc.cancel_case\n", "kc.cancel_cas\n")
    harmless = tmp_path / "harmless.yaml"
    harmless.write_text("runbook: 1\nname: x\neffect: read\nsteps:\n  - { id: nap, wait: 1s }\n")
    assert check([str(broken), str(harmless)]).proofs == ()


def test_strict_makes_warnings_count(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("runbook: 1\nname: x\neffect: read\nsteps:\n  - { id: nap, when: 1 == 1, wait: 1s }\n")
    assert runbook("validate", str(path), state=tmp_path).returncode == 0
    assert runbook("validate", "--strict", str(path), state=tmp_path).returncode == 2


@pytest.mark.parametrize("output", FORMATS)
def test_every_format_is_for_its_reader(output: str, tmp_path: Path) -> None:
    path = spoiled(tmp_path, "kc.cancel_case\n", "kc.cancel_cas\n")
    done = runbook("validate", "-o", output, str(path), state=tmp_path)
    assert done.returncode == 2
    assert "unknown-operation" in done.stdout
    if output in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)
    if output == "junit":
        ElementTree.fromstring(done.stdout.encode())


def test_standard_input_is_a_playbook_too(tmp_path: Path) -> None:
    done = runbook("validate", "-", state=tmp_path, stdin=Path(CASE).read_text())
    assert done.returncode == 0


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02", b"a: [\n", b"\xff\xfe", b"- " * 30_000, b"{" * 50_000, b"a: &a [*a]\n", b"x" * (51 << 20)],
    ids=["empty", "binary", "syntax", "utf-16", "deep-list", "deep-map", "cycle", "50-mb"],
)
def test_whatever_the_file_is_it_is_explained(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(data)
    found = check([str(path)])
    assert found.diagnostics
    assert all(one.severity.value == "error" for one in found.diagnostics)


@pytest.mark.parametrize("name", ["nowhere.yaml", "/dev/zero", "a\x00b"])
def test_what_cannot_be_read_is_explained(name: str) -> None:
    (finding,) = check([name]).diagnostics
    assert finding.rule == "unreadable-file"


ON_ONE_CORE = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from runbook.cli.main import main
main()
"""

on_linux = pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes are copied on Linux only")


def many(tmp_path: Path, number: int) -> Path:
    """A folder of playbooks and a contract, some of them with errors or warnings."""
    folder = tmp_path / "many"
    folder.mkdir()
    text = (ROOT / "tests/benchmarks/sixty-lines.yaml").read_text()
    for at in range(number):
        changed = text.replace("name: bench", f"name: bench-{at}").replace("- id: case", f"- id: case{at % 3 or ''}")
        (folder / f"p{at:03}.yaml").write_text(changed.replace("kc.get_case", "kc.get_cas") if at % 7 == 3 else changed)
    (folder / "p010-contract.yaml").write_text("openapi: 3.1.0\ninfo: { title: x }\npaths: {}\n")
    return folder


@on_linux
@pytest.mark.parametrize("output", ["text", "json"])
def test_many_processes_find_what_one_finds_byte_for_byte(output: str, tmp_path: Path) -> None:
    folder = many(tmp_path, 60)
    arguments = ("validate", "-o", output, str(folder))
    together = runbook(*arguments, state=tmp_path / "together")
    alone = subprocess.run(
        [sys.executable, "-c", ON_ONE_CORE, *arguments],
        env=environment(tmp_path / "alone"),
        capture_output=True,
        text=True,
        check=False,
    )
    again = runbook(*arguments, state=tmp_path / "together")
    assert together.returncode == alone.returncode == again.returncode == 2
    assert "get_cas" in together.stdout
    assert together.stdout == alone.stdout == again.stdout
    assert together.stderr == alone.stderr == again.stderr == ""
    kept = [len(list((tmp_path / place / "cache" / "findings").iterdir())) for place in ("together", "alone")]
    assert kept[0] == kept[1] == 60


@on_linux
@pytest.mark.parametrize(
    ("number", "code", "words"), [(signal.SIGINT, 130, "\ninterrupted\n"), (signal.SIGTERM, 143, "")]
)
def test_a_signal_ends_all_processes_and_is_told_once(
    number: signal.Signals, code: int, words: str, tmp_path: Path
) -> None:
    kept = tmp_path / "cache" / "findings"
    with subprocess.Popen(
        [sys.executable, "-m", "runbook", "validate", str(many(tmp_path, 300))],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as program:
        while not kept.exists() or len(os.listdir(kept)) < 20:
            assert program.poll() is None
        if number is signal.SIGINT:
            os.killpg(program.pid, number)  # as a terminal does
        else:
            program.send_signal(number)
        assert program.communicate(timeout=30) == ("", words)
    assert program.returncode == code
    with pytest.raises(ProcessLookupError):
        os.killpg(program.pid, 0)


def test_a_profile_that_no_run_could_use_is_told_by_every_command_that_looks_ahead(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("proxy: socks5h://127.0.0.1:1080\n")
    place, asked = str(tmp_path / "p.yaml"), (CASE, "-i", "case_id=c-91", "-e", "stage")
    for command in (("validate", CASE), ("run", "--dry-run", *asked), ("plan", *asked, "-o", str(tmp_path / "c.json"))):
        done = runbook(*command, state=tmp_path, RUNBOOK_PROFILE=place)
        assert done.returncode == 2
        assert f"{place}:1:8" in done.stdout + done.stderr
        assert "SOCKS proxies (socks5h://) are not supported" in done.stdout + done.stderr
