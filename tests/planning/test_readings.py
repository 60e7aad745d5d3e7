"""What a step reads, wherever it says so."""

from runbook.language.procedure import Ask, Assert, Assertion, Block, Group, Let, Question, Step, Use, Verb
from runbook.planning.readings import read_whole, references_of
from tests.interpreter.building import call, condition, handover, loop, procedure, row, site, step, template, verify


def read(of: Step) -> set[str]:
    return {".".join(map(str, (one.root, *one.keys))) for one in references_of(of)}


def test_a_call_reads_in_its_condition_arguments_rows_and_read_back() -> None:
    rows = row("422", Verb.STOP, when="steps.b.state == 'done'")
    of = step("a", call(rows, where=site(id=template("{{ steps.c.status }}")), verify=verify()), when="inputs.go")
    assert read(of) == {"inputs.go", "steps.b.state", "steps.c.status", "response.body.gone", "inputs.id"}


def test_everything_else_that_reads_is_asked_too() -> None:
    inner = procedure(step("x", call()), out="{{ steps.x.state }}")
    assert read(step("a", Use(inner, {"id": template("{{ y }}")}))) == {"y", "steps.x.state"}
    assert read(step("a", Let({"n": template("{{ steps.b.state }}")}), loop=loop("steps.c.items"))) == {
        "steps.b.state",
        "steps.c.items",
    }
    assert read(step("a", Assert((Assertion(condition("inputs.x"), template("{{ z }}")),)))) == {"inputs.x", "z"}
    assert read(step("a", Ask(Question(template("{{ q }}"), ("yes",))))) == {"q"}
    assert read(handover(note="{{ failure.step }}")) == {"failure.step"}


def test_what_is_inside_of_a_step_is_not_its_own() -> None:
    assert read(step("g", Group(Block((step("a", call()),))))) == set()


def test_a_result_that_is_asked_for_as_a_whole_is_found() -> None:
    asking = step("b", call(), when="steps.a is defined and steps.c.state == 'done'")
    assert read_whole([asking]) == {"a"}
