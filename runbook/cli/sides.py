"""What `runbook diff` compares: two playbooks, or two plan files."""

import os
from collections.abc import Mapping
from contextlib import ExitStack

from runbook.cli.policies import signer_texts
from runbook.cli.reading import Read, Reading
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Source, Span
from runbook.frozen import replace
from runbook.language.procedure import Procedure
from runbook.planning.assurances import facts_of, plan_facts
from runbook.planning.difference import Side
from runbook.planning.plan_file import PlanFile
from runbook.planning.plan_file_reading import read_plan_file
from runbook.planning.proof import Prover
from runbook.planning.sketch import sketch, traits
from runbook.reporting.durations import duration
from runbook.reporting.proof_words import held, longest_wait, most_requests
from runbook.runtime.files import read_source
from runbook.runtime.git_revision import RevisionError, exported, revision_of
from runbook.values.canonical import canonical_json


def both_sides(old: str, new: str) -> tuple[Side, Side] | Refusal:
    """The two sides; or everything that is wrong with either, or why they cannot be compared.

    A side is a file, or a file of a git revision: `HEAD:play.yaml`.
    """
    with ExitStack() as stack:
        places = [_place(one, stack) for one in (old, new)]
        wrong = [one for one in places if isinstance(one, Diagnostic)]
        if wrong:
            return refused(wrong)
        before, after = map(str, places)
        found = _sides(before, after)
        named = {before: old, after: new}
        if isinstance(found, Refusal):
            return replace(found, findings=tuple(_named(one, named) for one in found.findings))
        return replace(found[0], name=old), replace(found[1], name=new)


def _place(name: str, stack: ExitStack) -> str | Diagnostic:
    """The file to read for a side; that of a revision is there until `stack` ends."""
    revision = revision_of(name)
    if revision is None:
        return name
    try:
        return str(stack.enter_context(exported(*revision, os.environ)))
    except RevisionError as error:
        return Diagnostic("unreadable-file", f"{name} {error.reason}", subject=name)


def _named(found: Diagnostic, names: Mapping[str, str]) -> Diagnostic:
    """The finding with a side's own name where its text was read from another place."""
    span = found.span
    if span is None or span.source.name not in names:
        return found
    source = Source(names[span.source.name], span.source.text)
    return replace(found, span=Span(source, span.start, span.end))


def _sides(old: str, new: str) -> tuple[Side, Side] | Refusal:
    (first, found), (second, further) = read_source(old), read_source(new)
    if first is None or second is None:
        return refused([*found, *further])
    if _is_plan(first) != _is_plan(second):
        message = "a playbook and a plan cannot be compared: a plan has inputs and an environment, a playbook has none"
        return refused(Diagnostic("not-comparable", message, subject=new, help="give two playbooks, or two plan files"))
    read = _plan_side if _is_plan(first) else _playbook_side
    before, after = read(first), read(second)
    if isinstance(before, Refusal) or isinstance(after, Refusal):
        return refused([one for side in (before, after) if isinstance(side, Refusal) for one in side.findings])
    return before, after


def _is_plan(source: Source) -> bool:
    """A playbook is YAML of ours and begins with a name, a plan file is a JSON mapping."""
    return source.text.lstrip().startswith("{")


def _playbook_side(source: Source) -> Side | Refusal:
    read = Reading().playbook(source)
    procedure = read.procedure
    if procedure is None:
        return refused([one for one in read.found if one.severity is Severity.ERROR])
    facts = {**facts_of(procedure, signer_texts(procedure)), **_batch(read)}
    plan, unplanned = sketch(procedure)
    return Side(source.name, plan, {**traits(procedure), **_proved(procedure)}, facts, unplanned)


def _batch(read: Read) -> dict[tuple[str, str], str]:
    """The batch policy, which a procedure does not hold."""
    policy = read.document.root.child("batch") if read.document is not None else None
    return {("batch", name): canonical_json(node.data) for name, node in (policy.members() if policy else ())}


_NO_BOUND = "no bound"


def _proved(procedure: Procedure) -> dict[tuple[str, str], str]:
    """What `runbook validate` proves of it, its bounds among that; or what it finds instead."""
    examined = Prover().check(procedure)
    if examined.proof is None:
        return {("proof", "found"): "; ".join(one.message for one in examined.findings)}
    proof = examined.proof
    return {
        ("proof", "holds"): held(proof),
        ("bounds", "requests at most"): most_requests(proof),
        ("bounds", "longest wait"): longest_wait(proof),
    }


def _plan_side(source: Source) -> Side | Refusal:
    file, found = read_plan_file(source)
    return refused(found) if file is None else _side_of_plan(source.name, file)


def _side_of_plan(name: str, file: PlanFile) -> Side:
    return Side(name, file.saved.plan, _plan_traits(file), plan_facts(file))


def _plan_traits(file: PlanFile) -> dict[tuple[str, str], str]:
    """What else a plan rests on."""
    saved = file.saved
    found = {("text", name): digest for name, digest in saved.basis.sources.items() if name != "inputs"}
    found |= {("adapters", name): f"{one.name} {one.digest}" for name, one in saved.basis.adapters.items()}
    totals = saved.plan.totals
    found["bounds", "irreversible requests at most"] = str(totals.irreversible_at_most)
    found["bounds", "requests at most"] = str(_NO_BOUND if totals.requests_at_most is None else totals.requests_at_most)
    found["bounds", "longest wait"] = _NO_BOUND if totals.longest_wait is None else duration(totals.longest_wait)
    found |= {("remarks", about): text for about, text in saved.remarks}
    return {**found, ("engine", "version"): saved.basis.engine, ("playbook", "path"): saved.basis.playbook}
