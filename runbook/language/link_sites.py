"""From `provider.operation` and arguments to a call site."""

from collections.abc import Mapping
from decimal import Decimal

from runbook.diagnostics.source import Span
from runbook.diagnostics.suggest import did_you_mean
from runbook.language.buildable import check_buildable
from runbook.language.checked_texts import is_free_text
from runbook.language.contract_answers import contract_meaning
from runbook.language.declared import ProviderUse
from runbook.language.fit import misfit
from runbook.language.judging import judge_value
from runbook.language.linking import Linking
from runbook.language.playbook import Given, Hole, Word, WrittenValue
from runbook.language.procedure import CallSite
from runbook.language.references import expressions_in, references
from runbook.language.scope import Scope, secrets_named
from runbook.language.template import Template, Templated
from runbook.providers.arguments import bind
from runbook.providers.contract import Location, Operation
from runbook.values.shape import ANY, SECRET, STRING, Kind, Shape, holds_secret, union

Target = tuple[Location | None, str]

_SECRETS = "secrets"


def link_site(
    linking: Linking, operation: Word, arguments: tuple[WrittenValue, ...], scope: Scope, timeout: float
) -> CallSite | None:
    """The operation with its arguments, all of them checked; None when there is no such operation."""
    found = _operation(linking, operation)
    if found is None:
        for argument in arguments:
            judge_value(linking, argument.value, scope.shapes())
        return None
    use, target = found
    _check_auth(linking, use, target, operation)
    before = len(linking.found)
    given = _link_arguments(linking, target, operation, arguments, scope)
    meaning = contract_meaning(linking, use.contract, target, operation)
    site = CallSite(
        use.name,
        target,
        given,
        operation.span,
        timeout,
        headers=linking.headers | target.answer_headers | meaning.headers,
        secrets=_all_secrets(target, given),
        success=meaning.success,
        nothing_happened=meaning.nothing_happened,
    )
    if len(linking.found) == before and len(given) == len(arguments):
        places = {argument.name.text: argument.node.span for argument in arguments}
        check_buildable(linking, use, site, scope.shapes(), places)
    return site


def _operation(linking: Linking, word: Word) -> tuple[ProviderUse, Operation] | None:
    name, _, operation_name = word.text.partition(".")
    use = linking.providers.get(name)
    if use is None:
        help = did_you_mean(name, linking.providers)
        linking.report(
            "unknown-provider", f'the playbook has no provider "{name}"', part(word, 0, len(name)), help=help
        )
        return None
    if isinstance(use, Hole):
        return None
    operation = use.contract.operation(operation_name)
    if operation is None:
        linking.report(
            "unknown-operation",
            f'{use.contract.name} has no operation "{operation_name}"',
            part(word, len(name) + 1, len(word.text)),
            help=did_you_mean(operation_name, use.contract.names),
        )
        return None
    return use, operation


def part(word: Word, start: int, end: int) -> Span:
    """A piece of a word that is written without escapes; the whole word otherwise."""
    written = word.span.source.text[word.span.start : word.span.end]
    at = written.find(word.text)
    if at < 0:
        return word.span
    return Span(word.span.source, word.span.start + at + start, word.span.start + at + end)


def _check_auth(linking: Linking, use: ProviderUse, operation: Operation, word: Word) -> None:
    """Some alternative of the operation's security must be covered by `auth`."""
    if not operation.security or use.name in linking.unauthorized:
        return
    if any(all(one.scheme in use.auth for one in alternative) for alternative in operation.security):
        return
    linking.unauthorized.add(use.name)
    wanted = " or ".join(
        " with ".join(requirement.scheme for requirement in alternative) for alternative in operation.security
    )
    scheme = operation.security[0][0].scheme
    linking.report(
        "missing-auth",
        f"{word.text} needs a credential that the provider {use.name} has not: {wanted}",
        word.span,
        help=f"give it under providers: {use.name}: auth: {{ {scheme}: secrets.NAME }}",
    )


def _link_arguments(
    linking: Linking, operation: Operation, word: Word, arguments: tuple[WrittenValue, ...], scope: Scope
) -> Mapping[str, Templated]:
    """The arguments by name; unknown, missing and misfitting ones are reported."""
    places = {argument.name.text: argument.name.span for argument in arguments}
    bound, problems = bind(operation, places)
    for problem in problems:
        rule = "unknown-argument" if problem.argument in places else "missing-argument"
        help = problem.help or f"add `{problem.argument}` under `with:`"
        linking.report(rule, problem.message, places.get(problem.argument, word.span), help=help)
    for argument in arguments:
        _check_argument(linking, operation, bound.get(argument.name.text), argument, scope)
    return {argument.name.text: argument.value for argument in arguments if not isinstance(argument.value, Hole)}


def _check_argument(
    linking: Linking, operation: Operation, target: Target | None, argument: WrittenValue, scope: Scope
) -> None:
    if target is None or not _is_free_text(operation, target):
        linking.reach.send(argument)
    shapes = scope.shapes()
    wanted = ANY if target is None else wanted_shape(operation, target)
    if target is not None and takes_secret(operation, target):
        shapes[_SECRETS] = secrets_named(_secrets_in(argument.value))
        wanted = union(wanted, SECRET)
    given = judge_value(linking, argument.value, shapes)
    if reason := misfit(given, wanted) or _misplaced_secret(given, wanted):
        linking.report(
            "type-mismatch",
            f'the argument "{argument.name.text}" does not fit the contract: {reason}',
            argument.node.span,
            help="put it in quotes to make it a text" if _is_text_wanted(argument.value, wanted) else "",
        )


def _misplaced_secret(given: Shape, wanted: Shape) -> str:
    """Return why a value may not stand there although some of its values could; empty when it may."""
    known = (
        given if Kind.SECRET not in wanted.kinds else Shape(given.kinds - {Kind.SECRET}, given.items, given.properties)
    )
    if not holds_secret(known):
        return ""
    whole = "it may be a secret" if Kind.SECRET in known.kinds else "it holds a secret"
    return f"{whole}, and secrets travel only in `auth` and in body members that the contract marks"


def wanted_shape(operation: Operation, target: Target) -> Shape:
    """What the contract wants of an argument."""
    location, name = target
    if location is not None:
        parameter = operation.parameter(name, location)
        return ANY if parameter is None else parameter.shape
    if operation.body is None:
        return ANY
    return operation.body.shape.properties.get(name, ANY) if name else operation.body.shape


def _is_free_text(operation: Operation, target: Target) -> bool:
    """Return True if the contract declares a member of the body as free text, which is no id."""
    location, name = target
    schema = operation.body.schema if location is None and operation.body is not None else None
    members = schema.get("properties") if isinstance(schema, dict) else None
    return isinstance(members, dict) and is_free_text(schema, members.get(name))


def takes_secret(operation: Operation, target: Target) -> bool:
    """Whether the contract marks this member of the body as one that may hold a secret."""
    location, name = target
    return location is None and operation.body is not None and name in operation.body.secrets


def _all_secrets(operation: Operation, given: Mapping[str, Templated]) -> frozenset[str]:
    """The names of the secrets that stand in the body."""
    if operation.body is None or not operation.body.secrets:
        return frozenset()
    return frozenset(name for value in given.values() for name in _secrets_in(value))


def _secrets_in(value: Given) -> frozenset[str]:
    if not isinstance(value, Template):
        return frozenset()
    read = (reference for _, expression in expressions_in(value) for reference in references(expression))
    return frozenset(str(one.keys[0]) for one in read if one.root == _SECRETS and one.keys)


def _is_text_wanted(value: Given, wanted: Shape) -> bool:
    return wanted.kinds == STRING.kinds and isinstance(value, bool | int | Decimal)
