"""Reads that came back alike, one after another, as people read them: once, with their number and how long they took.

Formats for machines keep each.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    EffectRead,
    Event,
    Purpose,
    WaitEnded,
    WaitReason,
)
from runbook.providers.contract import Effect
from runbook.reporting.event_words import event_words
from runbook.reporting.report import Attempt
from runbook.reporting.words import answer_words, duration

LEAST = 3
"""So many stand in one line; two are as easily read one by one."""

T = TypeVar("T")


def gathered(attempts: Iterable[Attempt]) -> Iterator[tuple[Attempt, ...]]:
    """The attempts in groups: neighbours that read the same and were told the same together, all others alone."""
    for key, group in groupby(attempts, _told):
        yield from _enough(tuple(group), may=key is not None)


def _told(attempt: Attempt) -> tuple[str, ...] | None:
    """What people would read of it; None for what may have acted, of which each one counts."""
    if attempt.effect is not Effect.READ or attempt.answer is None:
        return None
    led = (str(attempt.verb), str(attempt.verdict), attempt.because, attempt.answer.hint)
    return (attempt.purpose.value, attempt.url, answer_words(attempt.answer), *led)


def _enough(group: tuple[T, ...], *, may: bool) -> Iterator[tuple[T, ...]]:
    if may and len(group) >= LEAST:
        yield group
    else:
        yield from ((one,) for one in group)


def times_words(group: Sequence[Attempt]) -> str:
    """`23 times in 2 min`: how many, from the first to the last."""
    return f"{len(group)} times in {duration(group[-1].at - group[0].at)}"


Happened = tuple[float, Event]


def told_events(events: Iterable[Happened]) -> list[tuple[float, str]]:
    """When, and in words what happened; reads that came back alike once, with the number of the last."""
    said: list[tuple[float, str]] = []
    for key, together in groupby(_blocks(events), _read):
        for group in _enough(tuple(together), may=key is not None):
            said += [(at, text) for at, event in group[0] if (text := event_words(event))]
            if len(group) > 1:
                spent = duration(group[-1][0][0] - group[0][0][0])
                said.append((group[-1][0][0], f"  the same {len(group)} times in {spent}"))
    return said


def _blocks(events: Iterable[Happened]) -> Iterator[tuple[Happened, ...]]:
    """A read with all that follows it until something else begins; everything else alone."""
    block: list[Happened] = []
    for at, event in events:
        begins = isinstance(event, AttemptStarted) and event.purpose is Purpose.VERIFY
        if block and (begins or not _follows(event)):
            yield tuple(block)
            block = []
        if begins or block:
            block.append((at, event))
        else:
            yield ((at, event),)
    if block:
        yield tuple(block)


def _follows(event: Event) -> bool:
    """Whether it belongs to the read before it."""
    match event:
        case AnswerReceived(purpose=Purpose.VERIFY) | EffectRead() | WaitEnded(reason=WaitReason.POLL):
            return True
        case WaitEnded(reason=WaitReason.GRACE):
            return True
        case _:
            return False


def _read(block: Sequence[Happened]) -> tuple[str, ...] | None:
    """What people would read of a read, without its number and how long it waited; None for anything else."""
    first, *rest = (event for _, event in block)
    if not isinstance(first, AttemptStarted) or not rest:
        return None
    return tuple(event_words(event) for event in rest if not isinstance(event, WaitEnded))
