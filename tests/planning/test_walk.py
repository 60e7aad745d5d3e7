"""A walk finds nothing in the engine that we have, and every defect of a broken one."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.events import RunStarted
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import State
from runbook.language.procedure import Block, Branch, IfNot, Parallel, Procedure, Step, Verb
from runbook.planning.proof import Prover
from runbook.planning.skeleton import OPEN, SERVERS, skeleton
from runbook.planning.walk import Engine, Walk
from runbook.planning.watch import Breach
from tests.interpreter.building import call, handover, loop, procedure, row, step, verify
from tests.planning import broken

SETTLING = step("a", call(verify=verify(IfNot.RESEND)))
TWO_ARMS = step("p", Parallel((Branch("l", Block((step("x", call()),))), Branch("r", Block((step("y", call()),)))), 2))
FALLING_BACK = step(
    "a",
    call(row("422", Verb.FALLBACK), verify=verify(IfNot.RESEND), fallback=Block((step("one", call()),))),
)
EVERY = (
    SETTLING,
    step("q", call(replace(row("500", Verb.ASK), choices=("retry", "settle", "stop")), verify=verify(IfNot.ASK))),
    TWO_ARMS,
    step("each", call(), loop=loop("inputs.ids", at_once=2)),
    step("f", FALLING_BACK.action),
)


def walked(*steps: Step, engine: Engine | None = None, most: int = 5_000, **parts: object) -> Walk:
    of: Procedure = skeleton(procedure(*steps, **parts))  # type: ignore[arg-type]
    started = RunStarted("", "r", "", "", "", SERVERS, OPEN)
    return Walk(of, engine or Engine(), most).from_state(evolve(of, State(), started))


def breaches(walk: Walk) -> set[tuple[Breach, str]]:
    return {(one.breach, one.address) for one in walk.found}


def test_our_engine_breaks_nothing_on_any_road() -> None:
    walk = walked(*EVERY, rescue=[handover()], always=[step("tidy", call())])
    assert walk.whole
    assert walk.found == []
    assert walk.deaths > len(walk.rests)


@pytest.mark.parametrize(
    ("engine", "steps", "wanted"),
    [
        (Engine(resume=broken.just_send_again), [SETTLING], (Breach.SENT_TWICE, "a")),
        (Engine(resume=broken.wrong_the_second_time), [SETTLING], (Breach.SENT_TWICE, "a")),
        (Engine(torn=broken.believes_a_torn_journal), [SETTLING], (Breach.SENT_TWICE, "a")),
        (Engine(evolve=broken.lost_is_not_sent), [SETTLING], (Breach.SENT_TWICE, "a")),
        (Engine(evolve=broken.forgets_lost), [SETTLING], (Breach.SENT_TWICE, "a")),
        (Engine(evolve=broken.forgets_lost), [FALLING_BACK], (Breach.SENT_TWICE, "a/one")),
        (broken.FORGETS_ATTEMPTS, [SETTLING], (Breach.UNNAMED_END, "a")),
        (
            Engine(evolve=broken.goes_on_after_a_failure),
            [step("a", call()), step("b", call())],
            (Breach.SENT_AFTER_STOP, "b"),
        ),
        (
            Engine(evolve=broken.goes_on_after_a_failure),
            [step("each", call(), loop=loop("inputs.ids"))],
            (Breach.SENT_AFTER_STOP, "each[1]"),
        ),
        (Engine(evolve=broken.does_not_halt_what_is_beside), [TWO_ARMS], (Breach.SENT_AFTER_STOP, "p/r/y")),
        (
            Engine(evolve=broken.does_not_halt_what_is_beside),
            [step("each", call(), loop=loop("inputs.ids"))],
            (Breach.SENT_AFTER_STOP, "each[1]"),
        ),
        (
            Engine(decide=broken.acts_in_doubt),
            [step("a", call()), step("b", call())],
            (Breach.SENT_AFTER_STOP, "b"),
        ),
    ],
)
def test_every_defect_is_found(engine: Engine, steps: list[Step], wanted: tuple[Breach, str]) -> None:
    assert wanted in breaches(walked(*steps, engine=engine))
    assert breaches(walked(*steps)) == set()


def test_a_road_can_die_more_than_once() -> None:
    patient = step("a", call(verify=verify(IfNot.RESEND, within=40, every=40)))
    walk = walked(patient, engine=Engine(resume=broken.wrong_the_second_time))
    (found,) = (one for one in walk.found if one.breach is Breach.SENT_TWICE)
    assert sum(leg.way.resumed is not None for leg in walk.road(found)) == 2


def test_the_road_to_a_breach_is_the_shortest_and_begins_at_the_start() -> None:
    walk = walked(SETTLING, engine=Engine(resume=broken.just_send_again))
    road = walk.road(walk.found[0])
    assert [leg.way.resumed is not None for leg in road] == [True, False, False]
    assert road[0] in walk.rests[0].legs


def test_a_road_that_cannot_go_on_has_no_name() -> None:
    def loses_its_commands(of: Procedure, state: State) -> tuple[()]:
        return ()

    walk = walked(SETTLING, engine=Engine(decide=loses_its_commands))
    assert [one.breach for one in walk.found] == [Breach.UNNAMED_END]


def test_beyond_the_bound_it_says_that_it_did_not_see_everything() -> None:
    walk = walked(*EVERY, most=20)
    assert not walk.whole


def test_a_death_is_counted_before_a_record_after_it_after_the_sending_and_with_the_record_lost() -> None:
    walk = walked(step("a", call()))
    sending = [rest for rest in walk.rests if any(isinstance(one, Send) for one in rest.commands)]
    waiting = [rest for rest in walk.rests if rest.commands and rest not in sending]
    assert walk.deaths == 4 * len(sending) + len(waiting)


def test_a_doubt_about_the_same_effect_that_a_person_settles_is_no_endless_road() -> None:
    assert breaches(walked(SETTLING, replace(SETTLING, id="other"))) == set()
    of = procedure(SETTLING, replace(SETTLING, id="other"))
    assert Prover().check(of).findings == ()
