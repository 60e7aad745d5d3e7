"""From the name of a run and a step to the explanation of it."""

from runbook.cli.exits import Exit
from runbook.cli.recorded_run import RecordedRun, recorded_run
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.interpreter.address import pattern
from runbook.interpreter.explanation import explain
from runbook.interpreter.illegal import IllegalEventError
from runbook.language.procedure import Procedure
from runbook.planning.outline import outline
from runbook.reporting.why_text import Why
from runbook.reporting.words import counted, state_words


def asked_why(run: str, step: str, attempt: int | None) -> Why | Refusal:
    """The explanation, or why there is none."""
    recorded = recorded_run(run)
    if isinstance(recorded, Refusal):
        return recorded
    procedure = recorded.procedure()
    if isinstance(procedure, Refusal):
        return procedure
    found = next((one for one in recorded.report.walk() if one.address == step), None)
    if found is None:
        return _not_there(recorded, procedure, step)
    try:
        explanation = explain(procedure, recorded.happened, step, attempt)
    except IllegalEventError as error:
        message = f"this runbook understands its playbook otherwise than the one that began it: {error}"
        return refused(Diagnostic("engine-changed", message, subject=run), Exit.REFUSED)
    if attempt is not None and attempt not in explanation.attempts:
        sent = counted(len(explanation.attempts), "attempt") if explanation.attempts else "sent no request itself"
        message = f"{step} has no attempt {attempt}; it has {sent}" if explanation.attempts else f"{step} {sent}"
        return refused(Diagnostic("unknown-step", message, subject=run, help=f"see: runbook why {run} '{step}'"))
    return Why(recorded.report, found, explanation)


def _not_there(recorded: RecordedRun, procedure: Procedure, step: str) -> Refusal:
    """A step that the playbook has and the run did not come to, or one that there is not."""
    run = recorded.contents.run
    known = {one.address for one in recorded.report.walk()}
    planned = {entry.address for entry in outline(procedure)}
    if pattern(step) in planned and pattern(step) not in known:
        state, because = recorded.report.state, recorded.report.because
        stands = f"the run is {state_words(state)[1]}" + (f": {because}" if because else "")
        message = f"{step} was never reached; {stands}"
        return refused(Diagnostic("unknown-step", message, subject=run, help=f"see: runbook runs show {run}"))
    help = did_you_mean(step, known | planned) or f"the steps: runbook runs show {run}"
    return refused(Diagnostic("unknown-step", f"{run} has no step {step}", subject=run, help=help))
