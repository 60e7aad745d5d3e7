"""Expression -> text: how people read where an unknown value comes from. Parsing it gives the same tree again."""

import re
from decimal import Decimal

from runbook.deferred import pattern
from runbook.language.arithmetic import OPERATORS as ARITHMETIC
from runbook.language.expression import (
    Arithmetic,
    Compare,
    Conditional,
    Expression,
    Filter,
    Item,
    ListOf,
    Literal,
    Logic,
    MapOf,
    Name,
    Not,
    Test,
)
from runbook.language.members import key_text
from runbook.values.numbers import number_text

_OPERATORS = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not in",
}
_CONDITIONAL, _OR, _AND, _NOT, _TEST, _COMPARE, _SUM, _PRODUCT, _POSTFIX, _PRIMARY = range(10)
_SPECIAL = pattern(r"[\\'\x00-\x1f\x7f]")


def expression_text(expression: Expression) -> str:
    """The expression as it could be written."""
    match expression:
        case Literal():
            return _literal(expression.value)
        case Name():
            return expression.name
        case Item():
            return _within(expression.of, _PRIMARY) + _key(expression.key)
        case ListOf():
            return f"[{', '.join(map(expression_text, expression.elements))}]"
        case MapOf():
            members = (f"{_literal(key)}: {expression_text(value)}" for key, value in expression.members)
            return f"{{{', '.join(members)}}}"
        case Filter():
            return f"{_within(expression.of, _POSTFIX)} | {expression.name}{_arguments(expression)}"
        case Test():
            return f"{_within(expression.of, _POSTFIX)} is {expression.name}"
        case _:
            return _logic_text(expression)


def _logic_text(expression: Compare | Arithmetic | Logic | Not | Conditional) -> str:
    match expression:
        case Compare():
            rest = (f" {_OPERATORS[operator]} {_within(each, _SUM)}" for operator, each in expression.rest)
            return _within(expression.first, _SUM) + "".join(rest)
        case Arithmetic(operator="mul"):
            return f"{_within(expression.left, _PRODUCT)} * {_within(expression.right, _POSTFIX)}"
        case Arithmetic():
            sign = ARITHMETIC[expression.operator]
            return f"{_within(expression.left, _SUM)} {sign} {_within(expression.right, _PRODUCT)}"
        case Logic(operator="and"):
            return f"{_within(expression.left, _AND)} and {_within(expression.right, _NOT)}"
        case Logic():
            return f"{_within(expression.left, _OR)} or {_within(expression.right, _AND)}"
        case Not(of=Test() as test):
            return f"{_within(test.of, _POSTFIX)} is not {test.name}"
        case Not():
            return f"not {_within(expression.of, _NOT)}"
        case Conditional():
            then, otherwise = _within(expression.then, _COMPARE), expression_text(expression.otherwise)
            return f"{then} if {_within(expression.condition, _OR)} else {otherwise}"


def _level(expression: Expression) -> int:
    match expression:
        case Conditional():
            return _CONDITIONAL
        case Logic():
            return _AND if expression.operator == "and" else _OR
        case Test() | Not(of=Test()):
            return _TEST
        case Not():
            return _NOT
        case Compare():
            return _COMPARE
        case Arithmetic():
            return _PRODUCT if expression.operator == "mul" else _SUM
        case Filter():
            return _POSTFIX
        case Literal(value=int() | Decimal() as number) if number < 0:
            return _POSTFIX
        case _:
            return _PRIMARY


def _within(expression: Expression, level: int) -> str:
    text = expression_text(expression)
    return text if _level(expression) >= level else f"({text})"


def _literal(value: bool | int | Decimal | str | None) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{_SPECIAL.sub(_escaped, value)}'"
        case _:
            return number_text(value)


def _escaped(character: re.Match[str]) -> str:
    found = character[0]
    return f"\\{found}" if found in "\\'" else f"\\x{ord(found):02x}"


def _key(key: Expression) -> str:
    if isinstance(key, Literal) and isinstance(key.value, str) and key_text(key.value).startswith("."):
        return key_text(key.value)
    return f"[{expression_text(key)}]"


def _arguments(expression: Filter) -> str:
    plain = [expression_text(each) for each in expression.arguments]
    named = [f"{name}={expression_text(each)}" for name, each in expression.named]
    return f"({', '.join(plain + named)})" if plain or named else ""
