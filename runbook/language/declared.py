"""Inputs and providers, which a playbook declares before its steps."""

from collections.abc import Mapping

from runbook.diagnostics.source import Span
from runbook.frozen import frozen
from runbook.language.secret_source import SecretSource
from runbook.providers.adapter import Adapter
from runbook.providers.contract import Contract
from runbook.values.json import Json
from runbook.values.shape import Shape


@frozen
class ProviderUse:
    """A provider under the playbook's name for it. `auth`: scheme -> field -> secret (one secret: field `value`)."""

    name: str
    contract: Contract
    adapter: Adapter
    auth: Mapping[str, Mapping[str, SecretSource]]
    span: Span


@frozen
class Input:
    """A declared input: JSON Schema and what follows from it. `required`: it has no default.

    `checked`: its texts are sent, so that no character in them may be hidden; `any_characters`: it may all the same.
    """

    name: str
    schema: Json
    shape: Shape
    required: bool
    default: Json
    description: str
    span: Span
    any_characters: bool = False
    checked: bool = False


ANY_CHARACTERS = "any_characters"
"""Our own key beside those of an input's JSON Schema."""


def written_schema(declared: Json) -> Json:
    """The JSON Schema of an input, without the key that is ours."""
    if not isinstance(declared, dict) or ANY_CHARACTERS not in declared:
        return declared
    return {keyword: value for keyword, value in declared.items() if keyword != ANY_CHARACTERS}
