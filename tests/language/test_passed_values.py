"""A playbook that gives values to another one is told from one that does not."""

import pytest

from runbook.language.passed_values import passes_values
from tests.language.linked import NO_ORDER, book, parsed

USE = "{ id: u, use: other.yaml, with: { id: x } }"
CALL = f"id: a, call: shop.get_order, with: {{ id: x }}, outcomes: [ {NO_ORDER} ]"


@pytest.mark.parametrize(
    ("steps", "passes"),
    [
        (USE, True),
        ("{ id: u, use: other.yaml }", False),
        (f"{{ {CALL} }}", False),
        (f"{{ id: g, group: {{ steps: [ {{ id: w, wait: 1s }} ], rescue: [ {USE} ] }} }}", True),
        (f"{{ {CALL}, fallback: [ {USE} ] }}", True),
        (f"{{ id: p, parallel: [ {{ id: one, steps: [ {USE} ] }} ] }}", True),
    ],
)
def test_it_is_found_wherever_it_stands(steps: str, passes: bool) -> None:
    playbook, _ = parsed(book(steps))
    assert playbook is not None
    assert passes_values(playbook.body) is passes
