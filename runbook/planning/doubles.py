"""Requests that may ask for the effect of another one of the same run, so that a run may not send them."""

from collections import defaultdict
from collections.abc import Iterator

from runbook.interpreter.address import pattern, prefixes, segments
from runbook.interpreter.commands import Send
from runbook.interpreter.events import SameEffect
from runbook.interpreter.standing import effect_key
from runbook.planning.holes import has_holes, may_be_equal
from runbook.planning.outline import Entry
from runbook.providers.contract import Effect
from runbook.values.json import Json

_IDENTITY = ("path", "query", "body")


class Doubles:
    """Grows by every irreversible request that a plan comes to, in the order in which a run would."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        loops = ((entry.address, entry.step.loop) for entry in entries)
        self._skipping = frozenset(address for address, loop in loops if loop is not None and loop.skip_same)
        self._exact: dict[str, str] = {}
        self._seen: dict[tuple[str, str], dict[str, Json]] = defaultdict(dict)
        self._open: dict[tuple[str, str], dict[str, Json]] = defaultdict(dict)

    def of(self, send: Send) -> Iterator[SameEffect]:
        """The events that a run may record in place of sending this: the effect is another's, or may be."""
        if send.operation.effect is not Effect.IRREVERSIBLE or send.attempt > 1 or send.meant:
            return
        skipping = not self._skipping.isdisjoint(prefixes(pattern(send.address)))
        earlier = self._earlier(send, skipping=skipping)
        if earlier:
            asks = send.operation.moves_money and not skipping
            yield SameEffect(send.address, earlier, happened=True, asks=asks)
            yield SameEffect(send.address, earlier, happened=False)

    def _earlier(self, send: Send, *, skipping: bool) -> str:
        """The address of a request that may ask for the same, which came before; empty when there is none."""
        described = send.request.described()
        if not isinstance(described, dict):
            return ""
        of, identity = (send.provider, send.operation.name), {name: described.get(name) for name in _IDENTITY}
        is_open = has_holes(identity)
        found = "" if is_open else self._exact.setdefault(effect_key(described, ""), send.address)
        alike = self._seen[of] if is_open else self._open[of]
        others = (at for at, one in alike.items() if at != send.address and may_be_equal(one, identity))
        earlier = found if found != send.address else ""
        earlier = earlier or next(others, "")
        self._seen[of].setdefault(send.address, identity)
        if is_open:
            self._open[of].setdefault(send.address, identity)
        behind = any(index for _, index in segments(send.address))
        return earlier or (pattern(send.address) if skipping and behind else "")
