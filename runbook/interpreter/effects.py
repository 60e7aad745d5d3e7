"""The effects of one run while it goes on, by what they do: whether another step or item had the same one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from runbook.frozen import frozen, replace
from runbook.interpreter.events import (
    AttemptStarted,
    EffectSettled,
    Event,
    Purpose,
    RunStarted,
    SameEffect,
    StepEnded,
)
from runbook.interpreter.standing import EffectStanding, Standing, effect_key, standings
from runbook.providers.contract import Effect
from runbook.values.json import Json


@frozen
class Elsewhere:
    """The same effect at another address of the run, where it happened or may have. `live`: its step is not over."""

    effect: EffectStanding
    live: bool

    @property
    def happened(self) -> bool:
        """Return True if it is proved to have happened."""
        return self.effect.standing is Standing.HAPPENED


@dataclass(slots=True)
class Effects:
    """Grows by every event of a run, in order. Reads are no effects."""

    _run: str = ""
    _told: dict[str, list[Event]] = field(default_factory=dict)
    _alike: dict[str, dict[str, None]] = field(default_factory=dict)
    _same: dict[str, str] = field(default_factory=dict)
    _over: set[str] = field(default_factory=set)

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
        if isinstance(event, SameEffect):
            self._same[event.address] = event.earlier
        if isinstance(event, EffectSettled) and (earlier := self._same.get(event.address, "")) in self._told:
            self._told[earlier].append(replace(event, address=earlier))
        if isinstance(event, StepEnded):
            self._over.add(event.address)

    def elsewhere(self, address: str, request: Mapping[str, Json]) -> Elsewhere | None:
        """The same effect at another address: where it may still happen, else where it did, else where it may have.

        A call whose own fallback asks for its effect again does not go on before that is answered, so it is not live.
        """
        found: list[Elsewhere] = []
        for other in self._alike.get(effect_key(request, self._run), ()):
            if other != address:
                live = other not in self._over and not address.startswith(f"{other}/")
                found += [Elsewhere(effect, live) for effect in standings(self._told[other])]
        known = [one for one in found if one.live or one.effect.standing is not Standing.DID_NOT_HAPPEN]
        return min(known, key=lambda one: (not one.live, not one.happened), default=None)
