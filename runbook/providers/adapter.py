"""What one provider does that no contract can say."""

from collections.abc import Mapping
from typing import Protocol

from runbook.frozen import frozen
from runbook.providers.answer import Answer, RawResponse
from runbook.providers.contract import Operation, Server
from runbook.values.unknown import Value


@frozen
class TokenRequest:
    """How to turn several secrets into one token: call `operation` with the fields, read the token at `pointer`."""

    operation: str
    fields: tuple[str, ...]
    pointer: str


class Adapter(Protocol):
    """Pure functions of one provider; `PlainAdapter` answers each with "nothing to add".

    `headers`: those of a response, in lower case, that the adapter looks at beside the contract's.
    """

    name: str
    headers: frozenset[str]

    def acting_as(self, token: str) -> str:
        """As whom a token acts, for people; empty when the token does not say."""

    def account(self, token: str) -> str:
        """What tells the account of a token from every other one, for comparing; empty when the token does not say."""

    def token_problem(self, token: str, server: Server, now: float) -> str | None:
        """Why this token must not be used there (expired, other environment); `now`: seconds since the epoch."""

    def token_request(self, scheme: str, fields: frozenset[str]) -> TokenRequest | None:
        """How to mint a token from these fields of `auth`; None when the fields are the credential."""

    def complete(self, operation: Operation, arguments: Mapping[str, Value], run: str) -> dict[str, Value]:
        """The arguments with what the adapter adds (a correlation mark); never replaces what is given."""

    def read(self, operation: Operation, answer: Answer) -> Answer:
        """The answer, reclassified where the provider says no inside a yes, and with a hint for people."""

    def signature_problem(self, response: RawResponse, server: Server) -> str | None:
        """Why a response's signature is wrong; None when it is right or absent."""
