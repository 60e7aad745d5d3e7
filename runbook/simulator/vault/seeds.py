"""The seeded card requests: one for every answer that a cancel can get."""

from runbook.frozen import replace
from runbook.simulator.faults import Fault, FaultKind
from runbook.simulator.identities import VAULT_USER_A, VAULT_USER_B
from runbook.simulator.seed import Seed
from runbook.simulator.variants import numbered, read_numbered
from runbook.simulator.vault.state import CardRequest

_PAID = ("ADDRESS", "TAXID", "ADDITIONAL_PERSONAL_INFO", "KYC", "PAID")
_SAYS_NO_IN_A_YES = 124111
_WITH_FAULTS = (124101, 124102)
"""The seeds that the list also shows with each fault, so that a playbook can check them before it cancels."""

_TABLE: tuple[tuple[Seed, CardRequest | None], ...] = (
    (
        Seed("vault", "124101", "Unpaid request", "cancelled; its row leaves the list, no money moves"),
        CardRequest(124101, VAULT_USER_A),
    ),
    (
        Seed("vault", "124102", "Paid request", "cancelled; 14.90 for the card and 5.00 for delivery go back, once"),
        CardRequest(124102, VAULT_USER_A, "IN_PROGRESS", _PAID, paid_card=1490, paid_delivery=500),
    ),
    (
        Seed("vault", "124103", "Active card", "400 COMMON: the card 124903 was issued from this request"),
        CardRequest(124103, VAULT_USER_A, "ACTIVE", _PAID, paid_card=1490, card=124903),
    ),
    (
        Seed("vault", "124104", "Only a card's id", "400 COMMON: 124104 is a card, and its request was 124105"),
        None,
    ),
    (
        Seed("vault", "124105", "A card's request", "400 COMMON: it became the card 124104"),
        CardRequest(124105, VAULT_USER_A, "ACTIVE", _PAID, paid_card=1490, card=124104),
    ),
    (
        Seed(
            "vault",
            "124106",
            "A request and a card",
            "124106 is an open request and at the same time the id of another card; a cancel takes the request",
        ),
        CardRequest(124106, VAULT_USER_A, "COLLECTION", _PAID, paid_card=1490),
    ),
    (
        Seed("vault", "124107", "The other card's request", "400 COMMON: it became the card 124106"),
        CardRequest(124107, VAULT_USER_A, "SOFT_BLOCKED", _PAID, paid_card=1490, card=124106),
    ),
    (
        Seed("vault", "124108", "Unknown status", "cancelled, though its status stands in no list"),
        CardRequest(124108, VAULT_USER_A, "KYC_FORBIDDEN_COUNTRY"),
    ),
    (
        Seed(
            "vault",
            "124109",
            "Another user's",
            "400 COMMON with VAULT_TOKEN, and not in its list; cancelled with VAULT_TOKEN_B",
            (("token_secret", "VAULT_TOKEN_B"),),
        ),
        CardRequest(124109, VAULT_USER_B, "IN_PROGRESS", _PAID, paid_card=1490),
    ),
    (
        Seed("vault", "124110", "Works at the second try", "400 COMMON once for no reason, then cancelled"),
        CardRequest(124110, VAULT_USER_A, "IN_PROGRESS", _PAID, paid_card=1490, transient=1),
    ),
    (
        Seed("vault", str(_SAYS_NO_IN_A_YES), "No inside a yes", "200 with an error in its body; nothing happened"),
        CardRequest(_SAYS_NO_IN_A_YES, VAULT_USER_A),
    ),
    (Seed("vault", "124199", "Unknown", "400 COMMON: there is no such request"), None),
    (
        Seed(
            "vault",
            "124112",
            "Expired token",
            "401 “Access token expired” with the secret VAULT_TOKEN_EXPIRED",
            (("token_secret", "VAULT_TOKEN_EXPIRED"),),
        ),
        CardRequest(124112, VAULT_USER_A),
    ),
)

SEEDS = tuple(seed for seed, _ in _TABLE)
_PLAIN = tuple(row for _, row in _TABLE if row is not None)
_BY_ID = {row.id: row for row in _PLAIN}
ROWS = _PLAIN + tuple(replace(_BY_ID[id], id=numbered(id, kind)) for id in _WITH_FAULTS for kind in FaultKind)
"""What the lists show before anything is touched."""


def seeded_row(id: int) -> CardRequest | None:
    """The row of a seeded id or of a variant of it."""
    row = _BY_ID.get(id) or _BY_ID.get(int(read_numbered(id).seed))
    return None if row is None else replace(row, id=id)


def built_in_fault(id: int) -> Fault | None:
    """The fault that an id asks for."""
    variant = read_numbered(id)
    if variant.fault is not None and int(variant.seed) in _BY_ID:
        return Fault(variant.fault, "vault", key=str(id))
    refuses = int(variant.seed) == _SAYS_NO_IN_A_YES
    return Fault(FaultKind.OK_WITH_ERROR, "vault", key=str(id)) if refuses else None
