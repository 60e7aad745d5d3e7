from pathlib import Path

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.runtime.signers import read_signers

LINE = b"ann@example.com ssh-ed25519 AAAA\n"


def place(path: Path) -> Span:
    return Span(Source(str(path / "play.yaml"), "signers"), 0, 7)


def test_they_are_found_beside_the_playbook(tmp_path: Path) -> None:
    (tmp_path / "allowed_signers").write_bytes(LINE)
    assert read_signers("allowed_signers", place(tmp_path)) == LINE


def test_a_file_that_is_not_there_is_named_in_its_place(tmp_path: Path) -> None:
    span = place(tmp_path)
    found = read_signers("allowed_signers", span)
    assert isinstance(found, Diagnostic)
    assert (found.rule, found.span) == ("no-signers", span)
    assert "does not exist" in found.message


def test_nothing_outside_the_root_is_read(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "allowed_signers").write_bytes(LINE)
    (root / "link").symlink_to(tmp_path / "allowed_signers")
    for reference in ("../allowed_signers", "link", str(tmp_path / "allowed_signers"), "https://x.example/signers"):
        found = read_signers(reference, place(root), root)
        assert isinstance(found, Diagnostic), reference
        assert found.rule == "reference-outside-root"
