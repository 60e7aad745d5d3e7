"""The language: playbooks, templates, scopes with types, and linked procedures."""
