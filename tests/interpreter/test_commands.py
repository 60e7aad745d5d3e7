"""Commands say what must happen next, and where."""

from typing import get_args

from runbook.frozen import is_record
from runbook.interpreter import commands
from runbook.interpreter.events import StepEnded
from runbook.language.procedure import StepState


def test_a_record_belongs_where_its_event_does() -> None:
    assert commands.Record(StepEnded("a/b[1]", StepState.DONE)).address == "a/b[1]"


def test_every_kind_of_command_is_listed() -> None:
    kinds = {kind for kind in vars(commands).values() if is_record(kind) and kind.__module__ == commands.__name__}
    assert set(get_args(commands.Command)) == kinds
