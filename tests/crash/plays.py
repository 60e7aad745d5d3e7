"""The playbooks that are killed: each shape of going on, with waits of milliseconds."""

from dataclasses import dataclass, field

from runbook.simulator.faults import Fault, FaultKind

_HEAD = """\
runbook: 1
name: {name}
title: Killed on purpose
owner: ops
effect: irreversible
inputs:
  ids: {{ type: array, items: {{ type: string }}, default: [] }}
  case_id: {{ type: string, default: c-plain }}
providers:
  kc: {{ contract: karmacheck, overlay: quick.yaml, auth: {{ JWT: secrets.KARMACHECK_TOKEN }} }}
{more}defaults:
  retry: {{ at_most: 4, first: 10ms, factor: 1, cap: 20ms }}
  outcomes:
    - {{ status: 401, then: stop, because: not us }}
    - {{ status: 403, then: stop, because: not ours }}
    - {{ status: 404, then: stop, because: no such case }}
steps:
"""

_TAIL = """\
rescue:
  - id: over
    handover: { to: ops, note: "{{ failure.step }}: {{ failure.because }}" }
"""

QUICK = """\
overlay: 1.0.0
info: { title: A read shows a cancel at once, version: 1.0.0 }
actions:
  - { target: "$.paths['/case/id/{caseId}/cancel'].post['x-runbook'].unverified", remove: true }
  - { target: "$.paths['/case/id/{caseId}/services/cancel'].post['x-runbook'].unverified", remove: true }
  - target: $.paths['/case/id/{caseId}/cancel'].post
    update: { x-runbook: { grace: 0 } }
  - target: $.paths['/case/id/{caseId}/services/cancel'].post
    update: { x-runbook: { grace: 0 } }
"""
"""The simulator shows a cancel at once, so nobody has to guess it: `if_not: resend` rests on a promise."""

_REFUSALS = """\
    outcomes:
      - { status: 422, message: "Cannot cancel a case that has already started.", then: stop, because: it started }
      - { status: 422, message: "Unable to cancel case.", then: settle }
"""

_VERIFY = """\
    verify:
      before: read
      call: kc.get_case
      with: { caseId: "{{ inputs.case_id }}" }
      holds: response.body.cases[0].secondaryStatus | default('') == 'Canceled'
      every: 10ms
      within: 40ms
"""

_CASE = (
    """\
  - id: case
    call: kc.cancel_case
    with: { caseId: "{{ inputs.case_id }}" }
"""
    + _REFUSALS
    + _VERIFY
)

_UNSEEN_BEFORE = _CASE.replace("      before: read\n", "")
"""Nobody looked before, so after a lost answer nobody knows by whom it happened."""

_SERVICES = """\
  - id: services
    call: kc.cancel_services
    with: { caseId: c-91, serviceIds: [s1, s2] }
    outcomes:
      - { status: 422, message: "Service cannot be canceled.", then: fallback }
      - { status: 422, message: "SSN Trace *", then: stop, because: the trace is needed }
    verify:
      before: read
      call: kc.get_case_data
      with: { caseId: c-91, serviceTypeId: 30bc2c03-c8dd-409a-8da6-e0070ea6a681 }
      holds: response.body.data | rejectattr('status', 'equalto', 'canceled') | list | length == 0
      every: 10ms
      within: 20ms
    fallback:
      - id: one_by_one
        for_each: "['s1', 's2']"
        as: service_id
        call: kc.cancel_services
        with: { caseId: c-91, serviceIds: ["{{ service_id }}"] }
        outcomes:
          - { status: 422, message: "Service cannot be canceled.", then: tolerate, because: the case decides }
          - { status: 422, message: "SSN Trace *", then: stop, because: the trace is needed }
        verify:
          before: read
          call: kc.get_case_data
          with: { caseId: c-91, serviceTypeId: 30bc2c03-c8dd-409a-8da6-e0070ea6a681 }
          holds: >-
            response.body.data | selectattr('serviceId', 'equalto', service_id)
            | rejectattr('status', 'equalto', 'canceled') | list | length == 0
          every: 10ms
          within: 20ms
"""

_EACH = """\
  - id: each
    for_each: inputs.ids
    as: id
    at_once: {at_once}
    call: kc.cancel_case
    with: {{ caseId: "{{{{ id }}}}" }}
    outcomes:
      - {{ status: 422, message: "*", undeclared: true, then: tolerate, because: let it be }}
    verify:
      before: read
      call: kc.get_case
      with: {{ caseId: "{{{{ id }}}}" }}
      holds: response.body.cases[0].secondaryStatus | default('') == 'Canceled'
      every: 10ms
      within: 20ms
"""

_PARALLEL = """\
  - id: all
    at_once: 3
    parallel:
      - id: screening
        steps:
          - id: case
            call: kc.cancel_case
            with: { caseId: "{{ inputs.case_id }}" }
            outcomes:
              - { status: 422, message: "*", undeclared: true, then: stop, because: refused }
            verify:
              before: read
              call: kc.get_case
              with: { caseId: "{{ inputs.case_id }}" }
              holds: response.body.cases[0].secondaryStatus | default('') == 'Canceled'
              every: 10ms
              within: 40ms
      - id: card
        steps:
          - { id: breath, wait: 5ms }
          - id: request
            call: vault.cancel_card_request
            with: { id: 124102 }
            outcomes:
              - { status: 400, then: settle }
            verify:
              before: read
              call: vault.list_cards
              holds: >-
                124102 not in response.body.cards
                | selectattr('cardRequestId', 'defined') | map(attribute='cardRequestId') | list
              every: 10ms
              within: 20ms
      - id: income
        steps:
          - id: order
            call: tw.cancel_order
            with: { order_id: order-open, cancellation_reason: other }
            outcomes:
              - { status: 400, then: stop, because: refused }
              - { status: 406, then: stop, because: refused }
              - { status: 451, then: stop, because: refused }
            verify:
              before: read
              call: tw.get_order
              with: { order_id: order-open }
              holds: >-
                response.body.verification_requests
                | rejectattr('state.canonical_value', 'in', ['completed', 'canceled', 'invalid']) | list | length == 0
              every: 10ms
              within: 20ms
"""

_OTHERS = """\
  vault: { contract: vault, auth: { bearer: secrets.VAULT_TOKEN } }
  tw: { contract: truework, auth: { Bearer: secrets.TRUEWORK_KEY } }
"""

_ASK = """\
  - id: confirm
    ask: { message: "Cancel {{ inputs.case_id }}?", choices: [go, leave] }
"""

_RESEND = _CASE + "      if_not: resend\n"

_PHANTOM = _RESEND.replace("then: settle }", "then: stop, because: it refuses }")
"""A cancel that takes effect late, is sent again, and is refused because it happened."""

_SETTLED_BY_HAND = """\
  - id: refused
    call: kc.cancel_case
    with: { caseId: c-started }
    outcomes:
      - { status: 422, message: "*", undeclared: true, then: stop, because: it started }
    verify:
      before: read
      call: kc.get_case
      with: { caseId: c-started }
      holds: response.body.cases[0].secondaryStatus | default('') == 'Canceled'
      every: 10ms
      within: 20ms
"""


@dataclass(frozen=True, slots=True)
class Play:
    """A playbook, what is given to it, what the provider does to it, and what a person answers (step, choice)."""

    name: str
    steps: str
    inputs: tuple[str, ...] = ()
    more: str = ""
    outputs: str = ""
    faults: tuple[Fault, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    providers: tuple[str, ...] = ("kc=karmacheck",)
    orderly: bool = field(default=True)
    """Whether its points come in one order."""

    @property
    def text(self) -> str:
        """The playbook."""
        outputs = f"outputs:\n{self.outputs}" if self.outputs else ""
        return _HEAD.format(name=self.name, more=self.more) + self.steps + _TAIL + outputs


def _limited(key: str, times: int) -> Fault:
    return Fault(FaultKind.RATE_LIMITED_BARE, "karmacheck", "cancel_case", key, times=times)


PLAYS = (
    Play(
        "fallback",
        _SERVICES + _CASE,
        ("case_id=c-91",),
        outputs='  services: "{{ steps.services.state }}"\n  case: "{{ steps.case.state }}"\n',
    ),
    Play(
        "loop",
        _EACH.format(at_once=1),
        ("ids=c-plain--1,c-plain--2,c-started,c-plain--3",),
        outputs="  states: \"{{ steps.each.items | map(attribute='state') | list }}\"\n",
    ),
    Play("loop-at-once", _EACH.format(at_once=3), ("ids=c-plain--1,c-plain--2,c-started,c-plain--3",), orderly=False),
    Play(
        "parallel",
        _PARALLEL,
        more=_OTHERS,
        providers=("kc=karmacheck", "vault=vault", "tw=truework"),
        orderly=False,
        outputs='  card: "{{ steps.request.state }}"\n',
    ),
    Play("retry", _CASE, faults=(_limited("c-plain", 3),), outputs='  case: "{{ steps.case.state }}"\n'),
    Play(
        "verify",
        _CASE,
        faults=(Fault(FaultKind.STALE_READS, "karmacheck", "cancel_case", "c-plain", reads=2),),
        outputs='  case: "{{ steps.case.state }}"\n',
    ),
    Play(
        "lost",
        _UNSEEN_BEFORE,
        faults=(Fault(FaultKind.REPLY_LOST, "karmacheck", "cancel_case", "c-plain"),),
        outputs='  case: "{{ steps.case.state }}"\n',
    ),
    Play("ask", _ASK + _CASE, answers=(("confirm", "go"),), outputs='  said: "{{ steps.confirm.choice }}"\n'),
    Play(
        "resend",
        _RESEND,
        faults=(Fault(FaultKind.DROP_BEFORE, "karmacheck", "cancel_case", "c-plain"),),
        outputs='  case: "{{ steps.case.state }}"\n',
    ),
    Play(
        "phantom",
        _PHANTOM,
        faults=(Fault(FaultKind.LATE_EFFECT, "karmacheck", "cancel_case", "c-plain", reads=6),),
        outputs='  case: "{{ steps.case.state }}"\n',
    ),
    Play("stop", _CASE + _SETTLED_BY_HAND),
)
"""Every one of them."""
