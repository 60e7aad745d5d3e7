"""What a model check proves of a playbook, whatever its inputs and whenever the process dies; or why it does not."""

from collections.abc import Callable, Hashable, Mapping

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.frozen import frozen, replace
from runbook.interpreter.address import pattern
from runbook.interpreter.events import RunStarted
from runbook.interpreter.state import State
from runbook.language.procedure import Call, IfNot, Procedure
from runbook.planning.arms import Part, parts
from runbook.planning.burden import EndlessError, worst
from runbook.planning.ground import Ground
from runbook.planning.lengths import lengths
from runbook.planning.outline import Entry, calls_of, outline
from runbook.planning.proved import Burden, Examined, Proof, Share
from runbook.planning.skeleton import OPEN, SERVERS, identity, skeleton
from runbook.planning.story import request_words, story
from runbook.planning.walk import MOST_STATES, Engine, Found, Leg, Walk
from runbook.planning.watch import Breach
from runbook.providers.contract import Effect

_ENDINGS = 3
"""Steps of which conditions may ask how they ended; beyond them the combinations are not told apart."""

_STARTED = RunStarted("", "r", "", "", "", SERVERS, OPEN)


@frozen
class _Judgement:
    """What became of a walk over a skeleton; the same for all procedures that have it."""

    burdens: dict[tuple[str, ...], Burden]
    found: tuple[tuple[Found, tuple[Leg, ...]], ...]
    on_purpose: tuple[str, ...]
    states: int
    deaths: int
    whole: bool


class Prover:
    """Checks procedures; those with equal skeletons are walked once, whatever their steps are called."""

    def __init__(self, engine: Engine | None = None, most: int = MOST_STATES) -> None:
        """`engine`: what is put to the proof. `most`: states of one procedure that are looked at."""
        self._engine = engine or Engine()
        self._most = most
        self._known: dict[Hashable, _Judgement] = {}
        self._parts: dict[Hashable, _Judgement] = {}

    def check(self, procedure: Procedure) -> Examined:
        """The proof, or a finding for each thing that must never happen and does, with the road to it."""
        if procedure.effect is not Effect.IRREVERSIBLE:
            return Examined()
        opened = _told_apart(procedure) > _ENDINGS
        bare = skeleton(procedure, numbered=True, opened=opened)
        judged = self._judgement(bare)
        if not (judged.whole or judged.found or opened):
            opened, bare = True, skeleton(procedure, numbered=True, opened=True)
            judged = self._judgement(bare)
        if judged.found:
            return Examined(_findings(procedure, self._judgement(skeleton(procedure, opened=opened))))
        if not judged.whole:
            return Examined((_not_proved(procedure, self._most),))
        return Examined(proof=_proof(procedure, judged, _own_names(procedure, bare)))

    def _judgement(self, bare: Procedure) -> _Judgement:
        key = identity(bare.body)
        if key not in self._known:
            self._known[key] = self._judge(bare)
        return self._known[key]

    def _judge(self, bare: Procedure) -> _Judgement:
        """All parts of a skeleton together: what is sent in each of them is added up."""
        apart = parts(bare)
        if len(apart) == 1:
            return replace(self._walked(bare, bool), on_purpose=Ground.of(bare).purposeful())
        judged = [self._part(part) for part in apart]
        burdens: dict[tuple[str, ...], Burden] = {}
        for one in judged:
            for loops, burden in one.burdens.items():
                burdens[loops] = burdens.get(loops, Burden()) + burden
        found = {
            (one.breach, pattern(one.address)): (one, road) for each in reversed(judged) for one, road in each.found
        }
        return _Judgement(
            burdens,
            tuple(found.values()),
            Ground.of(bare).purposeful(),
            sum(one.states for one in judged),
            sum(one.deaths for one in judged),
            all(one.whole for one in judged),
        )

    def _part(self, part: Part) -> _Judgement:
        """What became of one part; parts that differ in nothing but names are walked once."""
        bare = skeleton(part.procedure, numbered=True)
        own = _own_names(part.procedure, bare)
        counted = frozenset(address for address in own if part.counts(own[address]))
        key = (identity(bare.body), counted)
        if key not in self._parts:
            self._parts[key] = self._walked(bare, lambda address: pattern(address) in counted)
        judged = self._parts[key]
        if judged.found:
            return self._walked(part.procedure, part.counts)
        burdens = {tuple(own[loop] for loop in loops): burden for loops, burden in judged.burdens.items()}
        return replace(judged, burdens=burdens)

    def _walked(self, bare: Procedure, counts: Callable[[str], bool]) -> _Judgement:
        walk = Walk(bare, self._engine, self._most).from_state(self._engine.evolve(bare, State(), _STARTED))
        found = [(one, walk.road(one)) for one in walk.found]
        burdens: dict[tuple[str, ...], Burden] = {}
        if walk.whole and not found:
            try:
                burdens = worst(walk, counts)
            except EndlessError as error:
                endless = walk.endless(error.rest)
                found.append((endless, walk.road(endless)))
        return _Judgement(burdens, tuple(found), (), len(walk.rests), walk.deaths, walk.whole)


def _told_apart(procedure: Procedure) -> int:
    """How many steps there are of which a condition asks how they ended."""
    return sum(bool(entry.step.heeds & {"state", "choice"}) for entry in outline(procedure))


def _own_names(procedure: Procedure, bare: Procedure) -> dict[str, str]:
    """Address patterns of a numbered skeleton, as the procedure has them."""
    return {one.address: own.address for one, own in zip(outline(bare), outline(procedure), strict=True)}


def _proof(procedure: Procedure, judged: _Judgement, own: Mapping[str, str]) -> Proof:
    known = lengths(procedure)
    shares = (
        Share(tuple(known[own[loop]] for loop in loops), burden)
        for loops, burden in judged.burdens.items()
        if loops and burden != Burden()
    )
    fixed = judged.burdens.get((), Burden())
    return Proof(
        procedure.name,
        procedure.source_name,
        fixed,
        tuple(shares),
        tuple(own[address] for address in judged.on_purpose),
        judged.states,
        judged.deaths,
        tuple(address for address, call in calls_of(outline(procedure)).items() if _resends(call)),
        max((call.retry.cap for call in calls_of(outline(procedure)).values()), default=0.0),
        any(call.verify is not None and call.verify.rests for call in calls_of(outline(procedure)).values()),
    )


def _resends(call: Call) -> bool:
    irreversible = call.site.operation.effect is Effect.IRREVERSIBLE
    return irreversible and call.verify is not None and call.verify.if_not is IfNot.RESEND


def _findings(procedure: Procedure, judged: _Judgement) -> tuple[Diagnostic, ...]:
    entries = outline(procedure)
    calls, steps = calls_of(entries), {entry.address: entry for entry in entries}
    told: list[Diagnostic] = []
    for found, road in judged.found:
        last = _last(found, request_words(found.address, calls))
        entry: Entry | None = steps.get(pattern(found.address))
        told.append(
            Diagnostic(
                found.breach.value,
                _message(found),
                entry.step.span if entry is not None else None,
                label=_LABELS[found.breach],
                help=f"this can happen:\n{story(road, calls, last)}",
                subject="" if entry is not None else procedure.source_name,
            )
        )
    return tuple(told)


_LABELS = {
    Breach.SENT_TWICE: "sent again",
    Breach.SENT_AFTER_STOP: "sent all the same",
    Breach.UNNAMED_END: "nothing follows",
}


def _message(found: Found) -> str:
    match found.breach:
        case Breach.SENT_TWICE:
            return f"{found.address} may be sent twice"
        case Breach.SENT_AFTER_STOP:
            return f"{found.address} may be sent after {found.earlier} stopped"
        case Breach.UNNAMED_END:
            return f"a road ends at {found.address or 'the start'} without a state"


def _last(found: Found, request: str) -> str:
    match found.breach:
        case Breach.SENT_TWICE if found.earlier == found.address:
            return f"{request} is sent a second time, and the first may have acted"
        case Breach.SENT_TWICE:
            return f"{request} is sent, and {found.earlier} before it may have acted"
        case Breach.SENT_AFTER_STOP:
            return f"{request} is sent, although {found.earlier} stopped"
        case Breach.UNNAMED_END:
            return "nothing goes on from here, nobody is asked, and the run has no state that says so"


def _not_proved(procedure: Procedure, most: int) -> Diagnostic:
    return Diagnostic(
        "not-proved",
        f"{procedure.name} has more than {most:,} states, so nothing was proved of it",
        subject=procedure.source_name,
        help="what runs side by side multiplies: let items of its loops go one after another (`at_once: 1`), or make "
        "playbooks of parts of it that are run and proved on their own",
        severity=Severity.WARNING,
    )
