"""A run that stopped goes on: with the texts it began with, where it was, and with what a person says."""

from collections.abc import Sequence
from contextlib import ExitStack, closing

from runbook.cli.begun import say_begun
from runbook.cli.claiming import allowance, claiming
from runbook.cli.conclusion import conclude
from runbook.cli.conduct import Conducted, conduct
from runbook.cli.confirmation import confirm_going_on
from runbook.cli.exits import Exit
from runbook.cli.guards import guard
from runbook.cli.late_word import LateWord, settle_late
from runbook.cli.persons_word import Say
from runbook.cli.preparation import Prepared, profile_for
from runbook.cli.progress import Watched
from runbook.cli.recorded_place import moved_servers, recorded_place
from runbook.cli.refusal import Refusal, refused
from runbook.cli.refusal import tell as tell_refusal
from runbook.cli.relinking import relink
from runbook.cli.resting import Resting
from runbook.cli.taking_up import TakenUp, open_again, take_up
from runbook.cli.world import opened_world
from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.frozen import replace
from runbook.interpreter.decide import decide
from runbook.interpreter.events import Event
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.replay import replay
from runbook.language.procedure import Procedure
from runbook.planning.build import build_plan
from runbook.runtime.clock import SystemClock
from runbook.runtime.rest import Rest
from runbook.runtime.runner import Runner
from runbook.runtime.secret_memory import SecretMemory
from runbook.values.canonical import canonical_json
from runbook.values.unknown import encode_value


def go_on(
    run: str,
    servers: Sequence[str],
    output: str,
    say: Say | None = None,
    *,
    late: LateWord | None = None,
    again: bool = False,
    yes: bool = False,
) -> int:
    """Take the run up, add what a person says, let it go on, report; the exit code. A refusal changes nothing.

    `late`: what the person says of an effect that the run left in doubt, if it has ended.
    `again`: it may repeat what other runs did; `yes`: it may go on in production.
    """
    memory = SecretMemory()
    with ExitStack() as stack:
        taken = take_up(run, memory, SystemClock(), about=late.step if late is not None else "")
        if isinstance(taken, Refusal):
            return tell_refusal(taken, output)
        stack.enter_context(closing(taken.held))
        if taken.ended is not None and late is not None:
            return settle_late(taken, late, memory, output)
        prepared = _prepared_again(taken)
        if isinstance(prepared, Refusal):
            return tell_refusal(prepared, output)
        resting = _resting(taken, prepared.procedure)
        if isinstance(resting, Refusal):
            return tell_refusal(resting, output)
        added = _added(resting, say)
        if isinstance(added, Refusal):
            return tell_refusal(added, output)
        unconfirmed = confirm_going_on(prepared, resting, added, yes=yes)
        if unconfirmed is not None:
            return tell_refusal(unconfirmed, output)
        return _go_on(taken, replace(prepared, again=again), servers, resting, added, memory, stack, output)


def _go_on(
    taken: TakenUp,
    prepared: Prepared,
    servers: Sequence[str],
    resting: Resting,
    added: Sequence[Event],
    memory: SecretMemory,
    stack: ExitStack,
    output: str,
) -> int:
    moved = moved_servers(prepared.place, servers)
    if isinstance(moved, Refusal):
        return tell_refusal(moved, output)
    outside = opened_world(prepared, stack, memory, moved)
    if isinstance(outside, Refusal):
        return tell_refusal(outside, output)
    in_the_way = guard(prepared, outside)
    if in_the_way is not None:
        return tell_refusal(in_the_way, output)
    journal = open_again(taken, allowance(prepared, outside.clock.now()))
    if isinstance(journal, Refusal):
        return tell_refusal(journal, output)
    stack.enter_context(closing(journal))
    say_begun(taken.contents.run, prepared.place, again=True)
    contents, watched = taken.contents, Watched(prepared.procedure)
    watched.recorded.extend(contents.events)
    ledger = stack.enter_context(claiming(prepared, taken.contents.run, outside))
    conducted = Conducted(prepared, contents.run, outside, journal, watched, ledger)

    def drive(runner: Runner) -> Rest:
        return runner.resume(contents.events, added, torn=contents.torn, reached=resting.reached)

    return conclude(lambda by: conduct(conducted, by, drive), watched, outside, output)


def _prepared_again(taken: TakenUp) -> Prepared | Refusal:
    """The run as it was prepared: the same procedure, inputs and servers, hence the same plan."""
    procedure = relink(taken.contents, taken.started)
    if isinstance(procedure, Refusal):
        return procedure
    if not _inputs_are_whole(taken):
        message = "an input was masked in the journal, because it holds a secret"
        help = "give secrets by name (secrets.X); go on by hand with the provider"
        return refused(Diagnostic("procedure-changed", message, subject=taken.contents.run, help=help), Exit.REFUSED)
    place = recorded_place(procedure, taken.started)
    profile = profile_for(place)
    if isinstance(profile, Refusal):
        return profile
    plan, problems = build_plan(procedure, place.setting, taken.started.inputs)
    if has_errors(problems):
        return refused(problems)
    return Prepared(procedure, place, profile, taken.started.inputs, plan, tuple(taken.contents.documents.values()))


def _inputs_are_whole(taken: TakenUp) -> bool:
    """Whether the inputs that were recorded are those that were given: secrets are masked in records."""
    recorded = canonical_json({name: encode_value(value) for name, value in taken.started.inputs.items()})
    return any(source.text == recorded for source in taken.contents.documents.values())


def _resting(taken: TakenUp, procedure: Procedure) -> Resting | Refusal:
    """How the run rests."""
    contents = taken.contents
    try:
        state = replay(procedure, (one.event for one in contents.events))
    except IllegalEventError as error:
        message = f"this runbook understands its playbook otherwise than the one that began it: {error}"
        return refused(Diagnostic("engine-changed", message, subject=contents.run), Exit.REFUSED)
    return Resting(contents.run, contents.events, decide(procedure, state), SystemClock().now(), state)


def _added(resting: Resting, say: Say | None) -> list[Event] | Refusal:
    """What the person says, when it is an answer to something open."""
    if say is None:
        return []
    said = say(resting)
    return said if isinstance(said, Refusal) else [said]
