"""KarmaCheck: cases, their services, and when either can be cancelled (PROVIDERS.md 1 and 5)."""
