"""Minted tokens, in memory only, each asked for once however many requests need it at the same time."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from runbook.runtime.access import RefusalError
from runbook.runtime.minting import Token
from runbook.runtime.ports import Clock

LEEWAY = 30.0
"""Seconds before its end when a token is asked for anew: a request must not outlive its token on the way."""


@dataclass(slots=True)
class _Place:
    """Where one token lies. `until`: monotonic time when it is made anew; `lock`: held while it is made."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    token: Token | None = None
    until: float = 0.0


class TokenShelf:
    """Tokens by what they were made from."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._places: dict[Hashable, _Place] = {}
        self._lock = threading.Lock()

    def token(
        self, key: Hashable, make: Callable[[], Token], usable: Callable[[Token], bool], patience: float
    ) -> Token:
        """The token under `key`; made when there is none, when its time is over or when it is not `usable`.

        `patience`: seconds to wait for somebody else who makes it. Errors: RefusalError after that, and from `make`.
        """
        with self._lock:
            place = self._places.setdefault(key, _Place())
        if not place.lock.acquire(timeout=max(0.0, patience)):
            raise RefusalError("no token in time", final=False)
        try:
            if place.token is not None and self._clock.monotonic() < place.until and usable(place.token):
                return place.token
            place.token = make()
            lifetime = float("inf") if place.token.lifetime is None else place.token.lifetime - LEEWAY
            place.until = self._clock.monotonic() + lifetime
            return place.token
        finally:
            place.lock.release()

    def forget(self) -> None:
        """Throw every token away: one of them was refused."""
        with self._lock:
            self._places.clear()
