"""Measures what the project promises about speed, as ratios in one run."""

import argparse
import contextlib
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASE = "playbooks/karmacheck/cancel-case.yaml"
INPUTS = ("-i", "case_id=c-91", "-i", "service_ids=s1,s2")


def cpu(arguments: Sequence[str], runs: int, warm_up: int = 1) -> float:
    """Median CPU milliseconds of a whole process, children included; the first `warm_up` runs are not counted."""
    measured = []
    for number in range(runs + warm_up):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if number >= warm_up:
            measured.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(measured) * 1000


@contextlib.contextmanager
def fresh_cache() -> Iterator[None]:
    """An empty cache, so that nothing is remembered."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RUNBOOK_CACHE"] = folder
        try:
            yield
        finally:
            del os.environ["RUNBOOK_CACHE"]


def row(name: str, value: str, limit: str, aim: str) -> None:
    print(f"{name:<48}{value:>16}{limit:>12}{aim:>10}")


def start_up(runs: int) -> None:
    """Commands as multiples of the bare interpreter."""
    runbook = str(Path(sys.executable).parent / "runbook")
    bare = cpu([sys.executable, "-c", "pass"], runs)
    row("python -c pass", f"{bare:.1f} ms", "", "")
    cases = (
        ("runbook --help", [runbook, "--help"], "5", "2"),
        ("runbook validate, one file", [runbook, "validate", CASE], "8", "6"),
        ("runbook run --dry-run", [runbook, "run", CASE, *INPUTS, "-e", "simulator", "--dry-run"], "12", "8"),
    )
    for name, arguments, limit, aim in cases:
        row(name, f"{cpu(arguments, runs) / bare:.1f} x", limit, aim)
        if limit != "5":
            with fresh_cache():
                row(f"{name}, for the first time", f"{cpu(arguments, 1, warm_up=0) / bare:.1f} x", "", "")


def many_files(count: int) -> None:
    """`validate` of many playbooks of about 60 lines, in one process."""
    text = (ROOT / "tests/benchmarks/sixty-lines.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            changed = text.replace("name: bench", f"name: bench-{number}").replace("case {number}", f"case {number}")
            Path(folder, f"p{number}.yaml").write_text(changed, encoding="utf-8")
        runbook = str(Path(sys.executable).parent / "runbook")
        with fresh_cache():
            first = cpu([runbook, "validate", folder], 1, warm_up=0) / 1000
            again = cpu([runbook, "validate", folder], 1, warm_up=0) / 1000
    row(f"validate {count} files, files a second", f"{count / first:.0f}", "300", "600")
    row("the same again, nothing changed", f"{count / again:.0f}", "", "")


def large_contract() -> None:
    """A contract of 4 MB and 400 operations, first and cached."""
    with tempfile.TemporaryDirectory() as folder:
        text, playbook = Path(folder, "big.yaml"), Path(folder, "play.yaml")
        text.write_text(big_contract(), encoding="utf-8")
        playbook.write_text(BIG_PLAYBOOK, encoding="utf-8")
        runbook = str(Path(sys.executable).parent / "runbook")
        started = time.perf_counter()
        subprocess.run([runbook, "validate", str(playbook)], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        first = time.perf_counter() - started
        started = time.perf_counter()
        subprocess.run([runbook, "validate", str(playbook)], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        again = time.perf_counter() - started
        row(f"contract of {text.stat().st_size / 1e6:.1f} MB, first, seconds", f"{first:.2f}", "3", "")
        row("the same, cached, share of the first", f"{again / first:.2f}", "", "")


def big_contract() -> str:
    words = "Some words that a real document would have about what this member means and when it is there. " * 3
    lines = [
        "openapi: 3.1.0",
        "info: { title: Big, version: '1' }",
        "servers: [{ url: https://big.example }]",
        "paths:",
    ]
    for number in range(400):
        lines += [
            f"  /things{number}/{{id}}:",
            "    post:",
            f"      operationId: act{number}",
            "      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]",
            "      responses:",
            "        '200':",
            "          description: OK",
            "          content:",
            "            application/json:",
            f"              schema: {{ $ref: '#/components/schemas/Thing{number}' }}",
        ]
    lines += ["components:", "  schemas:"]
    for number in range(400):
        lines += [f"    Thing{number}:", "      type: object", "      properties:"]
        for member in range(26):
            lines += [f"        member{member}:", "          type: string", f"          description: {words}"]
    return "\n".join(lines) + "\n"


BIG_PLAYBOOK = """\
runbook: 1
name: big
title: Big
owner: bench
effect: irreversible
inputs: { id: { type: string } }
providers: { big: { contract: big.yaml } }
steps:
  - id: act
    title: Act
    call: big.act7
    with: { id: "{{ inputs.id }}" }
"""


def cost_of_a_call(calls: int) -> None:
    """The engine's own CPU for a call: interpreter and journal, against a transport that answers at once."""
    from tests.benchmarks.engine import cost_per_call

    with contextlib.redirect_stdout(io.StringIO()):
        cost = cost_per_call(calls)
    row(f"interpreter for one of {calls} calls, microseconds", f"{cost.own * 1e6:.0f}", "", "")
    row("journal for a call, share of the whole", f"{cost.journal / (cost.own + cost.journal):.2f}", "", "")
    row("durable writes for a call", f"{cost.writes:.1f}", "3", "")


def long_runs() -> None:
    """Planning many calls, and taking up a long run."""
    from tests.benchmarks.long_runs import first_request_after_resume, seconds_for_calls, seconds_for_items

    row("plan of 40 calls, CPU seconds", f"{seconds_for_calls(40):.2f}", "1", "0.2")
    row("plan of 1,000 items, CPU seconds", f"{seconds_for_items(1000):.2f}", "1", "0.3")
    with fresh_cache():
        row("resume of 10,000 events, CPU seconds", f"{first_request_after_resume(10_000):.2f}", "1", "0.7")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=15, help="counted runs of each command")
    options.add_argument("--files", type=int, default=1000, help="playbooks to validate")
    chosen = options.parse_args()
    sys.path.insert(0, str(ROOT))
    row("", "measured", "at most", "aim")
    start_up(chosen.runs)
    many_files(chosen.files)
    with fresh_cache():
        large_contract()
    cost_of_a_call(1000)
    long_runs()


if __name__ == "__main__":
    main()
