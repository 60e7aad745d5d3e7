"""The effects of one run while it goes on, by what they do: whether another step had the same one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from runbook.interpreter.events import AttemptStarted, Event, Purpose, RunStarted
from runbook.interpreter.standing import EffectStanding, Standing, effect_key, standings
from runbook.providers.contract import Effect
from runbook.values.json import Json


@dataclass(slots=True)
class Effects:
    """Grows by every event of a run, in order. Reads are no effects."""

    _run: str = ""
    _told: dict[str, list[Event]] = field(default_factory=dict)
    _alike: dict[str, dict[str, None]] = field(default_factory=dict)

    def heard(self, event: Event) -> None:
        """This happened next."""
        if isinstance(event, RunStarted):
            self._run = event.run
        elif isinstance(event, AttemptStarted) and event.purpose is Purpose.ACT:
            request = event.request if isinstance(event.request, dict) else {}
            if request.get("effect") != Effect.READ.value:
                self._alike.setdefault(effect_key(request, self._run), {})[event.address] = None
                self._told.setdefault(event.address, []).append(event)
        elif event.address in self._told:
            self._told[event.address].append(event)

    def elsewhere(self, address: str, request: Mapping[str, Json]) -> EffectStanding | None:
        """The effect of this request where another address had it, or may have had it; under way is in doubt."""
        for other in self._alike.get(effect_key(request, self._run), ()):
            if other != address:
                for effect in standings(self._told[other]):
                    if effect.standing is not Standing.DID_NOT_HAPPEN:
                        return effect
        return None
