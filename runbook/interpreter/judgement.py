"""Judge an answer by the contract's own expressions: is it a success, does it prove that nothing happened."""

from runbook.frozen import replace
from runbook.interpreter.context import response_value
from runbook.language.evaluate import EvaluationError, truth
from runbook.language.procedure import CallSite
from runbook.providers.answer import Answer, AnswerKind


def judged(site: CallSite, answer: Answer) -> Answer:
    """The answer with `success` and `nothing` filled in; malformed where `success` cannot be evaluated.

    Pure, so a resumed run judges a recorded answer as the first one did. In a plan both are there already.
    """
    if answer.kind is not AnswerKind.RESPONSE or answer.status is None or answer.supposed is not None:
        return answer
    scope = {"response": response_value(answer)}
    if site.success is not None and 200 <= answer.status < 300:
        try:
            answer = replace(answer, success=truth(site.success, scope) is True)
        except EvaluationError as error:
            because = f"the contract's `success` cannot be evaluated: {error.message}"
            return replace(answer, kind=AnswerKind.MALFORMED, reason=because)
    if site.nothing_happened is not None:
        try:
            answer = replace(answer, nothing=truth(site.nothing_happened, scope) is True)
        except EvaluationError:
            answer = replace(answer, nothing=False)
    return answer
