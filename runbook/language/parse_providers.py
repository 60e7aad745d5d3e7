"""The providers of a playbook and their credentials, as they are written."""

import re

from runbook.deferred import pattern
from runbook.documents.node import Node
from runbook.language.playbook import Word, WrittenCredential, WrittenProvider, WrittenSecret
from runbook.language.reader import key_word, word

SINGLE = "value"
"""The field of a scheme that has one secret."""

_SECRET = pattern(r"secrets(?:\.([A-Za-z_][A-Za-z0-9_]*)|\[inputs\.([A-Za-z_][A-Za-z0-9_]*)\])", re.ASCII)


def parse_providers(node: Node | None) -> tuple[WrittenProvider, ...]:
    """Every provider that is a mapping."""
    members = node.members() if node is not None else ()
    return tuple(_provider(name, member) for name, member in members)


def _provider(name: str, node: Node) -> WrittenProvider:
    auth = node.child("auth")
    schemes = auth.members() if auth is not None else ()
    return WrittenProvider(
        name=key_word(name, node),
        contract=word(node.child("contract")),
        overlay=word(node.child("overlay")),
        auth=tuple(_credential(scheme, member) for scheme, member in schemes),
        span=node.span,
    )


def _credential(scheme: str, node: Node) -> WrittenCredential:
    name = key_word(scheme, node)
    if not isinstance(node.data, dict):
        secret = _secret(node)
        return WrittenCredential(name, None if secret is None else ((Word(SINGLE, node.span), secret),))
    fields = [(key_word(field, member), _secret(member)) for field, member in node.members()]
    sound = tuple((field, secret) for field, secret in fields if secret is not None)
    return WrittenCredential(name, sound if len(sound) == len(fields) else None)


def _secret(node: Node) -> WrittenSecret | None:
    match = _SECRET.fullmatch(node.data) if isinstance(node.data, str) else None
    return WrittenSecret(match[1] or "", match[2] or "", node.span) if match else None
