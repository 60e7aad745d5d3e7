"""The source tree as data, for the tests that keep the house in order."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "runbook"


@dataclass(frozen=True)
class Module:
    """One module of the product."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The package it lives in: `values`, `cli` ...; empty at the top."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""

    @property
    def lines(self) -> int:
        """How long it is."""
        return self.text.count("\n")

    def imports(self) -> list[tuple[int, str]]:
        """Every import wherever it stands: line and dotted name."""
        found: list[tuple[int, str]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.extend((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.append((node.lineno, "." * node.level + (node.module or "")))
        return found

    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@cache
def modules() -> tuple[Module, ...]:
    """Every module of `runbook`, in order."""
    return tuple(
        Module(
            path,
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"),
            text := path.read_text(encoding="utf-8"),
            ast.parse(text),
        )
        for path in sorted(PACKAGE.rglob("*.py"))
    )
