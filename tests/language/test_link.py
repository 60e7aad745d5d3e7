from runbook.diagnostics.diagnostic import has_errors
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.procedure import Call, Verb
from runbook.providers.contract import Effect
from tests.language.linked import READ, Shelf, book, linked, parsed, procedure_of, said

EXAMPLE = r"""
runbook: 1
name: karmacheck-cancel-case
title: Cancel a KarmaCheck case, its services first
owner: screening-ops
effect: irreversible
inputs:
  case_id:     { type: string, pattern: "^[A-Za-z0-9-]{1,64}$", description: The case to cancel }
  service_ids: { type: array, items: { type: string }, uniqueItems: true, default: [] }
providers:
  kc:
    contract: karmacheck
    auth: { JWT: secrets.KARMACHECK_TOKEN }
steps:
  - id: services
    title: Cancel the services
    when: inputs.service_ids | length > 0
    call: kc.cancel_services
    with: { caseId: "{{ inputs.case_id }}", serviceIds: "{{ inputs.service_ids }}" }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, message: "Service cannot be canceled.", then: fallback }
      - { status: 422, message: "SSN Trace is required *", then: stop, because: criminal searches still need the trace }
    fallback:
      - id: one_by_one
        for_each: inputs.service_ids
        as: service_id
        call: kc.cancel_services
        with: { caseId: "{{ inputs.case_id }}", serviceIds: ["{{ service_id }}"] }
        outcomes:
          - { status: 404, then: stop, because: no such case }
          - { status: 422, message: "Service cannot be canceled.", then: tolerate, because: already under way }
          - { status: 422, message: "SSN Trace *", then: stop, because: criminal searches still need the trace }
  - id: case
    title: Cancel the case
    call: kc.cancel_case
    with: { caseId: "{{ inputs.case_id }}" }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, message: "Cannot cancel a case that has already started.", then: stop, because: started }
      - { status: 422, message: "Unable to cancel case.", then: settle }
    verify:
      call: kc.get_case
      with: { caseId: "{{ inputs.case_id }}" }
      holds: response.body.cases[0].secondaryStatus == 'Canceled'
      every: 5s
      within: 2m
rescue:
  - id: hand_over
    handover:
      to: screening-ops
      note: "{{ failure.step }}: {{ failure.because }} ({{ failure.status }} {{ failure.message }})"
outputs:
  services: "{{ steps.services.state }}"
  case: "{{ steps.case.state }}"
batch:
  key: case_id
  at_once: 4
  rate: { kc: 5/s }
  stages: [1, 10, rest]
  approve_after: [1]
  stop_when: { failed: 3, failed_share: 2%, in_doubt: 1 }
"""


def test_the_example_of_the_language_is_linked_without_a_finding() -> None:
    procedure, found = linked(EXAMPLE)
    assert [one.rule for one in found] == ["contract-verify-arguments"] * 2  # which kind the services are of
    assert procedure is not None
    assert procedure.effect is Effect.IRREVERSIBLE
    [services, case] = procedure.body.steps
    assert (services.keeps, case.keeps) == ({"state"}, {"state"})
    assert isinstance(case.action, Call)
    assert case.action.rows[2].verb is Verb.SETTLE
    assert case.action.verify is not None
    assert case.action.verify.polls == 25


def test_everything_that_is_wrong_is_found_in_one_go() -> None:
    broken = (
        EXAMPLE.replace("kc.cancel_case", "kc.cancel_cse")
        .replace("service_ids | length", "servce_ids | length")
        .replace('"Service cannot be canceled.", then: fallback', '"Service can not be canceled.", then: fallback')
        .replace("failure.because", "failure.becuase")
        .replace("steps.case.state", "steps.cse.state")
        .replace("KARMACHECK_TOKEN", "karma-token")
    )
    assert sorted(rule for rule, _ in said(broken)) == [
        "contract-verify-arguments",
        "contract-verify-arguments",
        "schema",
        "undeclared-message",
        "unhandled-answer",
        "unknown-field",
        "unknown-field",
        "unknown-field",
        "unknown-operation",
    ]


def test_a_misspelt_message_is_shown_as_the_design_shows_it() -> None:
    text = EXAMPLE.replace("Unable to cancel case.", "Unable to cancel the case.")
    found = next(one for one in linked(text)[1] if one.rule == "undeclared-message")
    assert found.message == "no declared 422 of kc.cancel_case says this"
    assert found.label.startswith("the contract's examples: ")
    assert found.help == 'did you mean "Unable to cancel case."?'


def test_a_playbook_with_errors_has_no_procedure() -> None:
    procedure, found = linked(book("{ id: a, call: shop.nothing }"))
    assert procedure is None
    assert has_errors(found)


def test_a_procedure_remembers_what_it_was_made_of() -> None:
    procedure = procedure_of(book(READ, more="owner: ops\ntitle: T\ndescription: D\noutputs: { x: '{{ inputs.id }}' }"))
    assert (procedure.name, procedure.owner, procedure.title, procedure.description) == ("test", "ops", "T", "D")
    assert procedure.source_name == "test.yaml"
    assert set(procedure.outputs) == {"x"}
    assert procedure.digest.startswith("sha256:")
    assert procedure_of(book(READ)).digest != procedure.digest


def test_outputs_are_checked() -> None:
    assert said(book(READ, more="outputs: { x: '{{ steps.red.state }}' }")) == [("unknown-field", "red")]


def test_expressions_may_be_shared_with_the_rest_of_the_program() -> None:
    playbook, _ = parsed(EXAMPLE)
    assert playbook is not None
    shared = Expressions()
    assert link(playbook, Shelf(), shared)[0] is not None


def test_another_version_of_the_language_is_told_which_one_is_known() -> None:
    text = book("{ id: a, wait: 1s }").replace("runbook: 1", "runbook: 2")
    (found,) = [one for one in linked(text)[1] if one.rule == "schema"]
    assert "this runbook knows version 1" in found.help
