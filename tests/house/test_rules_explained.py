"""Whatever name stands in brackets in a finding, `runbook explain` knows it."""

import ast
import re

from runbook.rules import RULES
from runbook.rules.catalogue import CATALOGUE
from tests.house.tree import Module, modules

PACKAGES = {"documents", "providers", "language", "planning", "rules", "runtime", "cli"}
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FINDERS = {
    "Diagnostic",
    "report",
    "warn",
    "note",
    "ExpressionError",
    "ExpressionProblem",
    "ShapeError",
    "_add",
    "finding",
}


def texts(node: ast.AST) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def named(module: Module) -> set[str]:
    """Texts that stand where a finding's rule stands, and constants called RULE."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found |= {text for keyword in node.keywords if keyword.arg == "rule" for text in texts(keyword.value)}
            if name in FINDERS and node.args:
                found |= set(texts(node.args[0]))
        elif isinstance(node, ast.Assign) and any(getattr(one, "id", "").strip("_") == "RULE" for one in node.targets):
            found |= set(texts(node.value))
    return {text for text in found if NAME.fullmatch(text)}


def test_every_finding_is_explained() -> None:
    used = {name: module.name for module in modules() if module.layer in PACKAGES for name in named(module)}
    assert len(used) > 60
    assert {name: where for name, where in used.items() if name not in RULES and name not in CATALOGUE} == {}


def test_nothing_is_explained_that_nobody_finds() -> None:
    everything = "".join(module.text for module in modules() if ".rules.catalogue" not in module.name)
    assert [name for name in CATALOGUE if f'"{name}"' not in everything] == []
