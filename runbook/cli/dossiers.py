"""From a recorded run to its dossier: the report, and what the texts in the journal add."""

from collections.abc import Mapping

from runbook import __version__
from runbook.cli.begun import say_planning
from runbook.cli.recorded_place import recorded_place
from runbook.cli.recorded_run import RecordedRun
from runbook.cli.refusal import Refusal
from runbook.diagnostics.diagnostic import has_errors
from runbook.frozen import replace
from runbook.interpreter.address import pattern
from runbook.interpreter.events import AttemptStarted
from runbook.language.procedure import Procedure
from runbook.planning.build import build_plan
from runbook.planning.outline import Entry, calls_of, outline
from runbook.planning.plan import Plan
from runbook.planning.plan_file_reading import read_plan_file
from runbook.planning.tally import tally
from runbook.providers.contract import SecurityScheme
from runbook.reporting.dossiers.dossier import Dossier, Unreached
from runbook.reporting.prospects import with_prospects


def dossier_of(recorded: RecordedRun) -> Dossier:
    """The dossier; what cannot be had (a journal without its texts) is left out, and why is said."""
    bare = Dossier(recorded.report, __version__, recorded.contents.header.engine, recorded.contents.header.title)
    procedure = recorded.procedure()
    if isinstance(procedure, Refusal):
        return replace(bare, untold=_why(procedure))
    entries = outline(procedure)
    whole = replace(
        bare,
        report=with_prospects(recorded.report, procedure, (event for _, event in recorded.happened)),
        rows={address: call.rows for address, call in calls_of(entries).items()},
        titles={entry.address: entry.step.title for entry in entries},
        schemes=_schemes(recorded, procedure),
        unreached=_unreached(recorded, entries),
    )
    plan = _plan(recorded, procedure)
    if isinstance(plan, str):
        return replace(whole, untold=plan)
    sent = [event for _, event in recorded.happened if isinstance(event, AttemptStarted)]
    against = "the approved plan" if recorded.started.plan else "the plan that its texts and inputs make"
    return replace(whole, tally=tally(plan, recorded.contents.run, sent), against=against)


def _why(refusal: Refusal) -> str:
    return refusal.findings[0].message if refusal.findings else "the playbook cannot be read"


def _schemes(recorded: RecordedRun, procedure: Procedure) -> Mapping[str, Mapping[str, SecurityScheme]]:
    uses = recorded_place(procedure, recorded.started).uses
    return {name: use.contract.schemes for name, use in uses.items()}


def _unreached(recorded: RecordedRun, entries: tuple[Entry, ...]) -> tuple[Unreached, ...]:
    """The steps without a trace, outermost only, without those that are there for another turn of events."""
    reached = {pattern(step.address) for step in recorded.report.walk()}
    gone = [entry for entry in entries if entry.address not in reached and entry.part in ("", "always")]
    names = {entry.address for entry in gone}
    outer = [entry for entry in gone if entry.address.rpartition("/")[0] not in names]
    return tuple(Unreached(entry.address, entry.step.title) for entry in outer)


def _plan(recorded: RecordedRun, procedure: Procedure) -> Plan | str:
    """The plan that was applied, else the one that the run began with, made again; or why there is none."""
    if recorded.started.plan:
        return _approved(recorded)
    setting = recorded_place(procedure, recorded.started).setting
    plan, problems = build_plan(procedure, setting, recorded.started.inputs, say_planning)
    return "its inputs do not make the plan again" if has_errors(problems) else plan


def _approved(recorded: RecordedRun) -> Plan | str:
    """The plan that was applied: the journal holds its file under the digest that the run names."""
    kept = recorded.contents.documents.get(recorded.started.plan)
    file, _ = read_plan_file(kept) if kept is not None else (None, [])
    return file.saved.plan if file is not None else "the journal does not hold the approved plan"
