"""From a call to the request that leaves."""

from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.context import Context
from runbook.interpreter.events import Purpose
from runbook.interpreter.sending import prepare
from runbook.language.procedure import Procedure
from runbook.language.secret_source import SecretSource
from runbook.providers.contract import Operation, SecurityRequirement
from runbook.providers.problem import Problem
from runbook.providers.request import Credential
from tests.interpreter.building import CANCEL, begin, procedure, site, template


def secured(*schemes: str) -> Operation:
    return replace(CANCEL, security=tuple((SecurityRequirement(scheme),) for scheme in schemes))


def context(of: Procedure) -> Context:
    return Context(of, begin(of), {"id": "t1", "token": "TOKEN_OF_ADA"}, {}, {})


def prepared(operation: Operation, **auth: dict[str, SecretSource]) -> Send | Problem:
    of = procedure()
    of = replace(of, providers={"toy": replace(of.providers["toy"], auth=auth)})
    return prepare(replace(site(), operation=operation), context(of), "a", 1, Purpose.ACT)


def test_the_first_alternative_that_auth_covers_is_used() -> None:
    send = prepared(secured("basic", "bearer"), bearer={"value": SecretSource("TOKEN")})
    assert isinstance(send, Send)
    assert send.request.credentials == (Credential("bearer", {"value": "TOKEN"}),)


def test_every_attempt_of_a_step_carries_the_same_idempotency_key() -> None:
    of = procedure()
    where = replace(site(), operation=replace(CANCEL, idempotency_key="Idempotency-Key"))
    keys = set()
    for attempt in (1, 2):
        send = prepare(where, context(of), "a[0]", attempt, Purpose.ACT)
        assert isinstance(send, Send)
        keys.add(dict(send.request.headers)["idempotency-key"])
    assert keys == {"r-1/a[0]"}


def test_an_input_can_name_the_secret() -> None:
    send = prepared(secured("bearer"), bearer={"value": SecretSource(input="token")})
    assert isinstance(send, Send)
    assert send.request.credentials == (Credential("bearer", {"value": "TOKEN_OF_ADA"}),)


def test_a_value_that_must_not_leave_is_a_problem() -> None:
    of = procedure()
    assert isinstance(prepare(site(id=template("{{ inputs.bad }}")), _bad(of), "a", 1, Purpose.ACT), Problem)


def _bad(of: Procedure) -> Context:
    return Context(of, begin(of), {"bad": "."}, {}, {})
