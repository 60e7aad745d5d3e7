"""Time and memory of plans and proofs that combinations would make large: `python -m tests.benchmarks.bounds`.

Each is made in a process of its own: seconds of processor time, peak memory, nodes or states, and the same for half as
many steps, so that growth is seen whatever the machine.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable

from runbook.frozen import replace
from runbook.language.procedure import Block, Branch, IfNot, Parallel, Procedure, Retry, Row, Step, Verb
from runbook.planning.build import Setting, build_plan
from runbook.planning.proof import Prover
from tests.interpreter.building import call, handover, procedure, row, step, verify

SETTING = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})


def optional(count: int) -> Procedure:
    """Steps that end in several ways, and one behind them that asks how each of them ended."""
    steps = [step(f"s{at}", call(row("422", Verb.TOLERATE)), keeps=["state"]) for at in range(count)]
    asking = " and ".join(f"steps.s{at}.state == 'done'" for at in range(count))
    return procedure(*steps, step("last", call(), when=asking), rescue=[handover()])


def polled(count: int) -> Procedure:
    """Calls whose rows look at the body and lead to a retry, fifty times at most."""
    rows: tuple[Row, ...] = (
        row("422", Verb.STOP, when="response.body.state == 'failed'"),
        replace(row("422", Verb.RETRY), body={"/state": "running"}),
        row("422", Verb.TOLERATE),
    )
    each = replace(call(*rows), retry=Retry(50, 1, 1))
    return procedure(*(step(f"s{at}", each) for at in range(count)), rescue=[handover()])


def arms(count: int) -> Procedure:
    """Arms of eight steps that send again when a read proves that nothing happened."""
    settling = call(verify=verify(IfNot.RESEND, within=40, every=40))

    def arm(at: int) -> Branch:
        steps: tuple[Step, ...] = tuple(step(f"s{at}_{number}", settling) for number in range(8))
        return Branch(f"arm{at}", Block(steps))

    return procedure(step("p", Parallel(tuple(map(arm, range(count))), count)), rescue=[handover()])


def planned(of: Procedure) -> int:
    return build_plan(of, SETTING, {"id": "t1"})[0].nodes


def proved(of: Procedure) -> int:
    proof = Prover().check(of).proof
    return proof.states if proof is not None else 0


CASES: tuple[tuple[str, Callable[[int], Procedure], Callable[[Procedure], int], int], ...] = (
    ("plan of 40 optional steps that a condition asks for", optional, planned, 40),
    ("proof of 40 optional steps that a condition asks for", optional, proved, 40),
    ("plan of 40 calls with body rows and retries", polled, planned, 40),
    ("proof of 40 calls with body rows and retries", polled, proved, 40),
    ("plan of 16 arms of 8 steps", arms, planned, 16),
    ("proof of 16 arms of 8 steps", arms, proved, 16),
)


def measured(number: int, count: int) -> tuple[float, int, int]:
    """Seconds, MB and nodes or states of one case with so many steps."""
    _, make, count_of, _ = CASES[number]
    began = time.process_time()
    found = count_of(make(count))
    return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, found


def main() -> None:
    context = multiprocessing.get_context("spawn")
    for number, (name, _, _, count) in enumerate(CASES):
        with context.Pool(1, maxtasksperchild=1) as pool:
            half, whole = (pool.apply(measured, (number, size)) for size in (count // 2, count))
        seconds, memory, found = whole
        ratio = found / max(half[2], 1)
        print(f"{name:<54} {seconds:6.2f} s {memory:4} MB {found:7,} states, {ratio:.1f} times those of half as many")


if __name__ == "__main__":
    main()
