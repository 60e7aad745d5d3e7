"""Truework: orders and the verification requests they hold (PROVIDERS.md 3 and 5)."""
