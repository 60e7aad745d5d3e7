"""Rows seen from far: one answer for each family, verb and list of choices."""

from runbook.frozen import replace
from runbook.language.procedure import Verb
from runbook.planning.families import turns
from runbook.providers.answer import AnswerKind
from tests.interpreter.building import BUILT_IN, row


def led(*rows: object) -> list[tuple[str, Verb]]:
    return [(one.row.status, one.row.verb) for one in turns(rows)]  # type: ignore[arg-type]


def test_rows_of_one_family_and_verb_are_one_turn() -> None:
    assert led(row("404", Verb.STOP), row("422", Verb.STOP, "words"), row("409", Verb.FALLBACK)) == [
        ("400", Verb.FALLBACK),
        ("401", Verb.STOP),
    ]


def test_the_built_in_rows_have_a_turn_for_every_family() -> None:
    kinds = [(one.answer.kind, one.answer.status, one.row.verb) for one in turns(BUILT_IN)]
    assert kinds == [
        (AnswerKind.RESPONSE, 200, Verb.DONE),
        (AnswerKind.RESPONSE, 400, Verb.RETRY),
        (AnswerKind.RESPONSE, 401, Verb.STOP),
        (AnswerKind.RESPONSE, 500, Verb.SETTLE),
        (AnswerKind.MALFORMED, 200, Verb.SETTLE),
        (AnswerKind.NO_ANSWER, None, Verb.SETTLE),
        (AnswerKind.NOT_SENT, None, Verb.RETRY),
        (AnswerKind.UNDECLARED, 299, Verb.STOP),
    ]


def test_a_row_without_conditions_hides_those_behind_it_and_one_with_conditions_does_not() -> None:
    assert led(row("5XX", Verb.STOP), *BUILT_IN).count(("500", Verb.SETTLE)) == 0
    assert ("500", Verb.SETTLE) in [(one.status, one.verb) for one in [turns([row("500", Verb.SETTLE)])[0].row]]
    with_words = led(row("5XX", Verb.STOP, "words"), *BUILT_IN)
    assert {verb for status, verb in with_words if status.startswith("5")} == {Verb.STOP, Verb.SETTLE}


def test_questions_with_other_choices_are_other_turns() -> None:
    asking = row("404", Verb.ASK)
    assert len(turns([replace(asking, message="a", choices=("done",)), replace(asking, choices=("stop",))])) == 2


def test_turns_of_turns_are_the_same() -> None:
    first = turns(BUILT_IN)
    assert turns([one.row for one in first]) == first
