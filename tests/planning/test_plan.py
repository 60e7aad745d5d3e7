"""A plan's digest stands for everything it promises."""

from runbook.frozen import replace
from runbook.planning.build import Setting, build_plan
from tests.interpreter.building import call, procedure, step


def test_the_digest_changes_with_the_setting_the_inputs_and_each_request() -> None:
    of = procedure(step("a", call()))
    plan, _ = build_plan(of, Setting("simulator", False, {"toy": "http://127.0.0.1:0"}), {"id": "t1"})
    request = plan.steps[0].requests[0]
    changed = replace(request, request=replace(request.request, method="PUT"))
    others = [
        replace(plan, environment="stage"),
        replace(plan, servers={"toy": "http://127.0.0.1:1"}),
        replace(plan, inputs={"id": "t2"}),
        replace(plan, procedure="sha256:other"),
        replace(plan, steps=(replace(plan.steps[0], requests=(changed,)),)),
    ]
    assert len({plan.digest, *(other.digest for other in others)}) == 6
    assert replace(plan, title="Another title").digest == plan.digest
