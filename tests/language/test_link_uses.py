from runbook.language.procedure import Use
from tests.language.linked import LATE, NO_ORDER, book, call, finding, linked, procedure_of, said

OTHER = book(
    call("cancel_order", f"{NO_ORDER}, {LATE}"),
    effect="irreversible",
    more="outputs: { state: '{{ steps.act.state }}' }",
)
USE = "{ id: u, use: other.yaml, with: { id: '{{ inputs.id }}' } }"


def using(steps: str, effect: str = "irreversible") -> list[tuple[str, str]]:
    return said(book(steps, effect=effect), {"other.yaml": OTHER})


def test_a_used_playbook_stands_in_the_place_of_the_step() -> None:
    action = procedure_of(book(USE, effect="irreversible"), {"other.yaml": OTHER}).body.steps[0].action
    assert isinstance(action, Use)
    assert action.procedure.source_name == "other.yaml"
    assert set(action.arguments) == {"id"}


def test_its_inputs_are_checked() -> None:
    assert using(USE.replace("{ id: '", "{ idd: '")) == [("unknown-input", "idd"), ("missing-input", "other.yaml")]
    assert using(USE.replace("'{{ inputs.id }}'", "7")) == [("type-mismatch", "7")]


def test_its_outputs_can_be_read() -> None:
    assert using(f"{USE}, {{ id: b, when: steps.u.outputs.state == 'done', wait: 1s }}") == []
    assert using(f"{USE}, {{ id: b, when: steps.u.outputs.stat == 'done', wait: 1s }}") == [("unknown-field", "stat")]


def test_its_effect_counts() -> None:
    assert using(USE, "read") == [("effect-mismatch", "read")]


def test_what_is_wrong_with_it_is_said_in_its_own_text() -> None:
    broken = {"other.yaml": OTHER.replace("inputs.id", "inputs.idd")}
    [found] = linked(book(USE, effect="irreversible"), broken)[1]
    assert found.span is not None
    assert found.span.source.name == "other.yaml"


def test_a_playbook_that_is_not_there_is_reported() -> None:
    assert said(book(USE)) == [("unreadable-file", "other.yaml")]


def test_a_playbook_cannot_use_itself() -> None:
    itself = book("{ id: u, use: test.yaml, with: { id: x } }")
    found = finding(itself, "use-cycle", {"test.yaml": itself})
    assert found.message == "a playbook cannot use itself: test.yaml -> test.yaml"
    files = {
        "a.yaml": book("{ id: u, use: b.yaml, with: { id: x } }"),
        "b.yaml": book("{ id: u, use: a.yaml, with: { id: x } }"),
    }
    found = finding(book("{ id: u, use: a.yaml, with: { id: x } }"), "use-cycle", files)
    assert found.message.endswith("a.yaml -> b.yaml -> a.yaml")


def test_the_digest_follows_the_used_playbooks() -> None:
    first = procedure_of(book(USE, effect="irreversible"), {"other.yaml": OTHER})
    second = procedure_of(book(USE, effect="irreversible"), {"other.yaml": OTHER + "# changed\n"})
    assert first.digest != second.digest
