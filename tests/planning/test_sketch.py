from runbook.planning.sketch import open_inputs, sketch, traits
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, Unknown
from tests.interpreter.building import call, loop, procedure, step, verify
from tests.planning.inputs import with_inputs


def test_inputs_stay_open_in_every_request() -> None:
    of = with_inputs(procedure(step("a", call())), "id")
    assert open_inputs(of) == {"id": Unknown(STRING, "inputs.id")}
    plan, unplanned = sketch(of)
    (request,) = plan.steps[0].requests
    assert unplanned == ""
    assert request.request.path == PartialText(("/things/", Unknown(STRING, "inputs.id"), "/cancel"))


def test_both_sides_of_a_condition_are_planned() -> None:
    of = with_inputs(procedure(step("a", call(), when="inputs.id == 'x'"), step("b", call())), "id")
    assert [one.reachable for one in sketch(of)[0].steps] == [True, True]


def test_traits_tell_what_a_plan_does_not_show() -> None:
    of = with_inputs(procedure(step("a", call(verify=verify()), loop=loop("inputs.ids"))), "id")
    found = traits(of)
    assert found["a", "verify polls"] == "every 5 s within 10 s"
    assert found["a", "for_each"] == "inputs.ids, 1 at once"
    assert ("inputs.id", "schema") in found
