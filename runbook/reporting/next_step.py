"""What a person does now about a run: words, and the exact commands."""

from shlex import quote

from runbook.language.procedure import StepState, Verb
from runbook.reporting.report import Question, Report, StepReport
from runbook.reporting.words import moment

_GONE = ":0"
"""How the URL of a simulator ends that lived in the process of the run."""


def next_step(report: Report) -> tuple[str, ...]:
    """What to do, as lines of text; nothing when the run is simply done."""
    evidence = f"runbook runs show {report.run}"
    if report.running and report.state is StepState.WAITING and report.postponed_until is None:
        return (asked_elsewhere(report), f"how far it is: {evidence}")
    if report.running and report.ended_at is None:
        return (f"a process is at work on it; wait for it, or look again: {evidence}",)
    if report.closed is not None:
        return _late(report)
    if _is_gone(report):
        gone = "its simulator ended with the process of the run, so it cannot go on"
        return (f"{gone}: {close_command(report.run)}", f"the evidence: {evidence}")
    match report.state:
        case StepState.DONE | StepState.DONE_WITH_NOTES | StepState.SKIPPED:
            return _late(report)
        case StepState.IN_DOUBT:
            settle = settlements(report)
            then = "; then say" if settle else ""
            return (
                f"look it up with the provider before anything is sent again: it may have happened{then}",
                *settle,
                f"what was sent and when: {evidence}",
            )
        case StepState.HANDED_OVER:
            return _handed_over(report, evidence)
        case StepState.WAITING if report.postponed_until is not None:
            return (
                f"{_when_to_go_on(report.postponed_until, report.looked_at)}: {_resume(report)}",
                f"the evidence: {evidence}",
            )
        case StepState.WAITING:
            return (_undecided(report), *answers(report), f"the evidence: {evidence}")
        case StepState.FAILED:
            then = f"read why above, correct it, run it again; the evidence: {evidence}"
            return (*_late(report), then, *_why(report))
        case None if report.doubts:
            return (f"{_unread(report)}; to look and go on: {_resume(report)}", f"what was sent and when: {evidence}")
        case None:
            close = f"nobody will take it up: {close_command(report.run)}"
            return (f"nothing of it is in doubt; to go on: {_resume(report)}", close, f"the evidence: {evidence}")


def _handed_over(report: Report, evidence: str) -> tuple[str, ...]:
    who = ", ".join(dict.fromkeys(handed.to for _, handed in report.handovers)) or "the owner"
    taken = (f"{who} takes over; the evidence: {evidence}", f"for a ticket: runbook runs report {report.run}")
    over = () if report.doubts else (f"when that is done: {close_command(report.run)}",)
    return (*_late(report), *taken, *_why(report), *over)


def _when_to_go_on(until: float, looked_at: float | None) -> str:
    if looked_at is not None and until <= looked_at:
        return "the wait is over; to go on"
    return f"nothing is sent before {moment(until)}; to go on then"


def asked_elsewhere(report: Report) -> str:
    """Where a question can be answered that a living process has put to somebody."""
    who = report.driver or "another process"
    return f"it is being asked at a terminal by {who}; answer there, or interrupt it there"


def next_commands(report: Report) -> tuple[str, ...]:
    """Only the commands: they let the run go on, settle what it left in doubt, or take it off the inbox.

    None for a run that a process drives, and for one that needs nobody.
    """
    if report.ended_at is not None:
        handed_over = report.state is StepState.HANDED_OVER and report.closed is None
        return settlements(report) or ((close_command(report.run),) if handed_over else ())
    if report.running:
        return ()
    if _is_gone(report):
        return (close_command(report.run),)
    said = settlements(report) or tuple(one for one in answers(report) if one.startswith("runbook "))
    return tuple(dict.fromkeys(said)) or (_resume(report),)


def settlements(report: Report) -> tuple[str, ...]:
    """The commands for each effect in doubt, once for all steps that ask for it; after the end nothing is sent."""
    if report.ended_at is not None:
        return tuple(one for doubt in report.doubts for one in settle_commands(report.run, doubt.address))
    asked: dict[str, str] = {}
    for step in _resting(report, StepState.IN_DOUBT):
        asked.setdefault(step.same_as or step.address, step.address)
    return tuple(one for address in asked.values() for one in settle_commands(report.run, address))


def settle_commands(run: str, address: str) -> tuple[str, str]:
    """Return the two things that a person can say of an effect in doubt, as commands."""
    settle = f"runbook settle {run} {quote(address)}"
    return f"{settle} --happened --because TEXT", f"{settle} --did-not-happen --because TEXT"


def close_command(run: str) -> str:
    """Return the command that gives a run up."""
    return f"runbook close {run} --because TEXT"


def _late(report: Report) -> tuple[str, ...]:
    """What to do about the effects that a run left in doubt when it ended."""
    settle = settlements(report)
    look = "look it up with the provider before anything is sent again: it may have happened; then say"
    return (look, *settle) if settle else ()


def _unread(report: Report) -> str:
    """What is not known of a run that was cut short, in words."""
    if all(doubt.late for doubt in report.doubts):
        return "nobody knows whether what is in doubt above acted"
    if only_unread(report):
        return "the provider said yes, only the read-back is missing"
    return "a request was under way, and nobody knows whether it acted"


def only_unread(report: Report) -> bool:
    """Whether the provider said yes to all that is in doubt, and only a read could still speak against it."""
    unread = [doubt.attempt.verb is Verb.DONE for doubt in report.doubts if not doubt.late]
    return bool(unread) and all(unread)


def answers(report: Report) -> tuple[str, ...]:
    """The command for each open question, and until when."""
    return tuple(one for step in _resting(report, StepState.WAITING) for one in _answer(report, step))


def _undecided(report: Report) -> str:
    asked = [step.open_question for step in _resting(report, StepState.WAITING)]
    if asked and all(_is_closed(report, question) for question in asked):
        return "nobody decided in time, so the default counts; to go on with it:"
    return "a person must decide:"


def _is_closed(report: Report, question: Question | None) -> bool:
    """Whether its time had passed when somebody looked."""
    if question is None or question.until is None or question.default is None or report.looked_at is None:
        return False
    return question.until <= report.looked_at


def _answer(report: Report, step: StepReport) -> list[str]:
    question = step.open_question
    if question is not None and question.until is not None and _is_closed(report, question):
        closed = f"  {quote(step.address)} closed on {moment(question.until)}: {question.default} counts as chosen"
        return [_resume(report), closed]
    answer, choices = f"runbook answer {report.run} {quote(step.address)}", question.choices if question else ()
    commands = [f"{answer} {quote(choice)}" for choice in choices]
    if question is None or question.until is None:
        return commands
    later = f"{question.default} counts as chosen" if question.default is not None else "nobody is asked any more"
    return [*commands, f"  until {moment(question.until)}; after that {later}, with {_resume(report)}"]


def _resume(report: Report) -> str:
    return f"runbook resume {report.run}"


def _is_gone(report: Report) -> bool:
    """Return True for a run that has not ended, though the simulator that it ran against has."""
    return report.ended_at is None and any(url.endswith(_GONE) for url in report.servers.values())


def _why(report: Report) -> tuple[str, ...]:
    """The command that explains the innermost step that failed."""
    failed = [step for step in report.walk() if step.state is StepState.FAILED and step.attempts]
    return (f"which row decided: runbook why {report.run} {quote(failed[-1].address)}",) if failed else ()


def _resting(report: Report, state: StepState) -> list[StepReport]:
    """The steps that wait for a person; none in a run that ended."""
    return [] if report.ended_at is not None else [step for step in report.walk() if step.state is state]
