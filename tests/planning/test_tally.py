"""Whatever a run sent is held against its plan, request by request, and told in one digest."""

from runbook.frozen import replace
from runbook.interpreter.events import AttemptStarted, Event, Purpose
from runbook.language.procedure import Procedure, Verb
from runbook.planning.build import Setting, build_plan
from runbook.planning.plan import Plan
from runbook.planning.tally import Agreement, Tally, tally
from runbook.values.canonical import digest
from runbook.values.json import Json
from tests.interpreter.building import (
    Script,
    answers,
    begin,
    call,
    loop,
    procedure,
    row,
    says,
    served,
    site,
    step,
    template,
    verify,
)


def planned(of: Procedure, **inputs: Json) -> Plan:
    return build_plan(of, Setting("simulator", False, {"toy": "http://127.0.0.1:0"}), {"id": "t1", **inputs})[0]


def sent(of: Procedure, script: Script, **inputs: Json) -> list[AttemptStarted]:
    """What the run sends, recorded as a run records it."""
    from runbook.interpreter.advance import advance
    from runbook.interpreter.commands import Send
    from runbook.interpreter.evolve import evolve

    state, left = begin(of, **inputs), list[AttemptStarted]()
    while True:
        state, _, commands = advance(of, state)
        if not commands:
            return left
        for event in served(commands[0], script(commands[0])):
            said: Event = event
            if isinstance(event, AttemptStarted) and isinstance(commands[0], Send):
                said = replace(event, request=commands[0].request.described())
                left.append(said)
            state = evolve(of, state, said)


ITEMS = procedure(step("each", call(verify=verify()), loop=loop("inputs.ids", at_once=1)))
IDS = [f"i{number}" for number in range(12)]


def items() -> Tally:
    body: Json = {"gone": True}
    left = sent(ITEMS, answers(*[says(200, body=body)] * 24), ids=IDS)
    return tally(planned(ITEMS, ids=IDS), "r-1", list(reversed(left)))


def test_what_was_planned_and_sent_is_equal_request_by_request() -> None:
    found = items()
    assert found.holds
    assert {one.agreement for one in found.requests} == {Agreement.EQUAL}
    assert all(one.sent == one.planned for one in found.requests)
    assert found.sent == found.planned
    assert found.plan == planned(ITEMS, ids=IDS).digest


def test_requests_stand_in_order_of_address_whatever_order_they_left_in() -> None:
    found = items()
    assert [one.address for one in found.requests] == [f"each[{number}]" for number in range(12) for _ in (1, 2)]
    assert [one.purpose for one in found.requests[:2]] == [Purpose.ACT, Purpose.VERIFY]
    listed: list[Json] = [[one.address, one.purpose.value, one.attempt, one.sent] for one in found.requests]
    assert found.sent == digest(listed)
    assert found.keyed["each[3]", Purpose.ACT, 1] is found.requests[6]
    assert ("each[3]", Purpose.ACT, 2) not in found.keyed


def test_parts_that_only_the_run_supplied_are_told_as_filled() -> None:
    of = procedure(
        step("a", call(row("422", Verb.TOLERATE)), keeps=["response", "state"]),
        step("b", call(where=site(id=template("x-{{ steps.a.response.body.id }}"))), when="steps.a.state == 'done'"),
        step("c", call(where=site(id=template("{{ run.id }}")))),
    )
    found = tally(planned(of), "r-1", sent(of, answers(says(200, body={"id": "7"}), says(200), says(200))))
    assert [one.agreement for one in found.requests] == [Agreement.EQUAL, Agreement.FILLED, Agreement.FILLED]
    assert found.requests[1].planned != found.requests[1].sent
    assert found.holds
    assert found.sent != found.planned


def test_what_the_plan_does_not_show_is_told() -> None:
    (one,) = sent(procedure(step("a", call())), answers(says(200)))
    found = tally(planned(procedure(step("a", call())), id="t2"), "r-1", [one])
    assert [(each.agreement, each.planned) for each in found.requests] == [(Agreement.NOT_PLANNED, "")]
    assert not found.holds


def test_a_request_that_the_journal_holds_masked_is_known_by_its_digest_only() -> None:
    of = procedure(step("a", call()))
    (one,) = sent(of, answers(says(200)))
    masked = replace(one, request={"path": "***"})
    assert tally(planned(of), "r-1", [masked]).requests[0].agreement is Agreement.EQUAL
    other = tally(planned(of, id="t2"), "r-1", [masked])
    assert other.requests[0].agreement is Agreement.MASKED
    assert not other.holds
