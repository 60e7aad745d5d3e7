"""Vault's rules, and money that is neither made nor lost."""

import json

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from runbook.simulator.exchange import Problem, Reaction, Response
from runbook.simulator.identities import VAULT_TOKEN_SECONDS, VAULT_USER_A, VAULT_USER_B, karmacheck_token, vault_token
from runbook.simulator.vault.machine import Vault, cancel_request, find, list_cards
from runbook.simulator.vault.seeds import ROWS
from runbook.simulator.vault.state import Modes, Repeat, State
from tests.simulator.calls import AT, made, received
from tests.simulator.contract import breaks

MACHINE = Vault()


def cancel(state: State, id: int, user: str = VAULT_USER_A) -> Reaction[State]:
    return cancel_request(state, made({"id": str(id)}, subject=user))


def rows(state: State, user: str = VAULT_USER_A) -> list[dict]:
    return json.loads(list_cards(state, made(subject=user)).response.body)["cards"]


def test_a_cancel_says_ok_and_nothing_else() -> None:
    reaction = cancel(State(), 124101)
    assert json.loads(reaction.response.body) == {"result": "ok"}
    assert reaction.applied


def test_everything_else_is_400_common() -> None:
    done = cancel(State(), 124102).state
    reactions = [cancel(State(), id) for id in (124103, 124104, 124105, 124107, 124109, 124199)] + [
        cancel(done, 124102)
    ]
    bodies = {reaction.response.body for reaction in reactions}
    assert {reaction.response.status for reaction in reactions} == {400}
    assert [json.loads(body)["error"] for body in bodies] == ["COMMON"]
    assert not any(reaction.applied for reaction in reactions)
    assert breaks("vault", "cancel_card_request", 400, json.loads(bodies.pop())) == []


def test_a_transient_refusal_passes() -> None:
    first = cancel(State(), 124110)
    assert (first.response.status, first.applied) == (400, False)
    assert cancel(first.state, 124110).response.status == 200


def test_in_the_other_mode_a_repeat_pays_again_and_the_detector_sees_it() -> None:
    state = State(modes=Modes(Repeat.REFUND_AGAIN))
    first = cancel(state, 124102)
    second = cancel(first.state, 124102)
    assert (second.response.status, second.applied, second.state.double_refunds) == (200, True, 1)
    assert cancel(first.state, 124102, VAULT_USER_B).response.status == 400


def test_a_list_shows_a_user_its_own_rows_and_keeps_the_contract() -> None:
    assert {row["cardRequestId"] for row in rows(State(), VAULT_USER_B)} == {124109}
    assert 124109 not in {row["cardRequestId"] for row in rows(State())}
    assert breaks("vault", "list_cards", 200, json.loads(list_cards(State(), made(subject="x")).response.body)) == []
    listed = json.loads(list_cards(State(), made(subject=VAULT_USER_A)).response.body)
    assert breaks("vault", "list_cards", 200, listed) == []


def test_a_request_has_no_card_id_and_a_card_has_both() -> None:
    shown = {row["cardRequestId"]: row.get("id") for row in rows(State())}
    assert (shown[124101], shown[124105]) == (None, 124104)


def identify(token: str, at: float = AT) -> str | Response:
    return MACHINE.identify(State(), received(headers={"authorization": f"Bearer {token}"}, at=at), reads=False)


def test_a_token_is_good_until_it_expires() -> None:
    token = vault_token(VAULT_USER_A, AT)
    assert identify(token) == VAULT_USER_A
    expired = identify(token, AT + VAULT_TOKEN_SECONDS)
    assert isinstance(expired, Response)
    assert json.loads(expired.body)["message"] == "Access token expired"
    assert breaks("vault", "list_cards", 401, json.loads(expired.body)) == []


def test_other_tokens_are_invalid() -> None:
    for token in ("nonsense", karmacheck_token("any")):
        refused = identify(token)
        assert isinstance(refused, Response)
        assert json.loads(refused.body)["error"] == "invalid_token"


def test_its_refusals_are_in_its_envelope() -> None:
    refused = json.loads(MACHINE.refuse(Problem(400, ("a", "b"))).body)
    assert (refused["errorId"], refused["message"]) == (422, "a; b")
    assert MACHINE.failure().status == 500
    assert MACHINE.too_many(()).status == 429
    assert json.loads(MACHINE.ok_with_error().body)["error"] == "COMMON"


def test_only_numbers_can_be_planted() -> None:
    assert MACHINE.plant(State(), "124101", "5") is not None
    assert MACHINE.plant(State(), "124101", "x") is None
    assert MACHINE.plant(State(), "5", "6") is None


IDS = [row.id for row in ROWS if row.id < 1_000_000]
TOTAL = sum(row.paid for row in ROWS if row.id < 1_000_000)


class Money(RuleBasedStateMachine):
    """Cancels by two users in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.applied: dict[int, int] = {}

    @rule(id=st.sampled_from(IDS) | st.integers(1, 200_000), user=st.sampled_from([VAULT_USER_A, VAULT_USER_B]))
    def cancel(self, id: int, user: str) -> None:
        row = find(self.state, id)
        reaction = cancel(self.state, id, user)
        assert reaction.applied is (reaction.response.status == 200)
        if reaction.applied:
            assert row is not None
            assert (row.user, row.card) == (user, None)
            self.applied[id] = self.applied.get(id, 0) + 1
        self.state = reaction.state

    @precondition(lambda self: self.applied)
    @rule(data=st.data())
    def cancel_again(self, data: st.DataObject) -> None:
        self.cancel(data.draw(st.sampled_from(sorted(self.applied))), VAULT_USER_A)

    @invariant()
    def money_is_neither_made_nor_lost(self) -> None:
        left = sum(row.paid for id in IDS if (row := find(self.state, id)) is not None)
        assert left + sum(self.state.balances.values()) == TOTAL

    @invariant()
    def nothing_is_refunded_twice_and_nothing_cancelled_twice(self) -> None:
        assert self.state.double_refunds == 0
        assert all(count == 1 for count in self.applied.values())

    @invariant()
    def what_is_cancelled_is_in_no_list(self) -> None:
        shown = {row["cardRequestId"] for user in (VAULT_USER_A, VAULT_USER_B) for row in rows(self.state, user)}
        assert shown.isdisjoint(self.applied)


Money.TestCase.settings = settings(deadline=None, max_examples=40, stateful_step_count=25)
TestMoney = Money.TestCase
