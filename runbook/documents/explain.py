"""From what jsonschema found to what a person should know. A value is never printed: it may be secret."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from runbook.diagnostics.suggest import closest
from runbook.documents.finding import Finding
from runbook.documents.judge import Broken
from runbook.documents.wording import demand, noun, option_words, shorten
from runbook.values.json import Json, Pointer

_HINTED = frozenset({"pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
"""Keywords that say too little to a person who does not know what is meant."""

_LONGEST_HINT = 200


def explain_errors(errors: Iterable[Broken], base: Pointer = ()) -> Iterator[Finding]:
    """The findings that errors amount to. `base`: where the instance that was judged stands."""
    for error in errors:
        pointer = (*base, *error.pointer)
        if error.keyword in ("anyOf", "oneOf") and error.context:
            yield from _branch(error, pointer)
        else:
            yield _FINDINGS.get(error.keyword, _plain)(error, pointer)


def without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """One mistake, one finding: a misspelt key is unknown, and the key it was meant to be is missing."""
    meant = {
        (finding.pointer[:-1], closest(str(finding.pointer[-1]), finding.options))
        for finding in findings
        if finding.on_key and finding.options
    }
    return [
        finding for finding in findings if finding.missing is None or (finding.pointer, finding.missing) not in meant
    ]


def _branch(error: Broken, pointer: Pointer) -> Iterator[Finding]:
    """The findings of the one alternative that was most probably meant."""
    branches: dict[str | int, list[Broken]] = {}
    for inner in error.context:
        branches.setdefault(inner.branch, []).append(inner)
    if all(_is_of_other_kind(branch) for branch in branches.values()):
        yield _none_fits(branches.values(), pointer)
    else:
        yield from explain_errors(min(branches.values(), key=_distance), pointer)


def _is_of_other_kind(branch: Sequence[Broken]) -> bool:
    """Whether an alternative is for another type of value, or for other single values."""
    return any(not error.pointer and error.keyword in ("type", "enum", "const") for error in branch)


def _distance(branch: Iterable[Broken]) -> tuple[bool, bool, int]:
    """Small for the alternative that was meant: of the right type, with the right discriminating member."""
    errors = tuple(branch)
    other_member = any(len(error.pointer) == 1 and error.keyword in ("const", "enum") for error in errors)
    return _is_of_other_kind(errors), other_member, len(errors)


def _none_fits(branches: Iterable[Sequence[Broken]], pointer: Pointer) -> Finding:
    errors = [error for branch in branches for error in branch if not error.pointer]
    findings = list(explain_errors(errors, pointer))
    options = tuple(dict.fromkeys(option for finding in findings for option in finding.options))
    expected = " or ".join(dict.fromkeys(finding.expected for finding in findings if finding.expected))
    return Finding(pointer, "anyOf", f"must be {expected}", expected=expected, options=options)


def _plain(error: Broken, pointer: Pointer) -> Finding:
    keyword, value = error.keyword, error.value
    words = demand(keyword, value)
    if words is None:
        return Finding(pointer, keyword, f"breaks the schema's {keyword}")
    verb, expected = words
    message, hint = f"must {verb} {expected}", _description(error.schema) if keyword in _HINTED else ""
    return Finding(pointer, keyword, message, expected=expected, options=option_words(value), hint=hint)


def _description(schema: Json) -> str:
    """What a schema says to people."""
    said = schema.get("description") if isinstance(schema, dict) else None
    return " ".join(said[:_LONGEST_HINT].split()) if isinstance(said, str) else ""


def _type(error: Broken, pointer: Pointer) -> Finding:
    verb, expected = demand("type", error.value) or ("be", "")
    return Finding(pointer, "type", f"must {verb} {expected}, not {noun(error.instance)}", expected=expected)


def _const(error: Broken, pointer: Pointer) -> Finding:
    _, expected = demand("const", error.value) or ("be", "")
    options = option_words([error.value])
    hint = _description(error.schema)
    return Finding(pointer, "const", f"must be {expected}", expected=expected, options=options, hint=hint)


def _missing(error: Broken, pointer: Pointer) -> Finding:
    members = error.schema.get("properties") if isinstance(error.schema, dict) else None
    hint = _description(members.get(error.note)) if isinstance(members, dict) else ""
    message = f'the key "{shorten(error.note)}" is missing'
    return Finding(pointer, error.keyword, message, missing=error.note, hint=hint)


def _unknown(error: Broken, pointer: Pointer) -> Finding:
    options = _unused_keys(error.schema, error.instance)
    message = f'unknown key "{shorten(error.note)}"'
    return Finding(pointer, "additionalProperties", message, on_key=True, options=options)


def _unused_keys(schema: Json, instance: Json) -> tuple[str, ...]:
    """The keys that the schema knows and the mapping does not have yet."""
    known = schema.get("properties") if isinstance(schema, dict) else None
    used = instance if isinstance(instance, dict) else {}
    return tuple(key for key in known if key not in used) if isinstance(known, dict) else ()


def _unevaluated(error: Broken, pointer: Pointer) -> Finding:
    """jsonschema names all such keys in one sentence; the first that it names is shown."""
    keys = [key for key in error.instance if repr(key) in error.note] if isinstance(error.instance, dict) else []
    if not keys:
        return Finding(pointer, "unevaluatedProperties", "has an unknown key")
    options = _unused_keys(error.schema, error.instance)
    return Finding((*pointer, keys[0]), "unevaluatedProperties", f'unknown key "{shorten(keys[0])}"', True, "", options)


def _bad_name(error: Broken, pointer: Pointer) -> Finding:
    reasons = [finding.message for finding in explain_errors(error.context, pointer)]
    message = f'the key "{shorten(error.note)}" {" and ".join(reasons)}'
    return Finding(pointer, "propertyNames", message, on_key=True)


def _forbidden(error: Broken, pointer: Pointer) -> Finding:
    return Finding(pointer, "false", "this cannot stand here", on_key=True)


def _pattern(error: Broken, pointer: Pointer) -> Finding:
    if error.note == "too long":
        return Finding(pointer, "pattern", "is too long to be tried against its pattern", expected="a shorter text")
    return _plain(error, pointer)


_FINDINGS: dict[str, Callable[[Broken, Pointer], Finding]] = {
    "type": _type,
    "const": _const,
    "required": _missing,
    "dependentRequired": _missing,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unevaluated,
    "propertyNames": _bad_name,
    "pattern": _pattern,
    "false": _forbidden,
}
