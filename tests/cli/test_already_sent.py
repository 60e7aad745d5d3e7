import pytest

from runbook.cli.already_sent import left_words, refusal_exit, weighed
from runbook.cli.exits import Exit
from runbook.cli.refusal import refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, Purpose, RunStarted
from runbook.providers.answer import Answer, AnswerKind
from runbook.reporting.fold import fold
from runbook.runtime.ports import Recorded

STARTED = RunStarted("", "r-1", "sample", "sha256:a", "stage", {"kc": "http://127.0.0.1:1"}, {})
FINDING = Diagnostic("token-refused", "it is over", help="get a new one")


def attempt(effect: str) -> AttemptStarted:
    return AttemptStarted("case", 1, Purpose.ACT, {"effect": effect}, "sha256:0")


def answered(kind: AnswerKind) -> AnswerReceived:
    return AnswerReceived("case", 1, Purpose.ACT, Answer(kind))


def recorded(*events: Event) -> list[Recorded]:
    return [Recorded(number, float(number), event) for number, event in enumerate((STARTED, *events), 1)]


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ((), Exit.REFUSED),
        ((attempt("read"),), Exit.REFUSED),
        ((attempt("irreversible"), answered(AnswerKind.NOT_SENT)), Exit.REFUSED),
        ((attempt("irreversible"), answered(AnswerKind.RESPONSE)), Exit.IN_DOUBT),
        ((attempt("irreversible"),), Exit.IN_DOUBT),
        ((attempt("write"),), Exit.IN_DOUBT),
        ((attempt("write"), answered(AnswerKind.RESPONSE)), Exit.REFUSED),
    ],
)
def test_a_refusal_is_exit_4_only_where_nothing_irreversible_left(events: tuple[Event, ...], code: Exit) -> None:
    assert refusal_exit(fold((one.at, one.event) for one in recorded(*events))) == code
    assert weighed(refused(FINDING, Exit.REFUSED), recorded(*events)).exit == code


def test_other_exit_codes_stay() -> None:
    for code in (Exit.INVALID, Exit.PERSON, Exit.IN_DOUBT):
        assert weighed(refused(FINDING, code), recorded(attempt("irreversible"))) == refused(FINDING, code)


def test_what_left_before_is_said_beside_what_helps() -> None:
    (found,) = weighed(refused(FINDING, Exit.REFUSED), recorded(attempt("irreversible"))).findings
    assert found.help == (
        "get a new one; 1 irreversible request left in this run before, 1 in doubt: runbook runs show r-1"
    )


def test_a_run_that_did_not_begin_has_sent_nothing() -> None:
    assert refusal_exit(None) == Exit.REFUSED
    report = fold((one.at, one.event) for one in recorded())
    assert report is not None
    assert left_words(report).startswith("0 irreversible requests left")
