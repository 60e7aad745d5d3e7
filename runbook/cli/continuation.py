"""A run that stopped goes on: with the texts it began with, where it was, and with what a person says."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing

from runbook.cli import aftermath, machine
from runbook.cli.already_sent import refusal_exit, weighed
from runbook.cli.begun import say_begun, say_planning
from runbook.cli.claiming import allowance, claiming
from runbook.cli.conclusion import conclude
from runbook.cli.conduct import Conducted, conduct
from runbook.cli.confirmation import confirm_going_on
from runbook.cli.exits import Exit
from runbook.cli.guards import guard
from runbook.cli.identities import identities
from runbook.cli.late_word import LateWord, settle_late, settle_resting
from runbook.cli.ledger_word import settle_in_ledger, settle_lost
from runbook.cli.over import is_closed, is_over, tell_end
from runbook.cli.persons_word import Say, also_settled, read_again
from runbook.cli.preparation import Prepared, profile_for
from runbook.cli.progress import Watched
from runbook.cli.recorded_place import moved_servers, recorded_place
from runbook.cli.refusal import Refusal, refused
from runbook.cli.refusal import tell as tell_refusal
from runbook.cli.relinking import relink
from runbook.cli.resting import Resting
from runbook.cli.same_identity import NOTHING_SAID, Vouched, taken_over
from runbook.cli.taking_up import TakenUp, doubts_left, open_again, take_up
from runbook.cli.world import opened_world
from runbook.diagnostics.diagnostic import Diagnostic, Severity, has_errors
from runbook.frozen import frozen, replace
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
    vouched: Vouched = NOTHING_SAID,
) -> int:
    """Take the run up, add what a person says, let it go on, report; the exit code. A refusal changes nothing.

    `late`: what the person says of an effect that the run left in doubt, if it has ended.
    `again`: it may repeat what other runs did; `yes`: it may go on in production; `vouched`: what they say of as whom
    it goes on.
    """
    memory = SecretMemory()
    with ExitStack() as stack:
        taken = take_up(run, memory, SystemClock())
        if isinstance(taken, Refusal):
            return settle_in_ledger(run, late, taken, output)
        stack.enter_context(closing(taken.held))
        if taken.over:
            return _over(taken, say, late, memory, output)
        try:
            ready = _ready(taken, say, servers, yes=yes)
            if isinstance(ready, Refusal):
                return tell_refusal(weighed(ready, taken.contents.events), output)
            ready = replace(ready, prepared=replace(ready.prepared, again=again), late=late, vouched=vouched)
            return _go_on(taken, ready, memory, stack, output)
        except OSError as error:  # a run that was driven tells its own trouble
            if not machine.is_trouble(error):
                raise
            machine.tell(error, f"nothing was sent now; mend that, then: runbook resume {run}")
            return refusal_exit(aftermath.report_of(taken.contents.events, None))


def _over(taken: TakenUp, say: Say | None, late: LateWord | None, memory: SecretMemory, output: str) -> int:
    """A run that ended, or that a person gave up: only a word on what it left in doubt still counts."""
    if late is not None and late.step in doubts_left(taken.contents):
        return settle_late(taken, late, memory, output)
    if late is not None and late.step in {claim.address for claim in taken.lost}:
        return settle_lost(taken.contents.run, taken.lost, late, output)
    if taken.closed is not None:
        return tell_refusal(is_closed(taken, taken.closed, resumed=say is None), output)
    if say is None:
        return tell_end(taken, output, memory)
    return tell_refusal(is_over(taken, late.step if late is not None else ""), output)


@frozen
class Ready:
    """A run that may go on. `added`: what a person says; `moved`: where its simulators are now.

    `late`: that it is a word on an effect in doubt; `vouched`: what the person says of as whom it goes on.
    """

    prepared: Prepared
    resting: Resting
    added: Sequence[Event]
    moved: Mapping[str, str]
    late: LateWord | None = None
    vouched: Vouched = NOTHING_SAID


def _ready(taken: TakenUp, say: Say | None, servers: Sequence[str], *, yes: bool) -> Ready | Refusal:
    """Everything that it takes to let the run go on; or the first thing that is in the way."""
    prepared = _prepared_again(taken)
    if isinstance(prepared, Refusal):
        return prepared
    resting = _resting(taken, prepared.procedure)
    if isinstance(resting, Refusal):
        return resting
    added = _added(resting, prepared.procedure, say)
    if isinstance(added, Refusal):
        return added
    unconfirmed = confirm_going_on(prepared, resting, added, yes=yes)
    if unconfirmed is not None:
        return unconfirmed
    moved = moved_servers(prepared.place, servers, taken.contents.run)
    return moved if isinstance(moved, Refusal) else Ready(prepared, resting, added, moved)


def _go_on(taken: TakenUp, ready: Ready, memory: SecretMemory, stack: ExitStack, output: str) -> int:
    prepared, contents = ready.prepared, taken.contents
    outside = opened_world(prepared, stack, memory, ready.moved)
    if isinstance(outside, Refusal):
        return tell_refusal(weighed(outside, contents.events), output)
    in_the_way = guard(prepared, outside)
    if in_the_way is not None:
        return tell_refusal(weighed(in_the_way, contents.events), output)
    resumed = taken_over(contents.run, contents.events, identities(prepared, outside), ready.vouched)
    if isinstance(resumed, Refusal):
        refusal = weighed(resumed, contents.events)
        return _not_as_this(taken, ready, refusal, memory, output)
    journal = open_again(taken, allowance(prepared, outside.clock.now()))
    if isinstance(journal, Refusal):
        return tell_refusal(journal, output)
    stack.enter_context(closing(journal))
    say_begun(contents.run, prepared.place, again=True)
    watched = Watched(prepared.procedure)
    watched.recorded.extend(contents.events)
    ledger = stack.enter_context(claiming(prepared, contents.run, outside, journal.path.parent.parent))
    conducted = Conducted(prepared, contents.run, outside, journal, watched, ledger)

    def drive(runner: Runner) -> Rest:
        return runner.resume(
            contents.events,
            (resumed, *ready.added),
            torn=contents.torn,
            reached=ready.resting.reached,
            kept=contents.replies,
        )

    return conclude(lambda by: conduct(conducted, by, drive), watched, outside, output)


def _not_as_this(taken: TakenUp, ready: Ready, refusal: Refusal, memory: SecretMemory, output: str) -> int:
    """Nothing is sent as another account; a word on what is in doubt sends nothing, and is recorded all the same."""
    if ready.late is None:
        return tell_refusal(refusal, output)
    tell_refusal(replace(refusal, findings=tuple(map(_only_settled, refusal.findings))), "text")
    return settle_resting(taken, ready.late, memory, output)


def _only_settled(found: Diagnostic) -> Diagnostic:
    return replace(found, severity=Severity.WARNING, help=f"what you said is recorded, and the run rests; {found.help}")


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
    plan, problems = build_plan(procedure, place.setting, taken.started.inputs, say_planning)
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


def _added(resting: Resting, procedure: Procedure, say: Say | None) -> list[Event] | Refusal:
    """Return what the person says, when it answers something open; without a word what is in doubt is read again."""
    if say is None:
        return read_again(procedure, resting)
    said = say(resting)
    return said if isinstance(said, Refusal) else [said, *also_settled(resting, said)]
