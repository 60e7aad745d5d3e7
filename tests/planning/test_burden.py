"""The worst road, apart for what each item of a loop adds."""

import pytest

from runbook.frozen import replace
from runbook.language.procedure import Block, Group, Retry, Wait
from runbook.planning.burden import EndlessError, worst
from runbook.planning.proved import Burden
from runbook.planning.walk import Leg
from runbook.planning.ways import Way
from tests.interpreter.building import call, loop, site, step, verify
from tests.planning.test_walk import walked


def test_the_worst_road_waits_and_reads_as_long_as_it_may() -> None:
    assert worst(walked(step("a", call(verify=verify(within=10, every=5))))) == {
        (): Burden(requests=4 + 3 + 1, irreversible=1, wait=1 + 2 + 4 + 10 + 22)
    }


def test_an_item_of_a_loop_is_weighed_apart() -> None:
    few = replace(call(), retry=Retry(at_most=1))
    found = worst(walked(step("a", few), step("each", few, loop=loop("inputs.ids"))))
    assert found == {(): Burden(1, 1), ("each",): Burden(1, 1)}


def test_loops_in_loops_are_weighed_for_an_item_of_each() -> None:
    few = replace(call(), retry=Retry(at_most=1))
    inner = step("inner", few, loop=loop("inputs.ids"))
    outer = step("outer", Group(Block((step("nap", Wait(2)), inner))), loop=loop("inputs.ids"))
    assert worst(walked(outer)) == {
        ("outer",): Burden(wait=2),
        ("outer", "outer/inner"): Burden(1, 1),
    }


def test_reads_are_not_irreversible() -> None:
    assert worst(walked(step("look", replace(call(where=site("read")), retry=Retry(at_most=2))))) == {
        (): Burden(requests=2, wait=1)
    }


def test_a_road_that_goes_round_is_endless() -> None:
    walk = walked(step("a", call()), step("b", call()))
    walk.rests[3].legs.append(Leg(Way(()), (), 0))
    with pytest.raises(EndlessError):
        worst(walk)
