"""What the expressions of a step can see."""

from collections.abc import Mapping

from runbook.frozen import frozen, replace
from runbook.interpreter.state import BlockProgress, Failure, State
from runbook.language.procedure import Procedure
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.shape import STRING
from runbook.values.unknown import Unknown, Value

_FAILURE = ("step", "address", "because", "status", "message", "said")


@frozen
class Context:
    """The surroundings of a step. `steps`: results by id; `names`: loop variables and `let` names.

    `halted`: something beside it stopped, so nothing new may be sent.
    """

    procedure: Procedure
    state: State
    inputs: Mapping[str, Value]
    steps: Mapping[str, Mapping[str, Value]]
    names: Mapping[str, Value]
    failure: Failure | None = None
    halted: bool = False

    def scope(self, **more: Value) -> dict[str, Value]:
        """All names as expressions see them."""
        scope: dict[str, Value] = {
            "inputs": dict(self.inputs),
            "steps": {id: dict(fields) for id, fields in self.steps.items()},
            "run": {"id": self.state.run, "environment": self.state.environment},
            **self.names,
            **more,
        }
        if self.failure is not None:
            scope["failure"] = failure_value(self.failure)
        return scope

    def within(self, block: BlockProgress) -> "Context":
        """The surroundings inside a block: what its finished steps left is visible."""
        return replace(
            self,
            steps={**self.steps, **block.steps},
            names={**self.names, **block.names},
            failure=block.failure or self.failure,
        )

    def naming(self, name: str, value: Value) -> "Context":
        """With one more name."""
        return replace(self, names={**self.names, name: value})


def failure_value(failure: Failure) -> Value:
    """`failure` as expressions see it; every member is text, in a plan perhaps one that only a run can supply."""
    if not failure.known:
        return {name: Unknown(STRING, f"failure.{name}") for name in _FAILURE}
    return {
        "step": failure.step,
        "address": failure.address,
        "because": failure.because,
        "status": failure.status,
        "message": failure.message,
        "said": said(failure),
    }


def said(failure: Failure) -> Value:
    """What the provider said, in one piece: `422 Unable to cancel case.`; that nothing was asked when nothing was."""
    if isinstance(failure.status, str) and isinstance(failure.message, str):
        return f"{failure.status} {failure.message}".strip() or "nothing was sent here"
    return Unknown(STRING, "failure.said")


def status_text(answer: Answer) -> str:
    """An answer's status as a row would write it: `422`, `no_answer`."""
    if answer.status is not None and answer.kind is not AnswerKind.NO_ANSWER:
        return str(answer.status)
    return answer.kind.value


def response_value(answer: Answer) -> Value:
    """`response` as expressions see it."""
    if answer.supposed is not None:
        return {
            "status": answer.supposed.status,
            "body": answer.body,
            "message": answer.supposed.message,
            "headers": answer.supposed.headers,
        }
    return {
        "status": answer.status,
        "body": answer.body,
        "message": answer.message if answer.message is not None else "",
        "headers": dict(answer.headers),
    }
