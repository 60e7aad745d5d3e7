"""JSON texts as documents: read at C speed, located and explained only when somebody asks."""

import json
import re
from typing import TYPE_CHECKING

from runbook.deferred import deferred, pattern
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.documents.json_faults import explain_json, first_fault
from runbook.documents.json_places import JsonPlaces
from runbook.documents.limits import CONTRACT_LIMITS, Limits
from runbook.documents.node import Document
from runbook.documents.open_value import LONGEST_WORD
from runbook.values.json import Json
from runbook.values.numbers import NumberError, read_number

if TYPE_CHECKING:
    import unicodedata
else:
    unicodedata = deferred("unicodedata")

_STRING = pattern(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)  # possessive: else 800 MB for 7 million escapes
_HALF_CHARACTER = pattern(r"\\u[dD][89a-fA-F]")


class _DuplicateKeyError(ValueError):
    """A mapping has one key twice."""


def load_json(source: Source, limits: Limits = CONTRACT_LIMITS) -> tuple[Document | None, list[Diagnostic]]:
    """The document of a JSON text: no duplicate keys, no NaN, bounded; none when anything in it is refused."""
    refusal = _refuse_size(source, limits)
    if refusal is not None:
        return None, [refusal]
    try:
        data = _DECODER.decode(source.text)
        suspect = _HALF_CHARACTER.search(source.text) is not None or not _fits(data, limits)
    except json.JSONDecodeError as error:
        return None, [explain_json(source, error.msg, error.pos)]
    except (NumberError, _DuplicateKeyError, RecursionError):
        suspect = True
    fault = first_fault(source, limits) if suspect else None
    if fault is not None:
        return None, [fault]
    return Document(source, data, JsonPlaces(source.text)), []


def _refuse_size(source: Source, limits: Limits) -> Diagnostic | None:
    size = len(source.text)
    if size > limits.size:
        message = f"the text is too large: {size:,} characters; at most {limits.size:,} are read"
        return Diagnostic("file-too-large", message, Span(source, 0, 0), help="split it")
    if _most_values(source.text) > limits.nodes and _most_values(_STRING.sub("", source.text)) > limits.nodes:
        message = f"more than {limits.nodes:,} values"
        return Diagnostic("too-many-values", message, Span(source, 0, 0), help="split it")
    return None


def _most_values(text: str) -> int:
    """No JSON text has more values than this."""
    return 1 + text.count(",") + text.count("[") + text.count("{")


def _fits(data: Json, limits: Limits) -> bool:
    """Whether depth, lengths and keys are as they should be; level by level, so that no depth overflows the stack."""
    level: list[Json] = [data]
    for _ in range(limits.depth + 1):
        if any(type(value) is str and len(value) > limits.scalar for value in level):
            return False
        mappings = [value for value in level if isinstance(value, dict)]
        lists = [value for value in level if isinstance(value, list)]
        if not mappings and not lists:
            return True
        if not all(map(_has_distinct_words, mappings)):
            return False
        level = [child for mapping in mappings for child in mapping.values()]
        level += [child for elements in lists for child in elements]
    return False


def _has_distinct_words(mapping: dict[str, Json]) -> bool:
    """Whether no two keys of a mapping read the same."""
    if "".join(mapping).isascii():
        return True
    words = [key for key in mapping if len(key) <= LONGEST_WORD]
    return len({unicodedata.normalize("NFC", key) for key in words}) == len(words)


def _members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _DuplicateKeyError
    return members


def _no_constant(name: str) -> Json:
    raise NumberError(name)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_members, parse_int=read_number, parse_float=read_number, parse_constant=_no_constant
)
