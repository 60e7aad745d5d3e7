"""Switching what is not documented."""

import pytest

from runbook.simulator.karmacheck.state import Modes, ServicesCancel
from runbook.simulator.modes import ModeError, changed_modes, described_modes


def test_a_mode_is_set_by_its_name() -> None:
    changed = changed_modes(Modes(), {"services_cancel": "partial-before-422", "search_status": 204})
    assert changed == Modes(services_cancel=ServicesCancel.PARTIAL, search_status=204)


def test_modes_describe_themselves() -> None:
    described = described_modes(Modes())
    assert described["services_cancel"] == "atomic"
    assert changed_modes(Modes(), described) == Modes()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"nonsense": 1}, "services_cancel"),
        ({"services_cancel": "sometimes"}, "atomic"),
        ({"services_cancel": 1}, "atomic"),
        ({"search_status": "204"}, "whole number"),
        ({"search_status": True}, "whole number"),
        ({"last_service_cancels": 1}, "true or false"),
    ],
)
def test_what_cannot_be_set_is_an_error_that_says_what_can(change, says: str) -> None:
    with pytest.raises(ModeError, match=says):
        changed_modes(Modes(), change)
