from examples import example, findings, playbook

RULE = "repeated-effect"
INPUTS = "inputs: { ids: { type: array, items: { type: string } } }\n"

ROWS = "outcomes: [{ status: 404, then: stop, because: none }, { status: 422, then: VERB, because: refused }]"


def step(name: str, argument: str, *more: str, verb: str = "stop") -> str:
    lines = [f"- id: {name}", "  title: x", "  call: kc.cancel_case", f"  with: {{ caseId: {argument} }}"]
    return "\n".join([*lines, f"  {ROWS.replace('VERB', verb)}", *(f"  {line}" for line in more)])


def found(*steps: str) -> list[str]:
    body = "\n".join(f"  {line}" for one in steps for line in one.splitlines())
    return [one.message for one in findings(playbook(f"{INPUTS}steps:\n{body}\n"), RULE)]


def test_the_bad_example_is_found_with_its_place_and_a_remedy() -> None:
    (one,) = findings(playbook(example(RULE, "Bad")), RULE)
    assert one.span is not None
    assert one.help


def test_the_good_example_is_not() -> None:
    assert findings(playbook(example(RULE, "Good")), RULE) == []


def test_other_arguments_are_another_effect() -> None:
    assert found(step("a", "c-1"), step("b", "c-2")) == []
    assert found(step("a", "c-1"), step("b", "c-1")) == ["`b` asks for what `a` asks for already"]


def test_a_fallback_may_ask_for_what_was_refused() -> None:
    inner = step("b", "c-1").splitlines()
    assert found(step("a", "c-1", "fallback:", *(f"  {line}" for line in inner), verb="fallback")) == []


def test_items_of_loops_are_not_compared() -> None:
    looped = [step(name, '"{{ one }}"', "for_each: inputs.ids", "as: one") for name in ("a", "b")]
    assert found(*looped) == []
