from runbook.diagnostics.diagnostic import Diagnostic
from runbook.language.expressions import Expressions
from runbook.language.linking import FIELDS, Linking
from tests.language.linked import READ, Shelf, book, parsed


def linking(steps: str = READ) -> Linking:
    playbook, _ = parsed(book(steps))
    assert playbook is not None
    return Linking(playbook, Shelf(), Expressions())


def test_the_same_finding_is_kept_once() -> None:
    one = linking()
    span = one.playbook.document.root.span
    one.report("rule", "message", span)
    one.add([Diagnostic("rule", "message", span), Diagnostic("rule", "other", span)])
    assert [found.message for found in one.found] == ["message", "other"]


def test_a_step_keeps_what_some_expression_reads() -> None:
    one = linking(f"{READ}, {{ id: b, when: steps.read.state == 'done' and steps.all == 1, wait: 1s }}")
    assert one.keeps("read") == {"state"}
    assert one.keeps("all") == FIELDS
    assert one.keeps("b") == frozenset()


def test_a_computed_step_makes_all_steps_keep_everything() -> None:
    assert linking(f"{READ}, {{ id: b, when: \"steps[inputs.id].state == 'x'\", wait: 1s }}").keeps("read") >= {"state"}
