"""Journals as a run leaves them when it is cut off."""

import os
from collections.abc import Sequence

from runbook import __version__
from runbook.cli.preparation import Prepared
from runbook.diagnostics.source import Source
from runbook.interpreter.events import Event, RunStarted
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalContents, JournalHeader, read_journal
from runbook.runtime.ports import Clock
from runbook.runtime.state import runs_directory, state_directory

RUN = "r-20261121-093012-7f3a"


def begun(prepared: Prepared) -> RunStarted:
    """How its run begins."""
    setting, procedure = prepared.place.setting, prepared.procedure
    name, digest = procedure.name, procedure.digest
    return RunStarted("", RUN, name, digest, setting.environment, setting.servers, prepared.inputs)


def cut_off(
    prepared: Prepared,
    *events: Event,
    engine: str = __version__,
    started: bool = True,
    sources: Sequence[Source] | None = None,
    clock: Clock | None = None,
) -> JournalContents:
    """The journal of a run that got this far, in the place where runs are kept."""
    header = JournalHeader(prepared.procedure.name, prepared.place.environment, 0.0, 1, "here", engine)
    directory = runs_directory(state_directory(os.environ))
    journal = RunJournal.create(directory, RUN, header, clock=clock or SystemClock())
    journal.keep(prepared.sources if sources is None else sources)
    if started:
        journal.append([begun(prepared), *events])
    journal.close()
    return read_journal(journal.path)


def without(sources: Sequence[Source], ending: str) -> list[Source]:
    """All but those whose name ends so."""
    return [one for one in sources if not one.name.endswith(ending)]


def altered(sources: Sequence[Source], ending: str, old: str, new: str) -> list[Source]:
    """With other words in those whose name ends so."""
    return [Source(one.name, one.text.replace(old, new)) if one.name.endswith(ending) else one for one in sources]
