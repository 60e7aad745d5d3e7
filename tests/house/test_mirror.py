"""`tests/` repeats `runbook/` file for file."""

from tests.house.tree import ROOT, modules


def has_code(text: str) -> bool:
    return "def " in text


def test_every_module_with_code_has_its_own_tests() -> None:
    missing = []
    for module in modules():
        relative = module.path.relative_to(ROOT / "runbook")
        if relative.name == "__init__.py" or not has_code(module.text):
            continue
        mirror = ROOT / "tests" / relative.parent / f"test_{relative.name}"
        if not mirror.exists():
            missing.append(str(relative))
    assert missing == []


def test_every_mirrored_test_file_has_its_module() -> None:
    packages = {path.name for path in (ROOT / "runbook").iterdir() if path.is_dir()}
    orphans = [
        str(path.relative_to(ROOT))
        for package in packages
        for path in (ROOT / "tests" / package).rglob("test_*.py")
        if not (ROOT / "runbook" / path.relative_to(ROOT / "tests").parent / path.name.removeprefix("test_")).exists()
    ]
    assert orphans == []
