"""What a run leaves to say: its report, and the exit code."""

import sys
from collections.abc import Sequence

from runbook.cli import show
from runbook.cli.already_sent import refusal_exit
from runbook.cli.exits import Exit
from runbook.cli.verdict import exit_of
from runbook.frozen import replace
from runbook.interpreter.commands import Inquire
from runbook.language.procedure import Procedure, StepState
from runbook.reporting.fold import fold
from runbook.reporting.json_text import json_text
from runbook.reporting.prospects import with_prospects
from runbook.reporting.report import Report
from runbook.reporting.run_json import run_json
from runbook.reporting.run_text import run_text
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Halt, Rest
from runbook.runtime.secret_memory import SecretMemory


def report_of(recorded: Sequence[Recorded], rest: Rest | None, procedure: Procedure | None = None) -> Report | None:
    """The report of what was recorded; a run that rests on a question says so, and where each choice leads."""
    report = fold((one.at, one.event) for one in recorded)
    if report is not None and procedure is not None:
        report = with_prospects(report, procedure, (one.event for one in recorded))
    if report is None or rest is None or rest.halt is not Halt.WAITING:
        return report
    if not rest.questions:
        return report
    return replace(report, state=StepState.WAITING, because="; ".join(map(_asked, rest.questions)))


def _asked(question: Inquire) -> str:
    return f"{question.address} asks: {question.message} ({', '.join(question.choices)})"


def tell(report: Report, output: str, memory: SecretMemory) -> None:
    """The report as the payload, every secret that was revealed masked."""
    if output == "json":
        show.payload(memory.redact(json_text(run_json(report))))
    else:
        show.payload(memory.redact(show.paint_for(sys.stdout, fold=True)(run_text(report))))


def exit_after(report: Report, rest: Rest, signal_number: int) -> int:
    """The exit code of a run that came to rest."""
    match rest.halt:
        case Halt.ENDED:
            if report.state is None:
                return Exit.BUG
            return Exit.IN_DOUBT if report.doubts else exit_of(report.state)
        case Halt.WAITING:
            return Exit.IN_DOUBT if report.doubts else Exit.PERSON
        case Halt.IN_DOUBT:
            return Exit.IN_DOUBT
        case Halt.REFUSED:
            return refusal_exit(report)
        case Halt.INTERRUPTED:
            return 128 + signal_number
