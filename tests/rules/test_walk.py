from examples import checked, playbook

from runbook.rules.walk import calls, conditions, filled_in, steps

TEXT = playbook("""\
inputs:
  ids: { type: array, items: { type: string }, default: [] }
steps:
  - id: outer
    group:
      steps:
        - id: inner
          for_each: inputs.ids
          as: id
          title: Cancel each
          call: kc.cancel_case
          with: { caseId: "{{ id }}" }
          outcomes:
            - { status: 404, then: fallback }
            - { status: 422, when: response.status == 422, then: stop, because: refused }
            - { status: 422, then: stop, because: refused }
          fallback:
            - id: pause
              when: inputs.ids | length > 1
              wait: 1s
  - id: sides
    parallel:
      - id: left
        steps:
          - { id: check, assert: [{ that: inputs.ids | length < 9, message: too many }] }
rescue:
  - id: hand_over
    handover: { to: somebody, note: "{{ failure.because }}" }
""")


def test_every_step_is_met_wherever_it_stands() -> None:
    body = checked(TEXT).procedure.body
    assert [step.id for step in steps(body)] == ["outer", "inner", "pause", "sides", "check", "hand_over"]
    assert [step.id for step, _ in calls(body)] == ["inner"]


def test_every_condition_is_met() -> None:
    texts = [condition.text for condition in conditions(checked(TEXT).procedure.body)]
    assert "response.status == 422" in texts
    assert "inputs.ids | length > 1" in texts
    assert "inputs.ids | length < 9" in texts


def test_every_filled_in_place_is_met() -> None:
    texts = [place.text for place in filled_in(checked(TEXT).procedure)]
    for text in ("inputs.ids", "{{ id }}", "{{ failure.because }}"):
        assert text in texts
