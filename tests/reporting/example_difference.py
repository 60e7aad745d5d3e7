"""Differences for the reports about them."""

from runbook.language.procedure import Procedure, Verb
from runbook.planning.difference import Difference, Side, difference
from runbook.planning.sketch import sketch, traits
from tests.interpreter.building import call, procedure, row, step
from tests.planning.inputs import with_inputs


def difference_of(old: Procedure, new: Procedure) -> Difference:
    old, new = with_inputs(old, "id"), with_inputs(new, "id")
    return difference(Side("old.yaml", sketch(old)[0], traits(old)), Side("new|`.yaml", sketch(new)[0], traits(new)))


OLD = procedure(step("a", call()))
NEW = procedure(step("a", call(row("422", Verb.TOLERATE, because="never | mind"))), step("b", call()))
CHANGED = difference_of(OLD, NEW)
SAME = difference_of(OLD, OLD)
MANY = difference_of(OLD, procedure(step("a", call(row("404", Verb.TOLERATE), row("422", Verb.TOLERATE)))))
