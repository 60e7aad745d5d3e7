"""Vault: card requests of end users, and the money that a cancel returns (PROVIDERS.md 2 and 5)."""
