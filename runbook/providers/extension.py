"""`x-runbook`: what we say about an operation that OpenAPI has no words for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from runbook.deferred import pattern
from runbook.diagnostics.suggest import did_you_mean
from runbook.frozen import frozen
from runbook.providers.contract import KEY, Effect
from runbook.providers.part import Part
from runbook.values.json import Json, Pointer, parse_pointer
from runbook.values.numbers import is_number

RULE = "contract-extension"

_ALIAS = pattern(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_ENVIRONMENT = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}\Z")
_HEADER = pattern(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Json) -> bool:
    return isinstance(value, list) and all(_is_text(element) for element in value)


def _is_pointer(value: Json) -> bool:
    if not isinstance(value, str):
        return False
    try:
        parse_pointer(value)
    except ValueError:
        return False
    return True


def _is_seconds(value: Json) -> bool:
    return is_number(value) and 0 <= value <= 86_400


@frozen
class _Kind:
    """What a member of an extension may be: the test, and its words for people."""

    fits: Callable[[Json], bool]
    words: str


_TEXT = _Kind(_is_text, "text")
_FLAG = _Kind(lambda value: isinstance(value, bool), "true or false")
_TEXTS = _Kind(_is_texts, "a list of texts")
_MAPPING = _Kind(lambda value: isinstance(value, dict), "a mapping")

ROOT: Mapping[str, _Kind] = {"name": _TEXT, "adapter": _TEXT}
SERVER: Mapping[str, _Kind] = {
    "environment": _Kind(
        lambda value: isinstance(value, str) and _ENVIRONMENT.match(value) is not None,
        "a name of plain letters, digits and . _ -, as stage",
    ),
    "production": _FLAG,
}
SCHEME: Mapping[str, _Kind] = {
    "prefixes": _Kind(
        lambda value: isinstance(value, dict) and all(_is_text(one) for one in value.values()),
        "a mapping from prefixes to environments",
    ),
    "fields": _TEXTS,
}
PROPERTY: Mapping[str, _Kind] = {"secret": _FLAG}
OPERATION: Mapping[str, _Kind] = {
    "alias": _Kind(lambda value: isinstance(value, str) and _ALIAS.match(value) is not None, "a name, as cancel_case"),
    "effect": _Kind(lambda value: value in [effect.value for effect in Effect], "read, write or irreversible"),
    "moves_money": _FLAG,
    "error_message": _Kind(_is_pointer, "a JSON pointer such as /error/message"),
    "verify": _MAPPING,
    "idempotency_key": _Kind(
        lambda value: isinstance(value, str) and _HEADER.match(value) is not None, "the name of a header"
    ),
    "unverified": _Kind(lambda value: _is_text(value) or _is_texts(value), "text or a list of texts"),
    "grace": _Kind(_is_seconds, "seconds, from 0 to 86400"),
    "success": _Kind(_is_text, "an expression such as response.body.success"),
    "nothing_happened": _Kind(_is_text, "an expression such as response.body.code == 'not_found'"),
}
VERIFY: Mapping[str, _Kind] = {"call": _TEXT, "with": _MAPPING, "holds": _TEXT}


@dataclass(slots=True)
class ExtensionReader:
    """Reads extensions and remembers which, so that those in places without a meaning can be reported."""

    read_at: set[Pointer] = field(default_factory=set)

    def read(self, owner: Part, kinds: Mapping[str, _Kind]) -> dict[str, Json]:
        """The members of the owner's `x-runbook` that are known and fit; the others are reported."""
        part = owner.child(KEY)
        if part is None:
            return {}
        self.read_at.add(part.pointer)
        return checked_members(part, kinds, KEY)


def checked_members(part: Part, kinds: Mapping[str, _Kind], name: str) -> dict[str, Json]:
    """The members of a mapping that are known and fit; the others are reported."""
    if not isinstance(part.data, dict):
        part.report(RULE, f"`{name}` must be a mapping")
        return {}
    good: dict[str, Json] = {}
    for key, value in part.data.items():
        member = Part(part.reading, (*part.pointer, key), value)
        if key not in kinds:
            member.report(RULE, f"`{name}` has no member `{key}` here", key=True, help=did_you_mean(key, kinds))
        elif not kinds[key].fits(value):
            member.report(RULE, f"`{key}` must be {kinds[key].words}")
        else:
            good[key] = value
    return good


def _is_of_an_answer(pointer: Pointer) -> bool:
    """Return True if it stands at a member that may travel in an answer; `components` hold both ways."""
    return len(pointer) > 3 and pointer[-3] == "properties" and ("responses" in pointer or pointer[0] == "components")


def report_misplaced(root: Part, extensions: list[Pointer], reader: ExtensionReader) -> None:
    """Report the extensions that nothing read because they stand where they mean nothing."""
    for pointer in extensions:
        if _is_of_an_answer(pointer):
            reader.read(root.at(pointer[:-1]), PROPERTY)
        if pointer not in reader.read_at:
            Part(root.reading, pointer, None).warn(
                RULE,
                f"`{KEY}` means nothing here",
                key=True,
                help="it is read at the root, at operations, servers, security schemes and members of a body",
            )
