"""What an adapter is made of: its own module and those it builds on, so that a changed adapter is another one."""

import importlib.util

from runbook.providers.adapter import Adapter
from runbook.values.canonical import digest, digest_bytes
from runbook.values.json import Json


def adapter_digest(adapter: Adapter) -> str:
    """The digest of its modules' texts, the same on every machine that has the same ones."""
    names = [kind.__module__ for kind in type(adapter).__mro__ if kind.__module__ not in ("builtins", "typing")]
    texts: Json = {name: _text_digest(name) for name in names}
    return digest(texts)


def _text_digest(module: str) -> str:
    """Empty for a module that has no text here: then only its name counts."""
    spec = importlib.util.find_spec(module)
    read = getattr(spec.loader, "get_data", None) if spec is not None else None
    if spec is None or spec.origin is None or read is None:
        return ""
    try:
        return digest_bytes(read(spec.origin))
    except OSError:
        return ""
