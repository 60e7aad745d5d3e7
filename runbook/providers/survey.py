"""One walk over a contract's data that collects everything which needs a second look."""

from dataclasses import dataclass, field

from runbook.values.json import Json, Pointer

_NAMES = frozenset(
    [
        "paths",
        "pathItems",
        "webhooks",
        "callbacks",
        "content",
        "encoding",
        "headers",
        "parameters",
        "responses",
        "requestBodies",
        "schemas",
        "examples",
        "securitySchemes",
        "properties",
        "patternProperties",
        "dependentSchemas",
        "$defs",
        "definitions",
        "variables",
    ]
)
"""Keywords whose members are names that people chose, not keywords."""

_EXTENDED = frozenset({"paths", "responses", "callbacks"})
"""Those of them that may hold extensions too."""

_DATA = frozenset({"example", "default", "enum", "const", "value", "links", "mapping", "scopes"})
"""Keywords that hold data, never references."""


@dataclass(slots=True)
class Survey:
    """What a walk found: references (the pointer of their mapping, their text), extensions, patterns and types."""

    references: list[tuple[Pointer, str]] = field(default_factory=list)
    extensions: list[Pointer] = field(default_factory=list)
    patterns: list[tuple[Pointer, str]] = field(default_factory=list)
    types: list[tuple[Pointer, str]] = field(default_factory=list)

    def join(self, other: "Survey") -> None:
        """Add what another walk found."""
        self.references += other.references
        self.extensions += other.extensions
        self.patterns += other.patterns
        self.types += other.types


def survey(data: Json, at: Pointer = ()) -> Survey:
    """Walk over `data`, which stands at the pointer `at` of its document."""
    found = Survey()
    _keywords(data, at, found)
    return found


def _keywords(value: Json, pointer: Pointer, found: Survey) -> None:
    """Walk over a value whose keys are keywords."""
    if isinstance(value, list):
        for index, element in enumerate(value):
            if type(element) is dict or type(element) is list:
                _keywords(element, (*pointer, index), found)
    elif isinstance(value, dict):
        for key, member in value.items():
            if type(member) is str:
                _note_text(key, member, pointer, found)
            elif type(member) is not dict and type(member) is not list:
                continue
            elif key in _NAMES:
                _names(member, (*pointer, key), found)
            elif key not in _DATA and not key.startswith("x-"):
                _keywords(member, (*pointer, key), found)
        if "x-runbook" in value:
            found.extensions.append((*pointer, "x-runbook"))


def _note_text(key: str, text: str, pointer: Pointer, found: Survey) -> None:
    if key == "$ref":
        found.references.append((pointer, text))
    elif key == "pattern":
        found.patterns.append(((*pointer, key), text))
    elif key == "type":
        found.types.append(((*pointer, key), text))


def _names(value: Json, pointer: Pointer, found: Survey) -> None:
    """Walk over a mapping whose keys are names; over a list (parameters, schema examples) as usual."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            _note_text("$ref", str(value["$ref"]), pointer, found)
        for name, member in value.items():
            if not (name.startswith("x-") and pointer[-1] in _EXTENDED):
                _keywords(member, (*pointer, name), found)
    elif pointer[-1] != "examples":
        _keywords(value, pointer, found)
