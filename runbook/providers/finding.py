"""What a response turned out to be, before an adapter has its say."""

from runbook.frozen import frozen
from runbook.providers.answer import AnswerKind
from runbook.values.json import Json


@frozen
class Finding:
    """A kind of answer with its body. `reason`: why it is no plain RESPONSE; never shows the body. `no`: see Answer."""

    kind: AnswerKind
    body: Json = None
    reason: str = ""
    no: bool | None = None


def malformed(reason: str, body: Json = None) -> Finding:
    """A response that breaks the contract."""
    return Finding(AnswerKind.MALFORMED, body, reason)
