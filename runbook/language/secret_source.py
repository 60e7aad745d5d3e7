"""Which secret a provider's `auth` names."""

from runbook.frozen import frozen


@frozen
class SecretSource:
    """Which secret: `name` itself, or the name that the input `input` holds (`secrets[inputs.user_token]`)."""

    name: str = ""
    input: str = ""
