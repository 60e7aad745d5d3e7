"""`python -m tests.agreement --combinations 20000 [--from N] [--jobs 2]`, or `--seed N -v` for one seed's story."""

import argparse
import multiprocessing
import sys
import time

from tests.agreement.trial import RUNS, Tally, limited, tried

EXAMPLES_SHOWN = 3
PART = 20
WAVE = 4


def main(arguments: list[str]) -> int:
    """Exit code 1 when a run differed from its plan, or anything crashed."""
    options = _options(arguments)
    if options.seed is not None:
        trial = tried(options.seed)
        print(trial.story() if options.verbose else "\n".join(trial.found) or "nothing wrong")
        return int(bool(trial.found))
    began, tally = time.monotonic(), Tally()
    with multiprocessing.Pool(options.jobs) as pool:
        start = options.start
        while tally.counts["combinations run"] < options.combinations:
            parts = [range(start + at * PART, start + (at + 1) * PART) for at in range(WAVE * options.jobs)]
            start = parts[-1].stop
            for part in pool.imap(_part, parts):
                tally.merge(part)
    print(tally.table())
    print(f"{'seconds':30}{time.monotonic() - began:>10,.0f}")
    for kind in tally.kinds:
        for seed, found in [one for one in sorted(tally.failed) if one[1].startswith(kind)][:EXAMPLES_SHOWN]:
            print(f"seed {seed}: {found}\n  again: python -m tests.agreement --seed {seed} -v")
    return int(bool(tally.failed))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.agreement", description=__doc__)
    parser.add_argument("--combinations", type=int, default=20_000)
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int)
    parser.add_argument("-v", "--verbose", action="store_true")
    return parser.parse_args(arguments)


def _part(seeds: range) -> Tally:
    tally = Tally()
    for seed in seeds:
        tally.add(limited(seed, runs=RUNS))
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
