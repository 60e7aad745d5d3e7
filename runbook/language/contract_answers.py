"""Expressions of a contract over an operation's answers: `x-runbook.success` and `x-runbook.nothing_happened`."""

from functools import lru_cache

from runbook.diagnostics.diagnostic import Severity
from runbook.diagnostics.source import Source
from runbook.documents.node import Document, Node
from runbook.frozen import frozen, replace
from runbook.language.checking import check_condition
from runbook.language.header_names import named_headers
from runbook.language.linking import Linking, Parser
from runbook.language.playbook import Word
from runbook.language.results import body_shape, response_shape, succeeded
from runbook.language.template import Condition
from runbook.language.templates import parse_condition
from runbook.providers.contract import Contract, Operation, Response


@frozen
class Meaning:
    """The contract's expressions over `response`; `headers`: those that they read."""

    success: Condition | None = None
    nothing_happened: Condition | None = None
    headers: frozenset[str] = frozenset()


def contract_meaning(linking: Linking, contract: Contract, operation: Operation, word: Word) -> Meaning:
    """Return the contract's expressions over an operation's answers. `word`: the call, where mistakes are reported."""
    if operation.success is None and operation.nothing_happened is None:
        return Meaning()
    meaning, complaints = _meaning(contract, operation.name, linking.expressions)
    for complaint in complaints:
        help = f"correct x-runbook of {operation.name} in the contract"
        linking.report("contract-answers", f"{contract.name}: {complaint}", word.span, help=help)
    return meaning


@lru_cache(maxsize=256)
def _meaning(contract: Contract, name: str, expressions: Parser) -> tuple[Meaning, tuple[str, ...]]:
    """Read once for each contract, and what is wrong with it."""
    operation = contract.operation(name)
    if operation is None:
        return Meaning(), ()
    complaints: list[str] = []

    def read(key: str, written: str | None, answers: tuple[Response, ...]) -> Condition | None:
        if written is None:
            return None
        condition, found = _condition(f"x-runbook.{key} of {name}", written, expressions, operation, answers)
        complaints.extend(found)
        return condition

    success = read("success", operation.success, succeeded(operation))
    proving = tuple(one for one in operation.responses if one.status[0] in "25d")
    nothing = read("nothing_happened", operation.nothing_happened, proving)
    headers = named_headers(one for one in (success, nothing) if one is not None)
    return Meaning(success, nothing, headers), tuple(complaints)


def _condition(
    title: str, written: str, expressions: Parser, operation: Operation, answers: tuple[Response, ...]
) -> tuple[Condition | None, list[str]]:
    condition, found = parse_condition(_node(title, written), expressions)
    if condition is None:
        return None, [f"{title}: {one.message}" for one in found]
    headers = operation.answer_headers | named_headers((condition,))
    response = response_shape(body_shape(answers), headers)
    problems = check_condition(condition.expression, {"response": response})
    wrong = [f"{title}: {one.message}" for one in problems if one.severity is Severity.ERROR]
    return (None if wrong else replace(condition, node=None)), wrong


def _node(title: str, text: str) -> Node:
    return Document(Source(title, text), text, {}).root
