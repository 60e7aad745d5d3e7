"""One seed: a combination, run a few times with other answers, and what many of them add up to."""

import signal
import traceback
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from types import FrameType
from typing import NoReturn

from runbook.frozen import frozen
from runbook.interpreter.events import AnswerReceived, AnswerRouted, Purpose
from runbook.planning.answers import possible_answers
from runbook.planning.build import build_plan
from runbook.runtime.runner import Runner
from tests.agreement.combination import Build, Combination, Refused, combination
from tests.agreement.judge import Classes, disagreements
from tests.agreement.play import Play, Played

RUNS = 8
"""Runs of one playbook: planning costs more than running."""


@frozen
class Product:
    """What is judged: how plans are made, the classes of answers that they know, and what runs them."""

    build: Build = build_plan
    classes: Classes = possible_answers
    runner: type[Runner] = Runner


REAL = Product()


@dataclass(slots=True)
class Trial:
    """What became of one seed. `given`: None when planning it crashed; `found`: what was wrong."""

    seed: int
    given: Combination | Refused | None
    played: list[Played]
    found: list[str]

    def story(self) -> str:
        """Everything for a person."""
        lines: list[str] = []
        if self.given is not None:
            lines += [self.given.contract, self.given.playbook]
        if isinstance(self.given, Refused):
            lines += [f"refused: {self.given.rules} {self.given.messages}"]
        for played in self.played:
            lines += ["== run", *map(str, played.events), played.rest.halt.value]
        return "\n".join([*lines, *(f"WRONG: {one}" for one in self.found or ["nothing"])])


def tried(seed: int, product: Product = REAL, runs: int = RUNS) -> Trial:
    """Write, plan, run and judge one seed."""
    return drawn(seed, Random(f"combination {seed}"), product, runs)


LONGEST = 10
"""Seconds of computing that one playbook, with its runs, may take before it counts as too slow."""


class TooLongError(BaseException):
    """A seed computes too long; no code of the product sees this."""


def limited(seed: int, runs: int = RUNS) -> Trial:
    """As `tried`, but given up after a while; only in the main thread of a process."""
    before = signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        return tried(seed, runs=runs)
    except TooLongError:
        return Trial(seed, None, [], [f"slow: more than {LONGEST} s of computing"])
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise TooLongError


def drawn(seed: int, chance: Random, product: Product = REAL, runs: int = RUNS) -> Trial:
    """The same for what `chance` writes."""
    try:
        given = combination(chance, product.build)
    except Exception as error:
        return Trial(seed, None, [], [_crash("reading or planning", error)])
    trial = Trial(seed, given, [], [])
    if isinstance(given, Refused):
        return trial
    for turn in range(runs):
        play = Play(given, Random(f"answers {seed} {turn}"), product.runner)
        try:
            played = play.whole()
        except Exception as error:
            trial.found.append(_crash("running", error))
            continue
        trial.played.append(played)
        trial.found += disagreements(given, played, product.classes)
    return trial


def _crash(doing: str, error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.rsplit('/', 2)[-1]}:{last.lineno}"
    return f"exit 70: {doing}: {type(error).__name__}: {str(error)[:200]} ({place})"


@dataclass(slots=True)
class Tally:
    """What many seeds add up to. `kinds`: of what was found, by the first word; `failed`: with the seed."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[int, str]] = field(default_factory=list)

    def add(self, trial: Trial) -> None:
        """One more."""
        self.counts["playbooks written"] += 1
        if isinstance(trial.given, Refused):
            self.counts["playbooks refused"] += 1
            self.rules.update(trial.given.rules)
        self.counts["combinations run"] += len(trial.played)
        for played in trial.played:
            self.counts["requests"] += played.requests
            self.counts["irreversible requests"] += played.irreversible
            self.counts[f"rests: {played.rest.halt.value}"] += 1
            for event in played.events:
                if isinstance(event, AnswerReceived) and event.purpose is Purpose.ACT:
                    self.counts[f"answers: {event.answer.kind.value}"] += 1
                if isinstance(event, AnswerRouted):
                    self.counts[f"verbs: {event.verb.value}"] += 1
        self.kinds.update(one.split(":")[0] for one in trial.found)
        self.failed += [(trial.seed, one) for one in trial.found]

    def merge(self, other: "Tally") -> None:
        """Both together."""
        self.counts.update(other.counts)
        self.kinds.update(other.kinds)
        self.rules.update(other.rules)
        self.failed += other.failed

    def table(self) -> str:
        """For people."""
        rows = [f"{name:30}{count:>10,}" for name, count in sorted(self.counts.items())]
        refused = ", ".join(f"{rule} {count:,}" for rule, count in self.rules.most_common(8))
        wrong = [f"{'wrong: ' + kind:30}{count:>10,}" for kind, count in sorted(self.kinds.items())]
        return "\n".join([*rows, f"refused by: {refused}", *(wrong or [f"{'wrong':30}{0:>10}"])])
