"""`python -m tests.fuzz --seconds 600`: changed playbooks, contracts, profiles and inputs, as long as that."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.trial import tried


def main() -> int:
    """0 when every command ended well."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="of CPU")
    parser.add_argument("--seed", type=int, default=0, help="the first")
    asked = parser.parse_args()
    end, seed, wrong = time.process_time() + asked.seconds, asked.seed, 0
    while time.process_time() < end:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            for said in tried(seed, Path(folder)):
                print(said, flush=True)
                wrong += 1
        seed += 1
    print(f"{seed - asked.seed} documents, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
