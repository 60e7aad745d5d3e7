"""What stands at the head of a dossier: the run in one sentence, its facts, what did not happen."""

from collections.abc import Iterator
from decimal import Decimal

from runbook.frozen import frozen
from runbook.language.procedure import StepState, Verb
from runbook.planning.tally import Agreement
from runbook.reporting.dossiers.dossier import Dossier
from runbook.reporting.escape import shortened
from runbook.reporting.identity_words import closed_words, identity_words, resumed_words
from runbook.reporting.next_step import only_unread
from runbook.reporting.report import Doubt, Report, StepReport
from runbook.reporting.request_text import server_text
from runbook.reporting.words import STATES, counted, duration, moment
from runbook.values.canonical import canonical_json
from runbook.values.unknown import Value, encode_value


def sentence(report: Report) -> str:
    """The run in one or two sentences: the second tells how much of it nobody knows, though it ended."""
    if report.closed is not None:
        doubts = f" Nobody knows whether {counted(len(report.doubts), 'request')} took effect." if report.doubts else ""
        return f"It was given up {closed_words(report.closed)}.{doubts}"
    late = sum(doubt.late for doubt in report.doubts)
    return f"{_told(report)} Nobody knows whether {counted(late, 'request')} took effect." if late else _told(report)


def _told(report: Report) -> str:
    stop = "" if report.because.endswith((".", "?", "!")) else "."
    why = f": {report.because}{stop}" if report.because else "."
    match report.state:
        case StepState.DONE:
            return "Everything that was asked for happened."
        case StepState.DONE_WITH_NOTES:
            notes = counted(report.totals.notes, "effect")
            return f"It is done; {notes} did not happen, which the playbook tolerates."
        case StepState.SKIPPED:
            return f"There was nothing to do{why}"
        case StepState.FAILED:
            return f"It stopped, and nobody was handed the rest{why}"
        case StepState.HANDED_OVER:
            return f"It stopped, and people take over{why}"
        case StepState.WAITING if report.postponed_until is not None:
            return f"It waits until {moment(report.postponed_until)}{why}"
        case StepState.WAITING:
            return f"It waits for a person{why}"
        case StepState.IN_DOUBT:
            return f"Nobody knows whether {counted(max(1, report.totals.in_doubt), 'request')} took effect{why}"
        case None if report.running:
            return "It is still at work; this is how far it has come."
        case None if report.doubts and only_unread(report):
            return "It was cut short: the provider said yes, only the read-back is missing."
        case None if report.doubts:
            return "It was cut short while a request was under way, and nobody knows whether that took effect."
        case None:
            return "It was cut short; nothing of it is in doubt."


_TELLING = 3
_BRIEF = 60


def case(report: Report) -> list[str]:
    """Whose case it is: the first inputs that are one word or number each, `case_id c-91`."""
    told = [(name, value) for name, value in report.inputs.items() if isinstance(value, str | int | Decimal) and value]
    return [f"{name} {shortened(value_words(value), _BRIEF)}" for name, value in told[:_TELLING]]


def facts(dossier: Dossier) -> list[tuple[str, str]]:
    """Who, when, where, with what: label and text."""
    report = dossier.report
    ended = "not ended" if report.ended_at is None else moment(report.ended_at)
    title = f" · {dossier.title}" if dossier.title else ""
    said = [
        ("Run", report.run),
        ("Playbook", f"{report.procedure}{title}"),
        ("Digest of the playbook", report.digest),
        ("Environment", report.environment),
        *((f"Server of {name}", server_text(url)) for name, url in report.servers.items()),
        ("Started", f"{moment(report.started_at)}{f' by {report.by}' if report.by else ''}"),
        *((f"Acts at {one.provider} as", identity_words(one)) for one in report.first_acting),
        *(("Taken up", text.removeprefix("taken up ")) for text in resumed_words(report)),
        ("Closed", closed_words(report.closed) if report.closed is not None else ""),
        ("Ended", f"{ended}, after {duration(report.seconds)}"),
        ("Approved plan", report.plan),
        *((f"Input {name}", value_words(value)) for name, value in report.inputs.items()),
        *((f"Output {name}", _output(value)) for name, value in report.outputs.items()),
        ("Engine", f"runbook {dossier.engine}" if dossier.engine else ""),
    ]
    return [(label, text) for label, text in said if text]


def value_words(value: Value) -> str:
    """An input or output: text as it is, other things as JSON."""
    return value if isinstance(value, str) else canonical_json(encode_value(value))


def _output(value: Value) -> str:
    named = {state.value: words for state, (_, words, _) in STATES.items()}
    return named.get(value, value) if isinstance(value, str) else value_words(value)


_COMMAND = "runbook "


def divided(advice: str) -> tuple[str, str]:
    """A line of advice as words and the command they end with, which is empty when there is none."""
    words, command, rest = advice.partition(_COMMAND)
    return (words.strip(), command + rest) if command and " " in rest else (advice.strip(), "")


@frozen
class Undone:
    """Something that did not happen. `how`: `skipped`, `tolerated`, `not reached` ..."""

    address: str
    how: str
    because: str


def undone(dossier: Dossier) -> list[Undone]:
    """Everything that did not happen: what was skipped, refused and tolerated, stopped, or not reached."""
    unknown = {doubt.address for doubt in dossier.report.doubts}
    steps = [step for step in dossier.report.walk() if step.address not in unknown and not _happened(step)]
    said = [one for step in steps for one in _undone(step)]
    listed = [Undone(one.address, "not reached", one.title) for one in dossier.unreached]
    return [*said, *listed]


def _happened(step: StepReport) -> bool:
    """Whether people said so after all."""
    return bool(step.settled) and step.settled[-1].happened


def _undone(step: StepReport) -> Iterator[Undone]:
    acts = [one for one in step.attempts if one.verb is not None]
    if step.state is StepState.SKIPPED:
        yield Undone(step.address, "skipped", step.because)
    elif acts and acts[-1].verb is Verb.TOLERATE:
        yield Undone(step.address, "tolerated", step.because)
    elif step.state is StepState.FAILED and not step.steps:
        yield Undone(step.address, "stopped", step.because)
    yield from (Undone(one.address, "not tried", one.label) for one in step.untried)


def doubt_words(doubt: Doubt) -> str:
    """What is not known."""
    attempt = doubt.attempt
    asked = f"{attempt.method} {server_text(attempt.server)}{attempt.path}"
    return f"whether {asked} took effect (attempt {attempt.number} of {doubt.address}, {moment(attempt.at)})"


_AGREEMENTS = {
    Agreement.EQUAL: ("equal", True),
    Agreement.FILLED: ("equal but for parts that only the run could supply", True),
    Agreement.MASKED: ("not comparable: the journal masked a secret in it", False),
    Agreement.NOT_PLANNED: ("the plan does not show it", False),
}


def agreement_words(agreement: Agreement) -> tuple[str, bool]:
    """How a request stands to the plan, and whether that is as it should be."""
    return _AGREEMENTS[agreement]


def tally_words(dossier: Dossier) -> tuple[str, bool]:
    """Whether planned = sent, in one sentence; and whether it holds."""
    tally = dossier.tally
    if tally is None:
        return f"It cannot be said whether what was sent is what was planned: {dossier.untold}", False
    number = counted(len(tally.requests), "request")
    if not tally.requests:
        return "Nothing was sent, so nothing was sent that the plan does not show.", True
    if tally.holds:
        return f"{number} left this machine, each of them as the plan shows it.", True
    wrong = sum(not agreement_words(one.agreement)[1] for one in tally.requests)
    return f"{wrong} of {number} cannot be matched with the plan.", False


def stats(report: Report) -> list[tuple[str, str, bool]]:
    """Counts for the head: number, noun, and whether it is something to look at; nothing that there was not."""
    totals = report.totals
    listed = [
        (totals.requests, "request", "requests", False),
        (totals.irreversible, "irreversible", "irreversible", False),
        (totals.retries, "retry", "retries", False),
        (totals.notes, "tolerated", "tolerated", False),
        (totals.already, "already so", "already so", False),
        (totals.unclaimed, "happened, by whom is unknown", "happened, by whom is unknown", True),
        (totals.handed_over, "handed over", "handed over", True),
        (totals.in_doubt, "in doubt", "in doubt", True),
    ]
    said = [(str(number), one if number == 1 else many, loud) for number, one, many, loud in listed if number]
    return [*said, (duration(report.seconds), "in all", False)]
