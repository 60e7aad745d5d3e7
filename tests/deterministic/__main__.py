"""`python -m tests.deterministic --seeds 100000 [--from N] [--jobs 2]`, or `--seed N -v` for one seed's story."""

import argparse
import multiprocessing
import sys
import time

from tests.deterministic.shapes import NUMBER_OF_SHAPES
from tests.deterministic.trial import Tally, tried

EXAMPLES_SHOWN = 10
PROGRESS = 5_000
"""Seeds between two lines about how far a job is."""


def main(arguments: list[str]) -> int:
    """Exit code 1 when a rule was broken."""
    options = _options(arguments)
    if options.seed is not None:
        trial = tried(options.seed, tells=True)
        print(trial.story() if options.verbose else "\n".join(trial.violations) or "no violation")
        return int(bool(trial.violations))
    began = time.monotonic()
    parts = [(options.start, options.seeds, options.jobs, job) for job in range(options.jobs)]
    with multiprocessing.Pool(options.jobs) as pool:
        tally = Tally().merge(pool.imap_unordered(_part, parts))
    print(tally.table())
    print(f"{'seconds':26}{time.monotonic() - began:>12,.0f}")
    for seed, violation in sorted(tally.failed)[:EXAMPLES_SHOWN]:
        print(f"seed {seed}: {violation}\n  again: python -m tests.deterministic --seed {seed} -v")
    return int(bool(tally.failed))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.deterministic", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000)
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int)
    parser.add_argument("-v", "--verbose", action="store_true")
    return parser.parse_args(arguments)


def _part(part: tuple[int, int, int, int]) -> Tally:
    """The seeds of one job: those of its own playbooks, one playbook after the other."""
    start, count, jobs, job = part
    tally = Tally()
    for number in range(job, min(NUMBER_OF_SHAPES, count), jobs):
        for seed in range(start + number, start + count, NUMBER_OF_SHAPES):
            tally.add(tried(seed))
            if tally.counts["seeds"] % PROGRESS == 0:
                told = f"job {job}: {tally.counts['seeds']:,} seeds, {tally.counts['violations']} violations"
                print(told, file=sys.stderr, flush=True)
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
