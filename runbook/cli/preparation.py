"""From a command line to a plan: everything a dry run needs, and a run does first."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from runbook.cli.begun import say_planning
from runbook.cli.given import inputs_of, pairs, planned_inputs
from runbook.cli.place import Place, choose_place
from runbook.cli.reading import Reading
from runbook.cli.refusal import Refusal, refused
from runbook.cli.repeats import NOTHING, Repeats, repeats_of
from runbook.diagnostics.diagnostic import Diagnostic, Severity, has_errors
from runbook.diagnostics.source import Source
from runbook.frozen import frozen
from runbook.language.procedure import Procedure
from runbook.planning.build import build_plan
from runbook.planning.plan import Plan
from runbook.planning.same_items import same_items
from runbook.providers.hosts import SIMULATOR
from runbook.runtime.files import read_source
from runbook.runtime.profile import Profile, load_profile
from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.unknown import Value, as_value


@frozen
class Asked:
    """What the command line says about a run. `values`: inputs that have their types already, those of a plan."""

    playbook: str
    inputs: Sequence[str]
    inputs_file: str | None
    environment: str | None
    servers: Sequence[str]
    values: Mapping[str, Json] | None = None
    again: bool = False


@frozen
class Prepared:
    """A run that could begin. `sources`: every text it is made of, its inputs included.

    `again`: it may repeat what other runs did; `repeats`: what that would be.
    """

    procedure: Procedure
    place: Place
    profile: Profile
    inputs: Mapping[str, Value]
    plan: Plan
    sources: tuple[Source, ...]
    again: bool = False
    repeats: Repeats = NOTHING


def prepare(asked: Asked) -> Prepared | Refusal:
    """The plan of what is asked, with all it rests on; or everything that is in the way."""
    reading = Reading()
    source, found = read_source(asked.playbook)
    if source is None:
        return refused(found)
    procedure, found = reading.procedure(source)
    if procedure is None:
        return refused([one for one in found if one.severity is Severity.ERROR])
    place = _place(procedure, asked)
    inputs = _inputs(procedure, asked)
    if isinstance(place, Refusal) or isinstance(inputs, Refusal):
        return _both(place, inputs)
    profile = profile_for(place)
    if isinstance(profile, Refusal):
        return profile
    plan, problems = build_plan(procedure, place.setting, as_values(inputs), say_planning)
    problems = [*problems, *same_items(plan, procedure)]
    if has_errors(problems):
        return refused(problems)
    texts = (source, *reading.library.sources, Source("inputs", canonical_json(inputs)))
    repeats = repeats_of(plan, place)
    return Prepared(procedure, place, profile, as_values(inputs), plan, texts, asked.again, repeats)


def profile_for(place: Place) -> Profile | Refusal:
    """The profile of this machine for a place; a simulator has none: no secret, no proxy, no authority of ours."""
    if place.environment == SIMULATOR:
        return Profile(Path())
    profile, complaints = load_profile(os.environ, place.environment)
    return refused(complaints) if profile is None or has_errors(complaints) else profile


def _inputs(procedure: Procedure, asked: Asked) -> dict[str, Json] | Refusal:
    if asked.values is not None:
        return planned_inputs(procedure, asked.values)
    return inputs_of(procedure, asked.inputs, asked.inputs_file)


def _place(procedure: Procedure, asked: Asked) -> Place | Refusal:
    servers = pairs("--server", asked.servers)
    return servers if isinstance(servers, Refusal) else choose_place(procedure, asked.environment, servers)


def _both(*parts: object) -> Refusal:
    """One refusal for all that is in the way; the graver exit code counts."""
    refusals = [part for part in parts if isinstance(part, Refusal)]
    findings: list[Diagnostic] = [finding for one in refusals for finding in one.findings]
    return refused(findings, max(one.exit for one in refusals))


def as_values(inputs: Mapping[str, Json]) -> dict[str, Value]:
    """Plain data as values of which every part is known."""
    return {name: as_value(value) for name, value in inputs.items()}
