"""The judge notices each way in which a plan and a run can differ, so that its silence means something."""

from collections.abc import Mapping

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AnswerReceived, Event
from runbook.language.procedure import Call, Procedure
from runbook.planning.answers import AnswerClass, possible_answers
from runbook.planning.build import Setting, build_plan
from runbook.planning.plan import Plan
from runbook.providers.answer import Answer, AnswerKind
from runbook.runtime.runner import Runner
from runbook.values.unknown import Value
from tests.agreement.trial import Product, tried

SEEDS = 40
"""Within so many seeds each control is noticed."""


class ReadsNoWordsOfASuccess(Runner):
    """A run that keeps the words of refusals alone: a `message` row on a 2XX never matches."""

    def _exchange(self, send: Send) -> tuple[Event, ...]:
        return tuple(map(_wordless, super()._exchange(send)))


def _wordless(event: Event) -> Event:
    if isinstance(event, AnswerReceived) and (event.answer.status or 0) // 100 == 2:
        return replace(event, answer=replace(event.answer, message=None))
    return event


def without_headers(call: Call) -> tuple[AnswerClass, ...]:
    """A plan that believes that no answer has headers."""
    return tuple(replace(one, answer=_bare(one.answer)) for one in possible_answers(call))


def _bare(answer: Answer) -> Answer:
    return replace(answer, supposed=None if answer.supposed is None else replace(answer.supposed, headers={}))


def without_drift(call: Call) -> tuple[AnswerClass, ...]:
    """A plan that knows declared answers alone."""
    return tuple(one for one in possible_answers(call) if one.answer.kind is AnswerKind.RESPONSE)


def endless(procedure: Procedure, setting: Setting, inputs: Mapping[str, Value]) -> tuple[Plan, list[Diagnostic]]:
    """A planner that walks in circles."""
    raise RecursionError("maximum recursion depth exceeded")


def of_one_step(procedure: Procedure, setting: Setting, inputs: Mapping[str, Value]) -> tuple[Plan, list[Diagnostic]]:
    """A planner that forgets every request but the first step's."""
    plan, found = build_plan(procedure, setting, inputs)
    rest = tuple(replace(step, requests=(), reads=()) for step in plan.steps[1:])
    return replace(plan, steps=(*plan.steps[:1], *rest)), found


def too_hopeful(procedure: Procedure, setting: Setting, inputs: Mapping[str, Value]) -> tuple[Plan, list[Diagnostic]]:
    """A planner that says "at most none"."""
    plan, found = build_plan(procedure, setting, inputs)
    return replace(plan, totals=replace(plan.totals, irreversible_at_most=0)), found


def roadless(procedure: Procedure, setting: Setting, inputs: Mapping[str, Value]) -> tuple[Plan, list[Diagnostic]]:
    """A planner that shows where the first answer of each step leads, and no other."""
    plan, found = build_plan(procedure, setting, inputs)
    return replace(plan, steps=tuple(replace(step, roads=step.roads[:1]) for step in plan.steps)), found


def noticed(product: Product, words: str) -> bool:
    """Whether some seed says this."""
    return any(words in found for seed in range(SEEDS) for found in tried(seed, product, runs=3).found)


def test_a_run_that_drops_the_words_of_a_success_differs_from_its_plan() -> None:
    assert noticed(Product(runner=ReadsNoWordsOfASuccess), "its words were ")


def test_a_plan_without_headers_differs_from_its_run() -> None:
    assert noticed(Product(classes=without_headers), "response.headers.")


def test_a_plan_that_knows_declared_answers_alone_differs_from_its_run() -> None:
    assert noticed(Product(classes=without_drift), "no class of such an answer")


def test_a_planner_that_crashes_is_exit_code_70() -> None:
    assert noticed(Product(build=endless), "exit 70: reading or planning: RecursionError")


def test_a_request_that_the_plan_forgot_is_exit_code_4() -> None:
    assert noticed(Product(build=of_one_step), "exit 4: ")


def test_a_bound_that_is_too_low_is_noticed() -> None:
    assert noticed(Product(build=too_hopeful), "bound: ")


def test_a_road_that_the_plan_does_not_show_is_noticed() -> None:
    assert noticed(Product(build=roadless), "roads: ")
