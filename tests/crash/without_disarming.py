"""The program with one safeguard less: a 4xx after a lost answer is believed. Only for a control."""

from runbook.interpreter import routing
from runbook.providers.answer import Answer


def _believed(answer: Answer) -> bool:
    del answer
    return False


assert routing._proves_nothing_happened
routing._proves_nothing_happened = _believed
