"""Who may call the simulated providers, and the secrets that prove it."""

from collections.abc import Mapping

from runbook.simulator.tokens import sign_token
from runbook.values.json import Json

KARMACHECK_GROUP = "group-screening"
KARMACHECK_OTHER_GROUP = "group-elsewhere"
KARMACHECK_KEYS = ("kc-sim-api-key-screening", "kc-sim-client-access-screening")
"""The apiKey and clientAccessToken from which POST /auth/api makes a token of the group `group-screening`."""
KARMACHECK_REVOKED = "kc-sim-revoked"
"""The `jti` of a token that was invalidated."""

VAULT_USER_A = "4dd2c06a-5e02-47f3-ac9f-0000000000aa"
VAULT_USER_B = "4dd2c06a-5e02-47f3-ac9f-0000000000bb"
VAULT_TOKEN_SECONDS = 86_400

TRUEWORK_KEYS = {"tw_sk_test_51de0000000000000000000000000000000000aa": "account-lending"}
"""Secret key -> account."""

TRUEWORK_KEY_ID = "tw-sandbox-simulator"
"""The keyId of the simulator's signatures; like the sandbox's own it begins with `tw-sandbox-`."""
SIGNATURE_KEYS = {TRUEWORK_KEY_ID: "MlJwU9R0HvaI2qKbVejN4lVMMw2ADU5OOk7JIvl+RWQ="}
"""keyId -> the Ed25519 key, base64 of 32 bytes, that proves a signature: for whoever checks them."""


def karmacheck_token(jti: str, group: str = KARMACHECK_GROUP) -> str:
    """A token of one group of a company; it never expires, as KarmaCheck's do not (PROVIDERS 1.1)."""
    claims: dict[str, Json] = {
        "sub": "api-user-simulator",
        "jti": jti,
        "groupProfileId": group,
        "groupName": "Screening Operations" if group == KARMACHECK_GROUP else "Elsewhere",
        "companyId": "company-simulator",
        "companyName": "Simulated Screening Inc.",
        "isInternal": False,
        "isAdmin": False,
        "iat": 1_767_225_600,
    }
    return sign_token(claims)


def vault_token(user: str, issued: float) -> str:
    """The token of one end user for 86,400 seconds from `issued`, seconds since the epoch (PROVIDERS 2.2)."""
    return sign_token({"sub": user, "iat": int(issued), "exp": int(issued) + VAULT_TOKEN_SECONDS})


def simulator_secrets(now: float) -> Mapping[str, str]:
    """Every secret that the simulated providers know, by the name a playbook would use; `now` starts their lives."""
    return {
        "KARMACHECK_TOKEN": karmacheck_token("kc-sim-token"),
        "KARMACHECK_TOKEN_B": karmacheck_token("kc-sim-token-b", KARMACHECK_OTHER_GROUP),
        "KARMACHECK_TOKEN_REVOKED": karmacheck_token(KARMACHECK_REVOKED),
        "KARMACHECK_API_KEY": KARMACHECK_KEYS[0],
        "KARMACHECK_CLIENT_ACCESS_TOKEN": KARMACHECK_KEYS[1],
        "VAULT_TOKEN": vault_token(VAULT_USER_A, now),
        "VAULT_TOKEN_B": vault_token(VAULT_USER_B, now),
        "VAULT_TOKEN_EXPIRED": vault_token(VAULT_USER_A, now - 2 * VAULT_TOKEN_SECONDS),
        "TRUEWORK_KEY": next(iter(TRUEWORK_KEYS)),
    }
