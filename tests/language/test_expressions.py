import subprocess
import sys

import pytest

from runbook.language.expressions import Expressions
from runbook.language.refusals import ExpressionError


def test_a_text_is_parsed_once() -> None:
    expressions = Expressions()
    assert expressions.parse("a.b") is expressions.parse("a.b")
    assert expressions.grown


def test_what_another_process_has_parsed_is_taken_over() -> None:
    first = Expressions()
    tree = first.parse("a | length > 0")
    second = Expressions(first.known())
    assert second.parse("a | length > 0") == tree
    assert not second.grown
    assert second.known() == first.known()


@pytest.mark.parametrize("damage", [None, [], "x", ["name", 0], ["filter", 0, "format", ["name", 0, "a"], [], []]])
def test_what_cannot_be_decoded_is_parsed_anew(damage) -> None:
    expressions = Expressions({"a": damage})
    assert expressions.parse("a") == Expressions().parse("a")
    assert expressions.grown


def test_a_mistake_is_not_remembered() -> None:
    expressions = Expressions()
    for _ in range(2):
        with pytest.raises(ExpressionError):
            expressions.parse("a +")
    assert expressions.known() == {}
    assert not expressions.grown


def test_known_expressions_and_plain_text_need_no_jinja() -> None:
    known = Expressions()
    known.parse("a.b")
    program = (
        "import sys\n"
        "from runbook.language.expressions import Expressions\n"
        "from runbook.language import templates, evaluate, template_checking\n"
        f"print(evaluate.evaluate(Expressions({known.known()!r}).parse('a.b'), {{'a': {{'b': 7}}}}))\n"
        "print({'jinja2', 'difflib', 'jsonschema'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["7", "set()"]
