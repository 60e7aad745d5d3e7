"""Vault: end users' tokens that expire, and refusals inside a success (PROVIDERS.md 2)."""

from runbook.frozen import replace
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect, Operation
from runbook.providers.tokens import claims, text_claim
from runbook.values.numbers import is_whole
from runbook.values.unknown import Value

SENSITIVE = frozenset({"errorStackTrace", "originalMessage"})
"""Members of an error that show the provider's inside; dropped before anyone sees them."""

COMMON = "COMMON says nothing: it may pass, or be a refusal for good (wrong id, not yours, canceled already, active)"
NOT_A_STATUS = "errorId {} is the provider's own number, not an HTTP status"


class VaultAdapter(PlainAdapter):
    """What the Vault contract cannot say."""

    name = "vault"

    def acting_as(self, token: str) -> str:
        """The end user whose token it is."""
        user = text_claim(claims(token), "sub")
        return f"user {user}" if user else ""

    def account(self, token: str) -> str:
        """The end user: who else has a token of theirs acts on the same cards."""
        return text_claim(claims(token), "sub")

    def read(self, operation: Operation, answer: Answer) -> Answer:
        """The answer without the provider's inside; a success that is none becomes malformed."""
        answer = replace(answer, body=_without_inside(answer.body))
        reason = _refusal(operation, answer)
        if reason:
            return replace(answer, kind=AnswerKind.MALFORMED, reason=reason, hint=_hint(answer.body))
        return replace(answer, hint=_hint(answer.body))


def _without_inside(body: Value) -> Value:
    if isinstance(body, dict):
        return {key: value for key, value in body.items() if key not in SENSITIVE}
    return body


def _refusal(operation: Operation, answer: Answer) -> str | None:
    """Why a 2xx is no success: live clients treat an `error` member as a failure, and only `ok` is documented."""
    if answer.kind is not AnswerKind.RESPONSE or answer.status is None or answer.status >= 300:
        return None
    body = answer.body if isinstance(answer.body, dict) else {}
    if body.get("error"):
        return "a success whose body has the member `error`"
    if operation.effect is not Effect.READ and body.get("result") != "ok":
        return "a success whose `result` is not `ok`"
    return None


def _hint(body: Value) -> str:
    if not isinstance(body, dict):
        return ""
    if body.get("error") == "COMMON":
        return COMMON
    number = body.get("errorId")
    return NOT_A_STATUS.format(int(number)) if is_whole(number) and 400 <= number <= 599 else ""
