"""Accounts that a run acts as at each provider, and their comparison when it is taken up again."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from runbook.frozen import frozen
from runbook.interpreter.fields import CodecError, Fields
from runbook.values.json import Json

SIMULATED = "simulator"
"""The host of every simulated provider: simulators are alike, whatever port they listen on."""


@frozen
class Account:
    """An account at a provider. `name`: for people; `id`: what tells it from others; both are empty when unknown."""

    name: str = ""
    id: str = ""


@frozen
class Identity:
    """The account that requests with one credential act as. `secrets`: the names that the credential is made of.

    `host`: of the provider; `account`: as the credential or the profile says it.
    `fingerprint`: of the credential, under the key named `key`; `because`: why there is none.
    """

    provider: str
    secrets: tuple[str, ...]
    host: str
    account: Account = Account()
    fingerprint: str = ""
    key: str = ""
    because: str = ""

    @property
    def acts_as(self) -> str:
        """The account in words; empty when nobody says it."""
        return self.account.name

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """The provider and credential that it is an identity for."""
        return self.provider, self.secrets


class Sameness(Enum):
    """The result of comparing an identity with an earlier one."""

    SAME = "same"
    OTHER_CREDENTIAL = "other_credential"
    """Another credential of the same account."""
    UNPROVED = "unproved"
    """Only the credential can be compared, and it differs or cannot be compared either."""
    OTHER_ACCOUNT = "other_account"


@frozen
class Comparison:
    """An identity beside the one that the run had before."""

    before: Identity
    now: Identity
    sameness: Sameness


def compared(before: Iterable[Identity], now: Iterable[Identity]) -> list[Comparison]:
    """Return each identity of `now` beside the earlier one at the same place; new places are left out."""
    known = {one.place: one for one in before}
    pairs = [(known[one.place], one) for one in now if one.place in known]
    return [Comparison(first, second, _sameness(first, second)) for first, second in pairs]


def _sameness(before: Identity, now: Identity) -> Sameness:
    equal = before.fingerprint == now.fingerprint and before.key == now.key and bool(now.fingerprint)
    if before.host != now.host:
        return Sameness.OTHER_ACCOUNT
    if before.host == SIMULATED:
        return Sameness.SAME
    if before.account.id and now.account.id:
        if before.account.id != now.account.id:
            return Sameness.OTHER_ACCOUNT
        other = before.key == now.key and before.fingerprint != now.fingerprint
        return Sameness.OTHER_CREDENTIAL if other and now.fingerprint else Sameness.SAME
    return Sameness.SAME if equal else Sameness.UNPROVED


def encode_identities(identities: Sequence[Identity]) -> list[Json]:
    """Return the records of them."""
    return [
        {
            "provider": one.provider,
            "secrets": list(one.secrets),
            "host": one.host,
            "acts_as": one.account.name,
            "account": one.account.id,
            "fingerprint": one.fingerprint,
            "key": one.key,
            "because": one.because,
        }
        for one in identities
    ]


def decode_identities(record: Json) -> tuple[Identity, ...]:
    """Return the identities of their records. Errors: CodecError."""
    if not isinstance(record, list):
        raise CodecError("identities are a list")
    return tuple(_decoded(one) for one in record)


def _decoded(record: Json) -> Identity:
    if not isinstance(record, Mapping):
        raise CodecError("an identity is a mapping")
    of = Fields("identity", record)
    account = Account(of.text("acts_as"), of.text("account"))
    known = (of.text("fingerprint"), of.text("key"), of.text("because"))
    return Identity(of.text("provider"), of.list_of_texts("secrets"), of.text("host"), account, *known)
