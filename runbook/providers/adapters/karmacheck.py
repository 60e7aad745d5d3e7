"""KarmaCheck: tokens that name a group and a company, and a 422 with several meanings (PROVIDERS.md 1)."""

from collections.abc import Mapping

from runbook.frozen import replace
from runbook.providers.adapter import TokenRequest
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect, Operation
from runbook.providers.tokens import claims, text_claim
from runbook.values.numbers import is_number

TOKEN_FIELDS = frozenset({"apiKey", "clientAccessToken"})

HINTS: Mapping[str, str] = {
    "Cannot cancel a case that has already started.": (
        "already_started: processing has begun; only KarmaCheck itself can stop it"
    ),
    "Unable to cancel case.": "generic: the case is canceled already, or something else forbids it; read it to know",
    "Service cannot be canceled.": "not_cancelable: a service is under way or over; the answer does not say which",
    "SSN Trace is required when County, State, or Federal Criminal Search are ordered.": (
        "dependency: criminal searches that stay need the SSN Trace; cancel them before it, or together with it"
    ),
}
"""What the provider's words mean. A hint only: the same words can have other causes (PROVIDERS.md 1.4)."""

READ_REFUSED = "403 from a read also means that there is no such case"


class KarmaCheckAdapter(PlainAdapter):
    """What the KarmaCheck contract cannot say."""

    name = "karmacheck"

    def acting_as(self, token: str) -> str:
        """The group and company of the token: it can cancel their cases and no others."""
        found = claims(token)
        group = text_claim(found, "groupName") or text_claim(found, "groupProfileId")
        company = text_claim(found, "companyName") or text_claim(found, "companyId")
        named = [f"group {group}" if group else "", f"company {company}" if company else ""]
        return " of ".join(name for name in named if name)

    def account(self, token: str) -> str:
        """The group and company by their ids: names can be changed, and given twice."""
        found = claims(token)
        group, company = text_claim(found, "groupProfileId"), text_claim(found, "companyId")
        return f"{company}/{group}" if group and company else self.acting_as(token)

    def token_request(self, scheme: str, fields: frozenset[str]) -> TokenRequest | None:
        """An API key and a client access token are exchanged for a JWT."""
        if fields == TOKEN_FIELDS:
            return TokenRequest("authenticate", ("apiKey", "clientAccessToken"), "/token")
        return None

    def read(self, operation: Operation, answer: Answer) -> Answer:
        """The answer with a hint for the words of a 422, and for the two meanings of a 403."""
        if _is_error_in_success(answer):
            return replace(answer, kind=AnswerKind.MALFORMED, reason="a success whose body is an error")
        if answer.status == 422 and isinstance(answer.message, str):
            return replace(answer, hint=HINTS.get(answer.message, ""))
        if answer.status == 403 and operation.effect is Effect.READ:
            return replace(answer, hint=READ_REFUSED)
        return answer


def _is_error_in_success(answer: Answer) -> bool:
    if answer.kind is not AnswerKind.RESPONSE or answer.status is None or answer.status >= 300:
        return False
    code = answer.body.get("statusCode") if isinstance(answer.body, dict) else None
    return is_number(code) and code >= 400
