"""The contract's own proof of an operation's effect (`x-runbook.verify`), for a call that has none of its own."""

from collections.abc import Mapping
from functools import lru_cache

from runbook.diagnostics.diagnostic import Severity, has_errors
from runbook.diagnostics.source import Source
from runbook.documents.node import Document, Node
from runbook.frozen import frozen, replace
from runbook.language.checking import check_condition
from runbook.language.contract_answers import Meaning, contract_meaning
from runbook.language.header_names import named_headers
from runbook.language.link_sites import wanted_shape
from runbook.language.linking import Linking, Parser
from runbook.language.parse_rows import EVERY, WITHIN
from runbook.language.playbook import Hole, Word
from runbook.language.procedure import CallSite, IfNot, Verify
from runbook.language.results import Shapes, body_shape, response_shape, succeeded
from runbook.language.scope import RUN
from runbook.language.substitution import ARGUMENTS, NoSuchArgumentError, Substitution
from runbook.language.template import Condition, Templated
from runbook.language.template_checking import check_templated
from runbook.language.templates import parse_condition, parse_templated
from runbook.providers.arguments import bind
from runbook.providers.contract import Contract, Effect, Operation, Verification
from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.shape import object_of


@frozen
class Promise:
    """A read-back as the contract writes it: over `arguments`, which each call fills in."""

    read: Operation
    arguments: Mapping[str, Templated]
    holds: Condition


def contract_verify(linking: Linking, word: Word, site: CallSite, own: CallSite | None = None) -> Verify | None:
    """The read-back that the contract promises for a call; None when it promises none that works.

    `word`: the call in the playbook, where a mistake of the contract is reported. `own`: the read of the playbook's own
    `verify`, which gives what the call itself has no argument for.
    """
    use = linking.providers.get(site.provider)
    if use is None or isinstance(use, Hole):
        return None
    promise, complaints = promised(use.contract, site.operation.name, linking.expressions)
    for complaint in complaints:
        help = f"correct x-runbook.verify of {site.operation.name} in the contract, or give the step a `verify`"
        linking.report("contract-verify", f"{use.contract.name}: {complaint}", word.span, help=help)
    if promise is None:
        return None
    try:
        return _kept(promise, word, site, own, contract_meaning(linking, use.contract, promise.read, word))
    except NoSuchArgumentError as error:
        linking.report(
            "contract-verify-arguments",
            f"the contract's `verify` of {site.operation.name} reads the argument {error.name}, "
            "which is not given here, so it proves nothing of this call",
            word.span,
            help=f"give `{error.name}` under `with:`, or give the step a `verify` of its own that gives it",
            severity=Severity.WARNING,
        )
        return None


def _kept(promise: Promise, word: Word, site: CallSite, own: CallSite | None, meaning: Meaning) -> Verify:
    """The promise for one call. Errors: NoSuchArgumentError when the call does not give what the promise reads."""
    same = own is not None and own.operation.name == promise.read.name
    given = Substitution({**(_by_own_name(own) if own is not None and same else {}), **_by_own_name(site)})
    arguments = {name: given.in_value(value) for name, value in promise.arguments.items()}
    holds = given.in_condition(promise.holds)
    headers = promise.read.answer_headers | named_headers((promise.holds,))
    read = CallSite(
        site.provider,
        promise.read,
        arguments,
        word.span,
        site.timeout,
        headers=headers | meaning.headers,
        success=meaning.success,
        nothing_happened=meaning.nothing_happened,
    )
    return Verify(read, replace(holds, span=word.span), EVERY, WITHIN, IfNot.IN_DOUBT)


def _by_own_name(site: CallSite) -> Mapping[str, Templated]:
    """The arguments of a call under their own names, however the playbook qualifies them."""
    bound, _ = bind(site.operation, site.arguments)
    return {target[1] or name: site.arguments[name] for name, target in bound.items()}


@lru_cache(maxsize=256)
def promised(contract: Contract, name: str, expressions: Parser) -> tuple[Promise | None, tuple[str, ...]]:
    """How the contract proves the effect of its operation `name`, and what is wrong with that."""
    operation = contract.operation(name)
    if operation is None or operation.verification is None:
        return None, ()
    read = contract.operation(operation.verification.call)
    if read is None:
        return None, (f'{name} is verified by "{operation.verification.call}", which is no operation',)
    if read.effect is not Effect.READ:
        return None, (f"{name} is verified by {read.name}, which does not only read",)
    return _judged(_Writing(name, expressions), operation, operation.verification, read)


def _judged(
    writing: "_Writing", operation: Operation, verification: Verification, read: Operation
) -> tuple[Promise | None, tuple[str, ...]]:
    own = {**_arguments(read), **_arguments(operation)}
    shapes = {ARGUMENTS: object_of(own), "run": RUN}
    arguments = writing.arguments(verification.arguments, read, shapes)
    holds = writing.holds(verification.holds, shapes, read)
    promise = None if holds is None or writing.complaints else Promise(read, arguments, holds)
    return promise, tuple(writing.complaints)


class _Writing:
    """Reads what a contract writes in the language of playbooks. `complaints`: what is wrong with it."""

    def __init__(self, name: str, expressions: Parser) -> None:
        self._name = name
        self._expressions = expressions
        self.complaints: list[str] = []

    def arguments(self, written: Mapping[str, Json], read: Operation, shapes: Shapes) -> Mapping[str, Templated]:
        """The arguments of the read."""
        self._complain(*(problem.message for problem in bind(read, written)[1]))
        return {name: self._argument(value, shapes) for name, value in written.items()}

    def _argument(self, written: Json, shapes: Shapes) -> Templated:
        value, found = parse_templated(self._node(written), self._expressions)
        if not has_errors(found):
            found = check_templated(value, shapes)[1]
        self._complain(*(one.message for one in found if one.severity is Severity.ERROR))
        return value

    def holds(self, written: str, shapes: Shapes, read: Operation) -> Condition | None:
        """What is true when the effect happened."""
        holds, found = parse_condition(self._node(written), self._expressions)
        self._complain(*(one.message for one in found))
        if holds is None:
            return None
        response = response_shape(body_shape(succeeded(read)), read.answer_headers | named_headers((holds,)))
        problems = check_condition(holds.expression, {**shapes, "response": response})
        self._complain(*(problem.message for problem in problems if problem.severity is Severity.ERROR))
        return replace(holds, node=None)

    def _node(self, data: Json) -> Node:
        text = data if isinstance(data, str) else canonical_json(data)
        return Document(Source(f"x-runbook.verify of {self._name}", text), data, {}).root

    def _complain(self, *messages: str) -> None:
        self.complaints.extend(f"x-runbook.verify of {self._name}: {message}" for message in messages)


def _arguments(operation: Operation) -> Shapes:
    """Everything that a call of the operation can give."""
    names = [parameter.name for parameter in operation.parameters]
    members = list(operation.body.shape.properties) if operation.body is not None else []
    bound, _ = bind(operation, dict.fromkeys([*names, *members]))
    return {name: wanted_shape(operation, target) for name, target in bound.items()}
