from runbook.language.builtin_rows import builtin_rows
from runbook.language.procedure import Origin, Verb
from runbook.providers.contract import Effect


def verbs(effect: Effect) -> dict[str, Verb]:
    return {row.status: row.verb for row in builtin_rows(effect)}


def test_what_may_have_acted_is_settled_and_never_sent_again() -> None:
    for effect in (Effect.WRITE, Effect.IRREVERSIBLE):
        rows = verbs(effect)
        assert rows["no_answer"] is rows["5XX"] is rows["malformed"] is Verb.SETTLE
        assert rows["401"] is rows["403"] is Verb.STOP


def test_a_read_may_be_repeated() -> None:
    rows = verbs(Effect.READ)
    assert rows["no_answer"] is rows["5XX"] is rows["429"] is rows["not_sent"] is Verb.RETRY
    assert "403" not in rows
    assert Verb.SETTLE not in rows.values()


def test_builtin_rows_say_that_they_are() -> None:
    assert {row.origin for row in builtin_rows(Effect.READ)} == {Origin.BUILT_IN}
