import signal
from contextlib import ExitStack
from pathlib import Path

import pytest
from prepared import prepared
from recorded import begun

from runbook.cli.conclusion import conclude
from runbook.cli.conduct import Interruption
from runbook.cli.exits import Exit
from runbook.cli.progress import Watched
from runbook.cli.world import Outside, open_world
from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AnswerReceived, AnswerRouted, AttemptStarted, Event, Purpose, StepEnded
from runbook.interpreter.state import State
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.providers.request import Request
from runbook.runtime.journal_file import JournalError, UnrecordedError
from runbook.runtime.ports import Earlier, Recorded
from runbook.runtime.rest import Halt, Rest, Withheld
from runbook.runtime.secret_memory import SecretMemory
from tests.interpreter.building import CANCEL


def outside() -> Outside:
    with ExitStack() as stack:
        return open_world(prepared(environment="stage"), stack, SecretMemory())


def watched(*events: Event) -> Watched:
    seen = Watched()
    for number, event in enumerate(events, 1):
        seen.observe(Recorded(number, float(number), event))
    return seen


STARTED = begun(prepared(environment="stage"))
ATTEMPT = AttemptStarted("case", 1, Purpose.ACT, {"effect": "irreversible"}, "sha256:0")


def broken(interruption: Interruption) -> Rest:
    raise JournalError(Path("r-1.db"), "cannot be written: the disk is full")


def test_a_journal_that_broke_under_a_request_is_in_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    assert conclude(broken, watched(STARTED, ATTEMPT), outside(), "text") == Exit.IN_DOUBT
    assert "the disk is full" in capsys.readouterr().err


def test_a_journal_that_broke_before_anything_left_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    for before in (watched(), watched(STARTED)):
        assert conclude(broken, before, outside(), "text") == Exit.REFUSED
        assert "nothing was sent" in capsys.readouterr().err


def test_a_journal_that_broke_after_a_mere_read_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    seen = watched(STARTED)

    def drive(interruption: Interruption) -> Rest:
        seen.observe(Recorded(2, 2.0, replace(ATTEMPT, request={"effect": "read"})))
        return broken(interruption)

    assert conclude(drive, seen, outside(), "text") == Exit.REFUSED
    assert "nothing more was sent" in capsys.readouterr().err


def test_an_interrupted_run_leaves_with_its_signal() -> None:
    def drive(interruption: Interruption) -> Rest:
        interruption.number = signal.SIGTERM
        return Rest(Halt.INTERRUPTED, State())

    assert conclude(drive, watched(STARTED), outside(), "json") == Exit.TERMINATED


def test_a_second_signal_still_tells_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    def drive(interruption: Interruption) -> Rest:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conclude(drive, watched(STARTED, ATTEMPT), outside(), "text")
    assert "in doubt" in capsys.readouterr().out


def withheld(earlier: Earlier | None) -> Rest:
    send = Send("case", 1, Purpose.ACT, "toy", CANCEL, Request("toy", "cancel", Effect.IRREVERSIBLE, "POST", "", ""), 1)
    return Rest(Halt.REFUSED, State(), withheld=Withheld(send, earlier))


def test_what_the_plan_does_not_show_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert conclude(lambda by: withheld(None), watched(STARTED), outside(), "text") == Exit.REFUSED
    assert "case would send what the plan does not show" in capsys.readouterr().err


def test_what_another_run_did_is_said_with_its_name_and_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    earlier = Earlier("r-7", "case", 0.0, "ada", in_doubt=False)
    assert conclude(lambda by: withheld(earlier), watched(STARTED), outside(), "text") == Exit.REFUSED
    said = capsys.readouterr().err
    assert "run r-7 by ada" in said
    assert f"runbook resume {STARTED.run} --again" in said


def test_a_ledger_in_trouble_is_said_and_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    rest = withheld(None)
    assert rest.withheld is not None
    trouble = replace(rest, withheld=replace(rest.withheld, trouble="the ledger x: is full"))
    assert conclude(lambda by: trouble, watched(STARTED), outside(), "text") == Exit.REFUSED
    assert "case was not sent: the ledger x: is full" in capsys.readouterr().err


ANSWERED = AnswerReceived("first", 1, Purpose.ACT, Answer(AnswerKind.RESPONSE, 200, body={}))
LEFT = (
    STARTED,
    replace(ATTEMPT, address="first"),
    ANSWERED,
    AnswerRouted("first", 1, 0, Verb.DONE, ""),
    StepEnded("first", StepState.DONE),
)


@pytest.mark.parametrize("earlier", [None, Earlier("r-7", "case", 0.0, "ada", in_doubt=False)])
def test_after_something_irreversible_left_no_refusal_is_exit_4(
    earlier: Earlier | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert conclude(lambda by: withheld(earlier), watched(*LEFT), outside(), "text") == Exit.IN_DOUBT
    said = " ".join(capsys.readouterr().err.split())
    assert f"1 irreversible request left in this run before: runbook runs show {STARTED.run}" in said
    assert f"to give the run up: runbook close {STARTED.run} --because TEXT" in said


def test_a_ledger_or_journal_in_trouble_after_something_left_is_exit_5(capsys: pytest.CaptureFixture[str]) -> None:
    rest = withheld(None)
    assert rest.withheld is not None
    trouble = replace(rest, withheld=replace(rest.withheld, trouble="the ledger x: is full"))
    assert conclude(lambda by: trouble, watched(*LEFT), outside(), "text") == Exit.IN_DOUBT
    assert conclude(broken, watched(*LEFT), outside(), "text") == Exit.IN_DOUBT


def test_what_was_not_sent_did_not_leave(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = replace(ANSWERED, answer=Answer(AnswerKind.NOT_SENT, reason="refused"))
    routed = AnswerRouted("first", 1, 0, Verb.STOP, "", nothing=True)
    seen = watched(STARTED, replace(ATTEMPT, address="first"), nothing, routed, StepEnded("first", StepState.FAILED))
    assert conclude(lambda by: withheld(None), seen, outside(), "text") == Exit.REFUSED


def test_a_journal_that_is_gone_leaves_what_it_told_to_paper(capsys: pytest.CaptureFixture[str]) -> None:
    seen = watched(STARTED)

    def drive(interruption: Interruption) -> Rest:
        for number, event in enumerate(LEFT[1:], 2):
            seen.observe(Recorded(number, float(number), event))
        raise UnrecordedError(Path("r-1.db"), "was removed or replaced while the run wrote it", [], gone=True)

    assert conclude(drive, seen, outside(), "text") == Exit.IN_DOUBT
    said = " ".join(capsys.readouterr().err.split())
    assert "keep what is printed above, for the journal that told it is not there any more" in said
