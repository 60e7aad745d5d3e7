"""What goes back over the wire, once a fault has had its say."""

from collections.abc import Callable
from typing import assert_never

from runbook.frozen import frozen
from runbook.simulator.exchange import Reaction, Response, S
from runbook.simulator.faults import RECIPES, Fault, FaultKind, Manner, Says
from runbook.simulator.machine import Machine
from runbook.simulator.stamps import http_date

_SLOW_SECONDS = 5.0
_RETRY_SECONDS = 1.0
_DRIP_SECONDS = 1.0


@frozen
class Delivery:
    """An answer and how to write it. No `response`: close without one. `delay`: seconds before the first byte.

    `tempo`: seconds between the bytes of a dripping answer.
    """

    response: Response | None
    manner: Manner = Manner.WHOLE
    delay: float = 0.0
    tempo: float = _DRIP_SECONDS


def deliver(
    machine: Machine[S], reaction: Reaction[S], fault: Fault | None, at: float, elsewhere: Callable[[], str]
) -> Delivery:
    """The delivery of a reaction under a fault; `elsewhere`: a URL at another host."""
    if fault is None:
        return Delivery(reaction.response)
    recipe = RECIPES[fault.kind]
    response = _said(machine, reaction, fault, at, elsewhere)
    delay = (_SLOW_SECONDS if fault.seconds is None else fault.seconds) if fault.kind is FaultKind.SLOW else 0.0
    return Delivery(response, recipe.manner, delay, _DRIP_SECONDS if fault.seconds is None else fault.seconds)


def _said(
    machine: Machine[S], reaction: Reaction[S], fault: Fault, at: float, elsewhere: Callable[[], str]
) -> Response | None:
    match RECIPES[fault.kind].says:
        case Says.TRUTH:
            return reaction.response
        case Says.NOTHING:
            return None
        case Says.ERROR:
            return machine.finish(machine.failure(), at)
        case Says.TOO_MANY:
            return machine.finish(machine.too_many(_retry_after(fault, at)), at)
        case Says.GARBAGE:
            return Response(200, b'{"result": \xff oops', (("content-type", "application/json"),))
        case Says.OK_WITH_ERROR:
            return machine.finish(machine.ok_with_error(), at)
        case Says.REDIRECT:
            return Response(307, b"", (("location", elsewhere()),))
        case Says.TEAPOT:
            return Response(418, b"", ())
        case unknown:
            assert_never(unknown)


def _retry_after(fault: Fault, at: float) -> tuple[tuple[str, str], ...]:
    seconds = _RETRY_SECONDS if fault.seconds is None else fault.seconds
    if fault.kind is FaultKind.RATE_LIMITED_BARE:
        return ()
    if fault.kind is FaultKind.RATE_LIMITED_DATE:
        return (("retry-after", http_date(at + seconds)),)
    return (("retry-after", f"{seconds:g}"),)
