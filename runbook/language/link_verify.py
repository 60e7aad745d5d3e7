"""How a call's effect is proved: by the step's own `verify`, else by the contract's."""

from runbook.diagnostics.diagnostic import Severity, has_errors
from runbook.frozen import replace
from runbook.language.contract_verify import contract_verify
from runbook.language.judging import judge_condition
from runbook.language.link_sites import link_site
from runbook.language.linking import Linking
from runbook.language.playbook import Word, WrittenCall, WrittenVerify
from runbook.language.procedure import CallSite, IfNot, Origin, Row, Verb, Verify
from runbook.language.proof_checks import check_gone, check_proof
from runbook.language.results import body_shape, response_shape, succeeded
from runbook.language.scope import Scope
from runbook.language.template import Condition
from runbook.language.verify import written_arguments
from runbook.providers.contract import Effect, Operation
from runbook.values.shape import ANY, INTEGER, object_of


def link_verify(
    linking: Linking, written: WrittenCall, site: CallSite, rows: tuple[Row, ...], scope: Scope
) -> Verify | None:
    """What proves the effect of a call; None for a read, and for what nothing can prove."""
    verify = written.verify
    if isinstance(verify, WrittenVerify):
        return _own(linking, verify, site, scope, written.operation)
    if verify is None and site.operation.verification is not None:
        return contract_verify(linking, written.operation, site)
    if verify is None and site.operation.effect is not Effect.READ:
        _check_settled(linking, site.operation, rows)
    return None


def _check_settled(linking: Linking, operation: Operation, rows: tuple[Row, ...]) -> None:
    for row in rows:
        if row.verb is Verb.SETTLE and row.origin is not Origin.BUILT_IN and row.span is not None:
            linking.report(
                "settle-without-verify",
                f"nothing can settle this: {operation.name} has no `verify`, so the step can only end in doubt",
                row.span,
                help="add a `verify` that reads back, or let a person decide with `then: ask`",
                severity=Severity.WARNING,
            )
            return


def _own(linking: Linking, written: WrittenVerify, site: CallSite, scope: Scope, word: Word) -> Verify | None:
    before = len(linking.found)
    answered = response_shape(body_shape(site.operation.responses), site.headers, certain=False)
    with_answer = scope.naming({"response": answered})
    read = link_site(linking, written.operation, written.arguments, with_answer, site.timeout)
    is_read = read is not None and read.operation.effect is Effect.READ
    body = body_shape(succeeded(read.operation)) if read is not None and is_read else ANY
    headers = read.headers if read is not None else linking.headers
    shapes = {**scope.shapes(), "response": response_shape(body, headers)}
    if written.before:
        shapes["before"] = object_of({"status": INTEGER, "body": body})
    for condition in (written.holds, written.refutes):
        if condition is not None:
            judge_condition(linking, condition, shapes)
    _check_own(linking, written, site.operation, None if read is None else read.operation)
    _check_grace(linking, written, site.operation)
    if read is None:
        return None
    check_gone(linking, written, read)
    gone = tuple(int(one.text) for one in written.gone)
    verify = Verify(
        read, written.holds, written.every, written.within, written.if_not, written.before, written.refutes, gone
    )
    check_proof(linking, written, site.operation, verify)
    if has_errors(linking.found[before:]):
        return verify
    return replace(verify, also=_contracts_own(linking, written, word, site, verify), instead=written.instead)


def _contracts_own(
    linking: Linking, written: WrittenVerify, word: Word, site: CallSite, own: Verify
) -> Condition | None:
    """Return what the contract's own read-back asks; None where there is none, or it is left out on purpose."""
    name = site.operation.name
    if site.operation.verification is None:
        if written.instead_span is not None:
            message = f"the contract reads {name} back in no way of its own, so there is nothing to leave out"
            linking.report("instead-of-nothing", message, written.instead_span, help="remove `instead` and `because`")
        return None
    if written.instead_span is not None:
        return None
    theirs = contract_verify(linking, word, site, own.site)
    if theirs is None:
        return None
    if _is_same_read(theirs.site, own.site):
        return theirs.holds
    linking.report(
        "contract-verify-left-out",
        f"the contract reads {name} back by another request, {_difference(theirs.site, own.site)}, so it is not asked",
        written.operation.span,
        help="make the same read as the contract, or say `instead: true` and `because:` why it is left out",
    )
    return None


def _is_same_read(one: CallSite, other: CallSite) -> bool:
    return one.operation.name == other.operation.name and written_arguments(one) == written_arguments(other)


def _difference(theirs: CallSite, own: CallSite) -> str:
    if theirs.operation.name != own.operation.name:
        return theirs.operation.name
    wanted, given = written_arguments(theirs), written_arguments(own)
    others = [name for name in {**wanted, **given} if wanted.get(name) != given.get(name)]
    return f"{theirs.operation.name} with another {' and '.join(others)}"


def _check_own(linking: Linking, written: WrittenVerify, operation: Operation, read: Operation | None) -> None:
    if operation.effect is Effect.READ:
        message = f"{operation.name} only reads, so there is nothing to verify"
        linking.report("verify-for-read", message, written.span, help="remove `verify`")
    if read is not None and read.effect is not Effect.READ:
        message = f"`verify` must only read, and {read.name} is {_effect_words(read.effect)}"
        linking.report("verify-not-a-read", message, written.operation.span, help="name an operation that only reads")
    if operation.moves_money and written.if_not is IfNot.RESEND:
        linking.report(
            "money-resend",
            f"{operation.name} moves money, so a read must not be enough to send it again",
            written.if_not_span,
            help="use `if_not: ask` or `if_not: in_doubt`",
        )


def _check_grace(linking: Linking, written: WrittenVerify, operation: Operation) -> None:
    """What a read does not show proves something only after the provider's grace, which somebody must have promised."""
    if operation.effect is Effect.READ or operation.moves_money or written.if_not not in (IfNot.RESEND, IfNot.STOP):
        return
    verb = f"`if_not: {written.if_not.value}`"
    if operation.grace is None:
        linking.report(
            "undeclared-grace",
            f"{operation.name} declares no grace, so no read proves that nothing happened, and {verb} rests on one",
            written.if_not_span,
            help="declare `x-runbook: { grace: SECONDS }` in the contract or an overlay: how late a read may show an "
            "effect (0 if it shows at once); or use `if_not: in_doubt` or `if_not: ask`",
        )
    elif operation.grace_is_guessed and written.if_not is IfNot.RESEND:
        linking.report(
            "guessed-grace",
            f"the grace of {operation.name} is listed in `unverified`, and {verb} would send again on a guess",
            written.if_not_span,
            help="confirm the grace and remove it from `unverified`, or use `if_not: stop`, `ask` or `in_doubt`",
        )


def _effect_words(effect: Effect) -> str:
    return "irreversible" if effect is Effect.IRREVERSIBLE else "a write"
