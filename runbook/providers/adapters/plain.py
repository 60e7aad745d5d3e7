"""The adapter of providers whose contract says everything."""

from collections.abc import Mapping

from runbook.providers.adapter import TokenRequest
from runbook.providers.answer import Answer, RawResponse
from runbook.providers.contract import Operation, Server
from runbook.providers.tokens import claims, expiry_problem, text_claim
from runbook.values.unknown import Value


class PlainAdapter:
    """Adds nothing, but reads what any JWT says: who it is for, and until when."""

    name = "plain"
    headers: frozenset[str] = frozenset()

    def acting_as(self, token: str) -> str:
        """The subject of a JWT."""
        return text_claim(claims(token), "sub")

    def account(self, token: str) -> str:
        """The subject of a JWT, and who says so: one issuer's subject is nobody at another."""
        found = claims(token)
        subject = text_claim(found, "sub")
        return f"{text_claim(found, 'iss')} {subject}".strip() if subject else ""

    def token_problem(self, token: str, server: Server, now: float) -> str | None:
        """An expired JWT."""
        return expiry_problem(token, now)

    def token_request(self, scheme: str, fields: frozenset[str]) -> TokenRequest | None:
        """The fields are the credential."""
        return None

    def complete(self, operation: Operation, arguments: Mapping[str, Value], run: str) -> dict[str, Value]:
        """The arguments as they are."""
        return dict(arguments)

    def read(self, operation: Operation, answer: Answer) -> Answer:
        """The answer as it is."""
        return answer

    def signature_problem(self, response: RawResponse, server: Server) -> str | None:
        """Nothing is signed."""
        return None
