"""A procedure without everything that its proof does not rest on: words, places, arguments, contracts.

What only a run can tell becomes open: every condition that reads more than how a step ended can turn out either way.
So the skeleton has every road of the procedure, and perhaps some more. Equal skeletons have equal proofs.
"""

from runbook.frozen import replace
from runbook.language.expression import Expression, Item, ListOf, Literal, Logic, Name, Not
from runbook.language.procedure import (
    Action,
    Ask,
    Assert,
    Assertion,
    Block,
    Branch,
    Call,
    CallSite,
    Group,
    Handover,
    Let,
    Loop,
    Parallel,
    Procedure,
    ProviderUse,
    Question,
    Step,
    Use,
    Verify,
    Wait,
)
from runbook.language.references import references
from runbook.language.template import Condition, Template
from runbook.planning.families import NOWHERE, turns
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.contract import Contract, Effect, Operation
from runbook.values.shape import ANY, BOOLEAN, array_of
from runbook.values.unknown import Unknown, Value

PROVIDER = "provider"
SERVERS = {PROVIDER: "http://127.0.0.1:0"}
_EITHER, _LIST = "?", "*"
OPEN: dict[str, Value] = {_EITHER: Unknown(BOOLEAN, _EITHER), _LIST: Unknown(array_of(ANY), _LIST)}
"""The inputs of a skeleton: something that is true or false, and a list."""

_ENDINGS = frozenset({"state", "choice"})
"""The fields of a result that conditions of a skeleton read."""

_NOTHING = Contract(
    name=PROVIDER,
    title="",
    version="",
    digest="",
    adapter="",
    servers=(),
    schemes={},
    builders={},
    span_of=lambda name: None,
)
_PROVIDERS = {PROVIDER: ProviderUse(PROVIDER, _NOTHING, PlainAdapter(), {}, NOWHERE)}


def skeleton(procedure: Procedure) -> Procedure:
    """The skeleton. Step ids stay, so addresses are the same."""
    return Procedure(
        name="",
        title="",
        owner="",
        effect=procedure.effect,
        inputs={},
        providers=_PROVIDERS,
        body=_block(procedure.body),
        outputs={},
        digest="",
        source_name="",
    )


def _block(block: Block) -> Block:
    return Block(_steps(block.steps), _steps(block.rescue), _steps(block.always))


def _steps(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(_step(step) for step in steps)


def _step(step: Step) -> Step:
    read = step.heeds & _ENDINGS
    when = None if step.when is None else _condition(step.when.expression)
    return Step(step.id, "", _action(step.action), NOWHERE, when, _loop(step.loop), read, read)


def _loop(loop: Loop | None) -> Loop | None:
    if loop is None:
        return None
    written = loop.items.expression
    items = (
        ListOf(tuple(Literal(None, 0) for _ in written.elements), 0) if isinstance(written, ListOf) else _open(_LIST)
    )
    return Loop(Condition("", items, NOWHERE), "item", loop.at_once)


def _action(action: Action) -> Action:
    match action:
        case Call():
            return _call(action)
        case Group(block=block):
            return Group(_block(block))
        case Parallel(branches=branches, at_once=at_once):
            return Parallel(tuple(Branch(one.id, _block(one.block)) for one in branches), at_once)
        case Use(procedure=procedure):
            passed = {name: Template("", (_open(name),), NOWHERE) for name in OPEN}
            return Use(skeleton(procedure), passed)
        case Ask(question=question):
            return Ask(Question("", question.choices, question.deadline, question.default))
        case Let() | Assert():
            # A name that cannot be worked out stops its step, as an assertion that fails does.
            return Assert((Assertion(Condition("", _open(_EITHER), NOWHERE), ""),))
        case Handover():
            return Handover("", "")
        case Wait():
            return action


def _call(call: Call) -> Call:
    fallback = None if call.fallback is None else _block(call.fallback)
    rows = tuple(turn.row for turn in turns(call.rows))
    return Call(_site(call.site.operation), rows, call.retry, fallback, _verify(call.verify))


def _verify(verify: Verify | None) -> Verify | None:
    if verify is None:
        return None
    holds = Condition("", _open(_EITHER), NOWHERE)
    return Verify(_site(verify.site.operation), holds, verify.every, verify.within, verify.if_not)


def _site(operation: Operation) -> CallSite:
    bare = Operation(
        name="",
        operation_id="",
        method="GET" if operation.effect is Effect.READ else "POST",
        path="/",
        summary="",
        effect=operation.effect,
        parameters=(),
        body=None,
        responses=(),
        security=(),
        error_message=None,
        grace=operation.grace,
    )
    return CallSite(PROVIDER, bare, {}, NOWHERE)


def _open(name: str) -> Expression:
    return Item(Name("inputs", 0), Literal(name, 0), 0)


def _condition(expression: Expression) -> Condition:
    return Condition("", _opened(expression), NOWHERE)


def _opened(expression: Expression) -> Expression:
    """The condition, as far as it asks how steps ended."""
    match expression:
        case Logic(left=left, right=right):
            return replace(expression, left=_opened(left), right=_opened(right))
        case Not(of=of):
            return replace(expression, of=_opened(of))
        case _:
            return expression if _asks_for_endings(expression) else _open(_EITHER)


def _asks_for_endings(expression: Expression) -> bool:
    return all(one.root == "steps" and len(one.keys) > 1 and one.keys[1] in _ENDINGS for one in references(expression))
