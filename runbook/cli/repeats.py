"""What a plan would repeat of what other runs did."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from runbook.cli.place import Place
from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen
from runbook.planning.build import SAMPLE_RUN
from runbook.planning.holes import has_holes
from runbook.planning.plan import Plan, PlannedRequest
from runbook.providers.contract import Effect
from runbook.providers.hosts import SIMULATOR
from runbook.reporting.plan_text import Remark
from runbook.runtime.state import state_place
from runbook.values.json import Json
from runbook.values.numbers import measured

if TYPE_CHECKING:
    from runbook.cli import earlier_words
    from runbook.runtime import ledger_file, ledger_lookup
    from runbook.runtime import whereabouts as whereabouts_module
    from runbook.runtime.ports import Earlier
    from runbook.runtime.whereabouts import Whereabouts
else:
    earlier_words = deferred("runbook.cli.earlier_words")
    ledger_file = deferred("runbook.runtime.ledger_file")
    ledger_lookup = deferred("runbook.runtime.ledger_lookup")
    whereabouts_module = deferred("runbook.runtime.whereabouts")


@frozen
class Repeats:
    """What would be done again. `found`: address -> who had it; `trouble`: why the ledger cannot tell."""

    found: "Mapping[str, Earlier]"
    rehearsal: bool = False
    trouble: str = ""

    def findings(self, *, again: bool) -> list[Diagnostic]:
        """What stands in the way. `again`: whether a person allowed repeating."""
        if self.trouble:
            return [ledger_trouble(self.trouble)]
        say = "say --again when you plan or run it"
        return [
            earlier_words.done_before(address, earlier, rehearsal=self.rehearsal, again=say)
            for address, earlier in self.found.items()
            if earlier.running or not again
        ]

    def remarks(self) -> list[Remark]:
        """The same beside the plan."""
        return [Remark(address, earlier_words.told(earlier)) for address, earlier in self.found.items()]

    def described(self) -> list[Json]:
        """The same as data: the `repeats` of `schemas/dry-run.schema.json`."""
        return [
            {
                "address": address,
                "run": earlier.run,
                "at": measured(earlier.at),
                "by": earlier.by,
                "in_doubt": earlier.in_doubt,
                "running": earlier.running,
                "because": earlier.because,
            }
            for address, earlier in self.found.items()
        ]


NOTHING = Repeats({})


def ledger_trouble(trouble: str) -> Diagnostic:
    """The ledger cannot say what other runs did."""
    return Diagnostic("ledger", trouble, subject="ledger", help="nothing was sent")


def repeats_of(plan: Plan, place: Place) -> Repeats:
    """What the ledger knows of the requests that are known before the run. Nothing is made or changed."""
    state = state_place(os.environ)
    if state is None or not (os.path.lexists(state / "ledger.db") or _has_journals(state)):
        return NOTHING
    where = whereabouts(place)
    keys = [
        (planned.address, where.key(planned.request, SAMPLE_RUN))
        for step in plan.steps
        for planned in step.requests
        if _can_be_known(planned) and planned.request.provider not in where.passing
    ]
    try:
        known = ledger_lookup.look_up(state, [key for _, key in keys])
    except ledger_file.LedgerError as error:
        return Repeats({}, trouble=str(error))
    found = {address: known[key] for address, key in keys if key in known}
    return Repeats(found, rehearsal=place.environment == SIMULATOR)


def _has_journals(state: Path) -> bool:
    try:
        return any(name.endswith(".db") for name in os.listdir(state / "runs"))
    except OSError:
        return False


def whereabouts(place: Place) -> "Whereabouts":
    """Where the effects of a run happen: a simulator, and any server but the declared one, is a world of its own.

    Production is one world, whatever road leads there: a tunnel must not hide what was done to it.
    """
    elsewhere = (name for name, server in place.servers.items() if place.is_elsewhere(name) and not server.production)
    servers = {name: place.servers[name].url for name in elsewhere}
    return whereabouts_module.Whereabouts(place.environment, servers, frozenset(place.simulated))


def _can_be_known(planned: PlannedRequest) -> bool:
    return planned.request.effect is not Effect.READ and not has_holes(planned.request.described())
