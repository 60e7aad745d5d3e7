"""Events are facts: complete, comparable, never changed."""

from typing import get_args

import pytest

from runbook.frozen import FrozenError, fields, is_record
from runbook.interpreter import events


def test_every_kind_of_event_is_listed_and_has_an_address() -> None:
    kinds = {kind for kind in vars(events).values() if is_record(kind) and kind.__module__ == events.__name__}
    assert set(get_args(events.Event)) == kinds
    for kind in kinds:
        assert fields(kind)[0] == "address"


def test_an_event_cannot_be_changed() -> None:
    ended = events.WaitEnded("a", 1, events.WaitReason.STEP)
    with pytest.raises(FrozenError):
        ended.seconds = 2  # type: ignore[misc]
