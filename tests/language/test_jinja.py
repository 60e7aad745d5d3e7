import gc
import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.language.expression import Filter, Item, Literal, Name, Test
from runbook.language.jinja import parse_expression
from runbook.language.refusals import ExpressionError
from tests.language.building import expr, refusal

BOMBS = [
    "'a' * 10**9",
    "10 ** (10 ** 8)",
    "2 ** 3 ** 9999",
    "'%1000000000s' % 'a'",
    "'{:>1000000000}'.format('a')",
    "'a'.ljust(10**9)",
    "'a'.center(1000000000)",
    "'a' | center(1000000000)",
    "'a'.replace('', 'a' * 999)",
    "'a' | replace('a', 'aaaaaaaa')",
    "'a' | indent(1000000000)",
    "[1] | batch(1000000000, 'x') | list",
    "[1] | slice(1000000000) | list",
    "'a b' | wordwrap(1)",
    "lipsum(n=100000)",
    "range(10**9) | list",
    "range(999999) | map('string') | join(range(99999) | join)",
    "'a' ~ 'a' * 999999999",
    "1 // 0",
    "1 % 0",
    "1e308 * 10",
    "0xffffffffffffffffffffffffffffffff",
    "9" * 4000,
    "(" * 2000 + "1" + ")" * 2000,
    "[" * 4000,
    "not " * 1000 + "x",
    "-" * 4000 + "1",
    "a" + ".b" * 2000,
    "a" + "[0]" * 1300,
    "a" + " | list" * 500,
    " and ".join(["a"] * 500),
    "1 if a else " * 300 + "1",
    "a " * 3000,
    "{'a': " * 600 + "1" + "}" * 600,
    "'x' | tojson | pprint | urlize",
]
ESCAPES = [
    "''.__class__.__mro__[1].__subclasses__()",
    "''['__class__']()",
    "x.__init__.__globals__",
    "self.__init__",
    "cycler.__init__.__globals__.os.popen('id').read()",
    "joiner.__init__.__globals__['os']",
    "namespace.__init__",
    "lipsum.__globals__['os'].system('id')",
    "config.items()",
    "request.application.__self__",
    "x | attr('__class__')",
    "x | map('attr', '__class__') | list",
    "'{0.__class__}'.format(x)",
    "'{0.__class__}'.format_map(x)",
    "x | format('%s')",
    "['a'] | map('upper') | list",
    "['a'] | sort(attribute='__class__', reverse=true)",
    "['a'] | selectattr('__class__') | list",
    "get_flashed_messages.__globals__",
    "url_for.__globals__",
    "x.__dict__",
    "env.from_string('{{1}}')",
    "loop.index()",
    "caller()",
    "super()",
    "x is callable",
    "x is divisibleby 0",
    "_('x')",
    "(x := 1)",
    "lambda: 1",
    "x; y",
    "*x",
    "[i for i in x]",
    "{% for i in x %}{% endfor %}",
    "x }}{% import 'os' as os %}{{ x",
    "{# x #}",
]


@pytest.mark.parametrize("text", BOMBS + ESCAPES, ids=range(len(BOMBS + ESCAPES)))
def test_bombs_and_escapes_are_refused_at_once_also_in_dead_code(text: str) -> None:
    gc.freeze()  # what a thousand other tests left behind is not ours to search for garbage
    before = time.process_time()
    for written in (text, f"false and ({text})", f"1 if true else ({text})"):
        refusal(written)
    assert time.process_time() - before < 1


_CHARACTERS = "ab.[]{}()'\"\\|,:<>=!-+*/%~ 01e_\n\té🙂"


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from([*_CHARACTERS, " and ", " is ", "not ", " if ", " else ", "|list"])).map("".join))
def test_any_text_is_read_or_refused_in_its_place(text: str) -> None:
    with suppress(ExpressionError):
        parse_expression(text)
        return
    assert refusal(text).message
    assert refusal(text).rule in {"template-syntax", "template-not-allowed", "unknown-filter", "unknown-test"}


_names = st.sampled_from(["inputs", "é_1", "response", "nota", "order", "isle"])
_spaces = st.sampled_from(["", " ", "\n", " \t "])


@settings(deadline=None)
@given(_names, _names, _names, st.lists(_spaces, min_size=7, max_size=7))
def test_every_token_stands_where_its_offset_says(first: str, second: str, third: str, gap: list[str]) -> None:
    left = f"{gap[0]}({gap[1]}{first}{gap[2]}.{gap[3]}{second}{gap[4]})"
    text = f"{left}|{gap[5]}length >= {gap[6]}{third}['\\n' 'x']\n is not none"
    tree = expr(text)
    found = []

    def walk(each: object) -> None:
        if isinstance(each, Name | Filter | Test):
            found.append(text[each.offset : each.offset + len(each.name)] == each.name)
        if isinstance(each, Literal) and each.value == second:
            found.append(text[each.offset : each.end] == second)
        if isinstance(each, Item):
            walk(each.key)
        for part in ("of", "first"):
            if hasattr(each, part):
                walk(getattr(each, part))
        for _, operand in getattr(each, "rest", ()):
            walk(operand)

    walk(tree)
    assert len(found) == 5
    assert all(found)


@pytest.mark.parametrize(
    ("text", "rule", "offending"),
    [
        ("inputs.a | lenght", "unknown-filter", "lenght"),
        ("x is  not defind", "unknown-test", "defind"),
        ("inputs.a / 1", "template-not-allowed", "/"),
        ("body.case ~ id", "template-not-allowed", "~"),
        ("x ** 2", "template-not-allowed", "**"),
        ("f (x)", "template-not-allowed", "("),
        ("a == 'x", "template-syntax", "'x"),
        ("a $ b", "template-syntax", "$"),
        ("a b", "template-syntax", "b"),
        (r"'a\d'", "template-syntax", r"\d"),
        (r"'\ud800'", "template-syntax", r"\ud800"),
        ("{'a': 1, 'a': 2}", "template-not-allowed", "'a'"),
        ("{a: 1}", "template-not-allowed", "a"),
        ("x | join", "template-not-allowed", "join"),
        ("x | selectattr(y, '==', 1)", "template-not-allowed", "selectattr"),
        ("x | selectattr('y', 'match', 1)", "template-not-allowed", "selectattr"),
        ("x | map('upper')", "template-not-allowed", "map"),
        ("x.__class__", "template-not-allowed", "__class__"),
        ("a[1:2]", "template-not-allowed", "1"),
        ("1_000", "template-not-allowed", "1_000"),
        ("a }}", "template-syntax", "}}"),
        ("a\r", "template-syntax", "\r"),
    ],
)
def test_a_mistake_is_named_and_pointed_at(text: str, rule: str, offending: str) -> None:
    error = refusal(text)
    assert error.rule == rule
    assert text[error.start : error.end] == offending


def test_what_is_missing_at_the_end_is_pointed_at_there() -> None:
    assert refusal("x and (").start == len("x and (")
    assert refusal("   ").message == "an expression is missing here"
    assert refusal("x if y").help == "write `a if c else b`"
    assert refusal("x = 'y'").help == "write == to compare"
    assert refusal("x | lenght").help == 'did you mean "length"?'


def test_a_minus_before_a_number_is_a_number() -> None:
    assert expr(" -2.5 ") == Literal(Decimal("-2.5"), 1, 5)
    assert expr("a[-1]") == Item(Name("a", 0), Literal(-1, 2, 4), 0)
