from runbook.interpreter.commands import Send
from runbook.interpreter.events import Purpose
from runbook.providers.contract import Effect
from runbook.providers.request import Request
from runbook.runtime.world import NoLedger
from tests.interpreter.building import CANCEL


def test_a_world_that_ends_with_the_run_has_no_past() -> None:
    request = Request("toy", "cancel", Effect.IRREVERSIBLE, "POST", "", "/x")
    assert NoLedger().claim(Send("a", 1, Purpose.ACT, "toy", CANCEL, request, 1.0)) is None
