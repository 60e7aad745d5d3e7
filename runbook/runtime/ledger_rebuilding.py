"""What the journals of all runs say they claimed, for a ledger that is not there any more."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from runbook.frozen import frozen
from runbook.interpreter.events import AttemptStarted, Purpose, RunStarted
from runbook.providers.contract import Effect
from runbook.runtime.journal_contents import JournalContents, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.whereabouts import Whereabouts
from runbook.values.json import Json

_NOWHERE = ":0"
"""The port of a simulated provider whose world ended with its run."""


@frozen
class Rebuilt:
    """The claims, the first first; `unread`: what could not be read, and so nobody knows what it claimed."""

    claims: tuple[Claim, ...] = ()
    unread: tuple[str, ...] = ()


def claims_of_journals(runs: Path) -> Rebuilt:
    """Every act of every run that a journal tells of. `runs`: the directory of the journals.

    No journal says whether its server is the one that its contract declares: each counts for both places.
    """
    found: list[Claim] = []
    unread = []
    for path in sorted(runs.glob("*.db")):
        try:
            found.extend(_claims(read_journal(path)))
        except JournalError as error:
            unread.append(f"{path.name} {error.reason}")
    return Rebuilt(tuple(sorted(found, key=lambda claim: claim.at)), tuple(unread))


def _claims(contents: JournalContents) -> Iterator[Claim]:
    started = next((one.event for one in contents.events if isinstance(one.event, RunStarted)), None)
    last: dict[tuple[str, str], Claim] = {}
    for recorded in contents.events:
        event = recorded.event
        if started is None or not isinstance(event, AttemptStarted) or event.purpose is not Purpose.ACT:
            continue
        request = event.request if isinstance(event.request, dict) else {}
        if request.get("effect") != Effect.READ.value:
            for claim in _in_both_places(started, request, event, recorded.at):
                last[claim.key, claim.address] = claim
    yield from last.values()


def _in_both_places(
    started: RunStarted, request: Mapping[str, Json], event: AttemptStarted, at: float
) -> Iterator[Claim]:
    provider = str(request.get("provider", ""))
    url = started.servers.get(provider, "")
    for server in () if url.endswith(_NOWHERE) else sorted({"", url}):
        yield Claim(
            key=Whereabouts(started.environment, {provider: server}).key_of(request, started.run),
            environment=started.environment,
            server=server,
            provider=provider,
            operation=str(request.get("operation", "")),
            path=str(request.get("path", "")),
            run=started.run,
            address=event.address,
            by=started.by,
            at=at,
            attempt=event.attempt,
        )
