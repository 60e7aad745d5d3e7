from runbook.language.results import body_shape, output_shapes, response_shape, succeeded
from runbook.values.shape import ANY, INTEGER, NULL, STRING, Kind
from tests.language.linked import NO_ORDER, READ, book, call, contract, said


def test_the_body_of_several_answers_is_any_of_them() -> None:
    operation = contract("shop").operation("get_order")
    assert body_shape(succeeded(operation)).only(Kind.OBJECT)
    assert body_shape(operation.responses).kinds == {Kind.OBJECT, Kind.NULL}
    assert body_shape(()) == ANY
    assert response_shape(NULL, ()).properties["status"] == INTEGER
    assert response_shape(NULL, (), certain=False).properties["status"].may_be(Kind.NULL)


def test_an_output_may_be_null() -> None:
    assert output_shapes({"a": STRING})["a"].kinds == {Kind.STRING, Kind.NULL}


def test_what_a_call_leaves_can_be_read_and_nothing_else() -> None:
    reads = ["state", "because", "status", "message", "response.body.state", "response.headers.x", "response.status"]
    checks = ", ".join(f"steps.read.{path} == steps.read.{path}" for path in reads)
    assert said(book(f"{READ}, {{ id: b, assert: [ {checks} ] }}")) == []
    assert said(book(f"{READ}, {{ id: b, assert: steps.read.choice == 'x' }}")) == [("unknown-field", "choice")]


def test_a_state_is_one_of_the_states() -> None:
    assert [rule for rule, _ in said(book(f"{READ}, {{ id: b, assert: steps.read.state == 'ok' }}"))] != []


def test_a_loop_leaves_its_items() -> None:
    loop = call("get_order", NO_ORDER, "for_each: inputs.ids, as: one", id="all")
    assert said(book(f"{loop}, {{ id: b, assert: \"steps.all.items[0].item == 'x'\" }}")) == []
    assert said(book(f'{loop}, {{ id: b, assert: "steps.all.response == 1" }}')) == [("unknown-field", "response")]


def test_a_question_leaves_its_choice() -> None:
    ask = "{ id: q, ask: { message: M, choices: [ yep, nope ] } }"
    assert said(book(f"{ask}, {{ id: b, assert: steps.q.choice == 'yep' }}")) == []
    assert said(book(f"{ask}, {{ id: b, assert: steps.q.choice == 'maybe' }}")) != []
