"""A procedure without everything that its proof does not rest on: words, places, arguments, contracts.

What only a run can tell becomes open: every condition that reads more than how a step ended can turn out either way.
So the skeleton has every road of the procedure, and perhaps some more. Equal skeletons have equal proofs.
"""

from collections.abc import Hashable
from functools import cache

from runbook.frozen import replace
from runbook.language.declared import ProviderUse
from runbook.language.expression import Expression, Item, Literal, Logic, Name, Not
from runbook.language.loop import Empty
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
    Question,
    Row,
    Step,
    Use,
    Verify,
    Wait,
)
from runbook.language.references import references
from runbook.language.template import Condition, Template
from runbook.planning.families import NOWHERE, turns
from runbook.planning.renaming import with_steps
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


def skeleton(procedure: Procedure, *, numbered: bool = False, opened: bool = False) -> Procedure:
    """The skeleton. Step ids stay, so addresses are the same; `numbered`: or numbers stand for them, in their order.

    `opened`: conditions that ask how steps ended are open too, so that no combination of endings is told apart.
    """
    return Procedure(
        name="",
        title="",
        owner="",
        effect=procedure.effect,
        inputs={},
        providers=_PROVIDERS,
        body=_Maker(numbered, opened).block(procedure.body),
        outputs={},
        digest="",
        source_name="",
    )


class _Maker:
    """Makes the skeleton of one procedure, in which each id stands for one thing."""

    def __init__(self, numbered: bool, opened: bool) -> None:
        self._numbered = numbered
        self._all_open = opened
        self._names: dict[str, str] = {}

    def block(self, block: Block) -> Block:
        """The skeleton of a block."""
        return Block(self._steps(block.steps), self._steps(block.rescue), self._steps(block.always))

    def _name(self, id: str) -> str:
        return self._names.setdefault(id, str(len(self._names))) if self._numbered else id

    def _steps(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(map(self._step, steps))

    def _step(self, step: Step) -> Step:
        read, name = frozenset[str]() if self._all_open else step.heeds & _ENDINGS, self._name(step.id)
        when = None if step.when is None else Condition("", self._opened(step.when.expression), NOWHERE)
        return Step(name, "", self._action(step.action), NOWHERE, when, _loop(step.loop), read, read)

    def _action(self, action: Action) -> Action:
        match action:
            case Call():
                return self._call(action)
            case Group(block=block):
                return Group(self.block(block))
            case Parallel(branches=branches, at_once=at_once):
                return Parallel(tuple(Branch(self._name(one.id), self.block(one.block)) for one in branches), at_once)
            case Use(procedure=procedure):
                passed = {name: Template("", (_open(name),), NOWHERE) for name in OPEN}
                return Use(skeleton(procedure, numbered=self._numbered, opened=self._all_open), passed)
            case Ask(question=question):
                return Ask(Question("", question.choices, question.deadline, question.default))
            case Let() | Assert():
                # A name that cannot be worked out stops its step, as an assertion that fails does.
                return Assert((Assertion(Condition("", _open(_EITHER), NOWHERE), ""),))
            case Handover():
                return Handover("", "")
            case Wait():
                return action

    def _call(self, call: Call) -> Call:
        fallback = None if call.fallback is None else self.block(call.fallback)
        tells = call.site.nothing_happened is not None
        rows = tuple(turn.row for turn in turns(call.rows, tells=tells))
        operation = call.site.operation
        guessed = ("grace",) if operation.grace_is_guessed else ()
        site = _site(operation.effect, operation.grace, guessed, call.site.timeout, moves_money=operation.moves_money)
        return Call(site, rows, call.retry, fallback, _verify(call.verify))

    def _opened(self, expression: Expression) -> Expression:
        """A condition, as far as it asks how steps ended."""
        match expression:
            case Logic(operator=operator, left=left, right=right):
                return Logic(operator, self._opened(left), self._opened(right), 0)
            case Not(of=of):
                return Not(self._opened(of), 0)
            case _ if not self._all_open and _asks_for_endings(expression):
                return with_steps(expression, self._name)
            case _:
                return _open(_EITHER)


def _loop(loop: Loop | None) -> Loop | None:
    if loop is None:
        return None
    items = Condition("", _open(_LIST), NOWHERE)
    empty = None if loop.empty is None else Empty(loop.empty.then)
    return Loop(items, "item", loop.at_once, empty=empty, on_error=loop.on_error)


def _verify(verify: Verify | None) -> Verify | None:
    if verify is None:
        return None
    either = Condition("", _open(_EITHER), NOWHERE)
    return replace(
        verify,
        site=_site(Effect.READ, None, (), 0.0),
        holds=None if verify.holds is None else either,
        refutes=None if verify.refutes is None else either,
        gone=verify.gone[:1],
        also=None,
    )


@cache
def _site(
    effect: Effect, grace: float | None, unverified: tuple[str, ...], timeout: float, *, moves_money: bool = False
) -> CallSite:
    bare = Operation(
        name="",
        operation_id="",
        method="GET" if effect is Effect.READ else "POST",
        path="/",
        summary="",
        effect=effect,
        parameters=(),
        body=None,
        responses=(),
        security=(),
        error_message=None,
        grace=grace,
        unverified=unverified,
        moves_money=moves_money,
    )
    return CallSite(PROVIDER, bare, {}, NOWHERE, timeout)


def bare_site(effect: Effect) -> CallSite:
    """Return the place of a call of which nothing but its effect is known."""
    return _site(effect, None, (), 0.0)


def either() -> Expression:
    """Return a condition that can turn out either way."""
    return _open(_EITHER)


def identity(block: Block) -> Hashable:
    """Equal for blocks of skeletons that are equal: everything that can differ between two of them."""
    return tuple(tuple(map(_step_identity, steps)) for steps in (block.steps, block.rescue, block.always))


def _step_identity(step: Step) -> Hashable:
    when = None if step.when is None else step.when.expression
    loop = None if step.loop is None else (step.loop.at_once, step.loop.empty, step.loop.on_error)
    return (step.id, when, loop, step.keeps, _action_identity(step.action))


def _row_identity(row: Row) -> Hashable:
    return (row.status, row.verb, row.choices, row.body.get(""), row.nothing_happened, row.proved)


def _action_identity(action: Action) -> Hashable:
    match action:
        case Call(site=site, rows=rows, retry=retry, fallback=fallback, verify=verify):
            read = None if verify is None else _read_identity(verify)
            inner, operation = None if fallback is None else identity(fallback), site.operation
            return (
                tuple(map(_row_identity, rows)),
                retry,
                read,
                inner,
                operation.effect,
                operation.grace,
                operation.grace_is_guessed,
                None if verify is None else site.timeout,
                operation.moves_money,
            )
        case Group(block=block):
            return ("group", identity(block))
        case Parallel(branches=branches, at_once=at_once):
            return (at_once, tuple((one.id, identity(one.block)) for one in branches))
        case Use(procedure=procedure):
            return ("use", identity(procedure.body))
        case Let() | Assert() | Handover():
            return type(action).__name__
        case Ask() | Wait():
            return action


def _read_identity(verify: Verify) -> Hashable:
    said = (verify.holds is None, verify.refutes is None, verify.gone)
    return (verify.every, verify.within, verify.if_not, verify.before, said)


def _open(name: str) -> Expression:
    return Item(Name("inputs", 0), Literal(name, 0), 0)


def _asks_for_endings(expression: Expression) -> bool:
    return all(one.root == "steps" and len(one.keys) > 1 and one.keys[1] in _ENDINGS for one in references(expression))
