"""Small rooms: a module has one idea, a function one thought."""

import ast
import statistics

from tests.house.tree import modules


def length(node: ast.AST) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_is_longer_than_300_lines() -> None:
    assert [f"{module.name}: {module.lines}" for module in modules() if module.lines > 300] == []


def test_the_median_module_is_shorter_than_100_lines() -> None:
    assert statistics.median(module.lines for module in modules()) < 100


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{module.name}.{function.name}: {length(function)}"
        for module in modules()
        for function in module.functions()
        if length(function) > 40
    ]
    assert long == []


def test_the_median_function_is_at_most_10_lines() -> None:
    assert statistics.median(length(one) for module in modules() for one in module.functions()) <= 10
