"""The contract's own proof of an operation's effect (`x-runbook.verify`), for a call that has none of its own."""

from collections.abc import Mapping
from dataclasses import replace

from runbook.diagnostics.diagnostic import Diagnostic, Severity, has_errors
from runbook.diagnostics.source import Source
from runbook.documents.node import Document, Node
from runbook.language.checking import check_condition, check_expression
from runbook.language.link_sites import wanted_shape
from runbook.language.linking import Linking
from runbook.language.parse_rows import EVERY, WITHIN
from runbook.language.playbook import Hole, Word
from runbook.language.procedure import CallSite, IfNot, Verify
from runbook.language.references import expressions_in
from runbook.language.results import body_shape, response_shape, succeeded
from runbook.language.scope import RUN
from runbook.language.substitution import ARGUMENTS, NoSuchArgumentError, Substitution
from runbook.language.template import Condition, Template, Templated
from runbook.language.templates import parse_condition, parse_templated
from runbook.providers.arguments import bind
from runbook.providers.contract import Contract, Effect, Operation, Verification
from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.shape import Shape, object_of


def contract_verify(linking: Linking, word: Word, site: CallSite) -> Verify | None:
    """The read-back that the contract promises for a call; None when it promises none that works.

    `word`: the call in the playbook, where a mistake of the contract is reported.
    """
    use, promised = linking.providers.get(site.provider), site.operation.verification
    if use is None or isinstance(use, Hole) or promised is None:
        return None
    reading = _Promise(linking, word, use.contract, site.operation, promised)
    read = reading.operation()
    return None if read is None else reading.verify(site, read)


class _Promise:
    """One `x-runbook.verify`, and the call it is for."""

    def __init__(
        self, linking: Linking, word: Word, contract: Contract, operation: Operation, promised: Verification
    ) -> None:
        self._linking = linking
        self._word = word
        self._contract = contract
        self._operation = operation
        self._promised = promised
        self._name = f"{contract.name}.{operation.name} x-runbook.verify"

    def operation(self) -> Operation | None:
        """The operation that reads back."""
        read = self._contract.operation(self._promised.call)
        if read is None:
            self._complain(f'there is no operation "{self._promised.call}"')
        elif read.effect is not Effect.READ:
            self._complain(f"{read.name} does not only read")
        else:
            return read
        return None

    def verify(self, site: CallSite, read: Operation) -> Verify | None:
        """The read-back with the call's own arguments in it."""
        arguments = self._arguments(read)
        holds = self._holds(read)
        if arguments is None or holds is None:
            return None
        own = Substitution(_by_own_name(site))
        try:
            given = {name: own.in_value(value) for name, value in arguments.items()}
            proof = own.in_condition(holds)
        except NoSuchArgumentError:
            return None
        reading = CallSite(site.provider, read, given, self._word.span, site.timeout)
        return Verify(reading, proof, EVERY, WITHIN, IfNot.IN_DOUBT)

    def _arguments(self, read: Operation) -> Mapping[str, Templated] | None:
        node = self._node(dict(self._promised.arguments))
        arguments, found = parse_templated(node, self._linking.expressions)
        if has_errors(found) or not isinstance(arguments, dict):
            self._refuse(found)
            return None
        problems = [problem.message for problem in bind(read, arguments)[1]]
        for value in arguments.values():
            if isinstance(value, Template):
                problems += self._problems(value)
        for message in problems:
            self._complain(message)
        return None if problems else {name: _without_place(value) for name, value in arguments.items()}

    def _problems(self, template: Template) -> list[str]:
        shapes = self._shapes()
        found = [check_expression(expression, shapes)[1] for _, expression in expressions_in(template)]
        return [problem.message for problems in found for problem in problems if problem.severity is Severity.ERROR]

    def _holds(self, read: Operation) -> Condition | None:
        holds, found = parse_condition(self._node(self._promised.holds), self._linking.expressions)
        if holds is None:
            self._refuse(found)
            return None
        response = response_shape(body_shape(succeeded(read)))
        problems = check_condition(holds.expression, {**self._shapes(), "response": response})
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        for problem in errors:
            self._complain(problem.message)
        return None if errors else replace(holds, node=None, span=self._word.span)

    def _shapes(self) -> dict[str, Shape]:
        """What the contract's expressions can read."""
        names = [parameter.name for parameter in self._operation.parameters]
        members = list(self._operation.body.shape.properties) if self._operation.body is not None else []
        bound, _ = bind(self._operation, dict.fromkeys([*names, *members]))
        arguments = {name: wanted_shape(self._operation, target) for name, target in bound.items()}
        return {ARGUMENTS: object_of(arguments), "run": RUN}

    def _node(self, data: Json) -> Node:
        text = data if isinstance(data, str) else canonical_json(data)
        return Document(Source(self._name, text), data, {}).root

    def _refuse(self, found: list[Diagnostic]) -> None:
        for one in found:
            self._complain(one.message)

    def _complain(self, message: str) -> None:
        help = f"correct x-runbook.verify of {self._operation.name} in the contract, or give the step a `verify`"
        self._linking.report("contract-verify", f"{self._name}: {message}", self._word.span, help=help)


def _without_place(value: Templated) -> Templated:
    return replace(value, node=None) if isinstance(value, Template) else value


def _by_own_name(site: CallSite) -> Mapping[str, Templated]:
    """The arguments of a call under their own names, however the playbook qualifies them."""
    bound, _ = bind(site.operation, site.arguments)
    return {target[1] or name: site.arguments[name] for name, target in bound.items()}
