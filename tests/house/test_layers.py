"""The data flows one way."""

import pytest

from tests.house.tree import modules

LAYERS = {
    "values": 0,
    "diagnostics": 1,
    "documents": 2,
    "providers": 3,
    "language": 4,
    "interpreter": 5,
    "rules": 5,
    "planning": 6,
    "reporting": 7,
    "runtime": 8,
    "simulator": 9,
    "cli": 10,
}
STREET = {"httpx", "httpcore", "sqlite3", "socket", "os", "pathlib", "time", "random", "uuid", "threading", "click"}
STREET |= {"subprocess", "ssl", "secrets", "tempfile", "shutil", "signal", "http", "socketserver", "urllib.request"}


def test_every_package_has_a_layer() -> None:
    assert {module.layer for module in modules()} - {
        "",
        "by_identity",
        "choice",
        "deferred",
        "frozen",
        "__main__",
    } == set(LAYERS)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_imports_only_from_lower_layers_and_its_own(module) -> None:
    for line, name in module.imports():
        parts = name.split(".")
        if (
            parts[0] != "runbook"
            or len(parts) < 2
            or parts[1] in ("by_identity", "choice", "deferred", "frozen")
            or module.layer in ("", "__main__")
        ):
            continue
        other = parts[1]
        assert other == module.layer or LAYERS[other] < LAYERS[module.layer], f"{module.name}:{line} imports {name}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_only_the_runtime_and_what_stands_on_it_has_a_door_to_the_street(module) -> None:
    if module.layer == "__main__" or LAYERS.get(module.layer, 0) >= LAYERS["runtime"]:
        return
    for line, name in module.imports():
        assert STREET.isdisjoint({name, name.split(".")[0]}), f"{module.name}:{line} imports {name}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_imports_are_absolute(module) -> None:
    assert not [f"{module.name}:{line}" for line, name in module.imports() if name.startswith(".")]
