"""`python -m tests.deterministic --seeds 100000 [--from N] [--jobs 2]`, or `--seed N -v` for one seed's story."""

import argparse
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator

from tests.deterministic.shapes import NUMBER_OF_SHAPES
from tests.deterministic.trial import Tally, tried

EXAMPLES_SHOWN = 10


def main(arguments: list[str]) -> int:
    """Exit code 1 when a rule was broken."""
    options = _options(arguments)
    if options.seed is not None:
        trial = tried(options.seed, tells=True)
        print(trial.story() if options.verbose else "\n".join(trial.violations) or "no violation")
        return int(bool(trial.violations))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # shells start what is in the background without it
    began, tally = time.monotonic(), Tally()
    with multiprocessing.Pool(options.jobs) as pool:
        try:
            for part in pool.imap_unordered(_part, _parts(options.start, options.seeds)):
                tally.merge(part)
        except KeyboardInterrupt:
            print("interrupted: this is how far it came", file=sys.stderr)
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


def _parts(start: int, count: int) -> Iterator[range]:
    """The seeds of each playbook, so that it is planned once."""
    for first in range(start, start + min(NUMBER_OF_SHAPES, count)):
        yield range(first, start + count, NUMBER_OF_SHAPES)


def _part(seeds: range) -> Tally:
    tally = Tally()
    for seed in seeds:
        tally.add(tried(seed))
    for seed, violation in tally.failed:
        print(f"seed {seed}: {violation}", file=sys.stderr, flush=True)
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
