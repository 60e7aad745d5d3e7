"""Habits that a reader relies on."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, Module, modules

THEIRS = {"get_data", "get_extra_info", "get_lexer"}
"""Names that an interface of somebody else asks for."""

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "core"}


def calls(module: Module, name: str) -> Iterator[int]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node.lineno


def test_only_show_prints() -> None:
    places = {f"{module.name}:{line}" for module in modules() for line in calls(module, "print")}
    assert {place.split(":")[0] for place in places} <= {"runbook.cli.show"}


def test_only_main_catches_everything() -> None:
    found = [
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]
    assert set(found) <= {"runbook.cli.main"}
    assert len(found) <= 1


def test_nothing_reads_code_from_data() -> None:
    """A cache, a plan or a journal holds data; these libraries would run what somebody wrote into it."""
    libraries = {"pickle", "_pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "multiprocessing"}
    imported = {
        f"{module.name} imports {name}"
        for module in modules()
        for _, name in module.imports()
        if name.split(".")[0] in libraries
    }
    assert imported == set()
    assert [f"{module.name}:{line}" for module in modules() for line in calls(module, "eval")] == []


def test_only_records_are_compiled_from_text() -> None:
    """`frozen` compiles methods from the names of fields; nothing else compiles a text."""
    places = {module.name for module in modules() for name in ("exec", "compile") for _ in calls(module, name)}
    assert places <= {"runbook.frozen"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [module.name for module in modules() if module.name.rsplit(".", 1)[-1] in FORBIDDEN_NAMES] == []


def test_no_function_is_called_get_something() -> None:
    found = [
        f"{module.name}.{function.name}"
        for module in modules()
        for function in module.functions()
        if function.name.startswith("get_") and function.name not in THEIRS
    ]
    assert found == []


def test_nothing_patches_and_nothing_sleeps_for_luck_in_tests() -> None:
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path.name != Path(__file__).name]
    assert [path.name for path in tests if "mock.patch" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_imports_stand_at_the_top_except_in_the_command_line(module: Module) -> None:
    if module.layer == "cli":
        return
    for function in module.functions():
        inner = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not inner, f"{module.name}.{function.name}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_what_never_changes_is_frozen_and_what_does_is_slotted(module: Module) -> None:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "dataclass":
                options = {keyword.arg for keyword in decorator.keywords}
                assert "slots" in options, f"{module.name}.{node.name}"
                assert "frozen" not in options, f"{module.name}.{node.name}: `@frozen` starts faster"
                assert ast.get_docstring(node), f"{module.name}.{node.name}"


def test_no_file_of_the_project_names_this_machine_or_a_registry() -> None:
    hosts = ["python" + "hosted", "py" + "pi.org", "npm" + "js.", "debian" + ".org"]
    places = ["/" + "work/", "/" + "farm/", "/" + "root/"]
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    for relative in listed.stdout.splitlines():
        path = ROOT / relative
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [word for word in (*hosts, *places) if word in text], relative
