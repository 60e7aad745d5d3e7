import pytest

from runbook.frozen import replace
from runbook.language.builtin_rows import builtin_rows
from runbook.language.procedure import Origin, Row, Verb
from runbook.providers.contract import Effect, Operation
from tests.interpreter.building import CANCEL, response


def of(effect: Effect, *statuses: str, says_no: str = "") -> Operation:
    declared = tuple(replace(response(status), says_no=says_no if status[0] in "2d" else "") for status in statuses)
    return replace(CANCEL, effect=effect, responses=declared or (response("200"),))


def verbs(operation: Operation, *, reads_back: bool = False) -> dict[str, Verb]:
    rows = builtin_rows(operation, reads_back=reads_back)
    return {row.status: row.verb for row in reversed(rows) if not row.undeclared and row.success is None}


@pytest.mark.parametrize("effect", [Effect.WRITE, Effect.IRREVERSIBLE])
def test_what_may_have_acted_is_settled_and_never_sent_again(effect: Effect) -> None:
    rows = verbs(of(effect))
    assert rows["2XX"] is Verb.DONE
    assert rows["no_answer"] is rows["5XX"] is rows["malformed"] is Verb.SETTLE
    assert rows["401"] is rows["403"] is Verb.STOP


def test_a_read_may_be_repeated() -> None:
    rows = verbs(of(Effect.READ))
    assert rows["no_answer"] is rows["5XX"] is rows["429"] is rows["not_sent"] is Verb.RETRY
    assert "403" not in rows
    assert Verb.SETTLE not in rows.values()


def test_builtin_rows_say_that_they_are() -> None:
    assert {row.origin for row in builtin_rows(of(Effect.READ), reads_back=False)} == {Origin.BUILT_IN}


@pytest.mark.parametrize("status", ["202", "206", "207"])
def test_a_status_that_does_not_say_that_all_is_done_is_settled_for_an_act_and_stops_a_read(status: str) -> None:
    assert verbs(of(Effect.IRREVERSIBLE, "200", status))[status] is Verb.SETTLE
    assert verbs(of(Effect.IRREVERSIBLE, "2XX"))[status] is Verb.SETTLE
    assert verbs(of(Effect.READ, "200", status))[status] is Verb.STOP
    assert status not in verbs(of(Effect.IRREVERSIBLE, "200"))


def test_a_success_that_can_say_no_is_settled_and_others_beside_it_are_done() -> None:
    assert verbs(of(Effect.WRITE, "200", says_no="a member"))["200"] is Verb.SETTLE
    assert verbs(of(Effect.READ, "200", says_no="a member")).get("200") is None
    wide = of(Effect.WRITE, "2XX", says_no="a member")
    mixed = replace(wide, responses=(response("201"), *wide.responses))
    assert verbs(mixed)["2XX"] is Verb.SETTLE
    assert verbs(mixed)["201"] is Verb.DONE


def test_a_default_counts_as_a_success_only_where_no_other_is_declared() -> None:
    assert verbs(of(Effect.WRITE, "default", says_no="a member"))["2XX"] is Verb.SETTLE
    beside = of(Effect.WRITE, "200", "default")
    odd = replace(beside.responses[1], says_no="a member")
    assert verbs(replace(beside, responses=(beside.responses[0], odd)))["2XX"] is Verb.DONE


def test_where_the_contract_says_what_a_success_is_only_that_counts() -> None:
    told = replace(of(Effect.WRITE, "200", "202", says_no="a member"), success="response.body.ok")
    first, *rest = builtin_rows(told, reads_back=True)
    assert (first.status, first.success, first.verb) == ("2XX", False, Verb.SETTLE)
    assert [row.verb for row in rest if row.status in ("200", "202")] == []
    (read,) = [row for row in builtin_rows(replace(told, effect=Effect.READ), reads_back=False) if row.success is False]
    assert read.verb is Verb.STOP


def test_a_success_of_which_the_contract_tells_nothing_is_settled_where_its_body_says_no() -> None:
    def noes(operation: Operation) -> list[Verb]:
        return [row.verb for row in builtin_rows(operation, reads_back=False) if row.no]

    open_one = replace(of(Effect.WRITE), responses=(replace(response("200"), unclear="a body"),))
    assert noes(open_one) == [Verb.SETTLE]
    assert verbs(open_one)["2XX"] is Verb.SETTLE, "and only behind it comes the yes"
    assert builtin_rows(open_one, reads_back=False)[1].verb is Verb.DONE
    assert noes(replace(open_one, effect=Effect.READ)) == []
    assert noes(replace(open_one, success="response.body.ok")) == []
    assert noes(of(Effect.WRITE)) == []


def undeclared(rows: tuple[Row, ...]) -> list[Verb]:
    return [row.verb for row in rows if row.undeclared and row.status == "2XX"]


def test_an_undeclared_success_is_read_back_where_something_can() -> None:
    assert undeclared(builtin_rows(of(Effect.IRREVERSIBLE), reads_back=True)) == [Verb.SETTLE]
    assert undeclared(builtin_rows(of(Effect.IRREVERSIBLE), reads_back=False)) == []
    assert undeclared(builtin_rows(of(Effect.READ), reads_back=True)) == []
