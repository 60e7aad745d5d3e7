"""jsonschema, made lenient about malformed keywords and deaf to the network; it decides and explains."""

from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, cast

from runbook.deferred import deferred
from runbook.documents.judge_keywords import OWN_KEYWORDS, Judge, Keyword, Members
from runbook.documents.keywords import asserts
from runbook.documents.local_reference import UnresolvedError, resolve_local
from runbook.frozen import frozen
from runbook.values.json import Json, Pointer

if TYPE_CHECKING:
    import referencing
    from jsonschema import validators
    from jsonschema.exceptions import ValidationError
    from referencing import exceptions as reference_exceptions
else:
    referencing = deferred("referencing")
    reference_exceptions = deferred("referencing.exceptions")
    validators = deferred("jsonschema.validators")


class JudgementError(Exception):
    """The schema cannot be applied to the value. `keyword`: where it failed, if that is known; `reason`: in words."""

    def __init__(self, keyword: str, reason: str) -> None:
        super().__init__(reason)
        self.keyword = keyword
        self.reason = reason


@frozen
class Broken:
    """One broken keyword. `pointer`: from the instance that was judged; `keyword`: `false` for the schema `false`.

    `note`: the key it is about, or a remark of `judge_keywords`; `branch`: which alternative of `anyOf` or `oneOf` it
    belongs to; `context`: what was broken in each of its alternatives.
    """

    keyword: str
    value: Json
    pointer: Pointer
    note: str
    branch: str | int
    instance: Json
    schema: Json
    context: "tuple[Broken, ...]"


def judge(schema: Json, root: Json, value: Json) -> list[Broken]:
    """What `value` breaks of `schema`, whose local references lead into `root`; errors: JudgementError."""
    judging = _references.set(_References(root))
    try:
        return [_broken(error) for error in _judge_of(root).descend(value, _without_dialect(schema))]
    except reference_exceptions.Unresolvable as error:
        raise JudgementError("$dynamicRef", f"the schema refers to {error.ref}, which is not there") from None
    except RecursionError:
        raise JudgementError("", "the value is nested too deeply for its schema") from None
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError) as error:
        raise JudgementError("", f"the schema cannot be applied: {type(error).__name__}") from None
    finally:
        _references.reset(judging)


def _broken(error: "ValidationError") -> Broken:
    return Broken(
        keyword="false" if error.schema is False else str(error.validator),
        value=cast(Json, error.validator_value),
        pointer=tuple(error.relative_path),
        note=error.message,
        branch=next(iter(error.relative_schema_path), ""),
        instance=cast(Json, error.instance),
        schema=cast(Json, error.schema),
        context=tuple(map(_broken, error.context or ())),
    )


def _judge_of(root: Json) -> Judge:
    """A judge whose registry has no way to retrieve anything."""
    schema = _without_dialect(root)
    return _lenient_judge()(schema if isinstance(schema, dict) else True, registry=referencing.Registry())


@cache
def _lenient_judge() -> "Callable[..., Judge]":
    """The class of all judges: making one takes longer than most judgements."""
    original = validators.Draft202012Validator
    keywords = {**original.VALIDATORS, **OWN_KEYWORDS, "$ref": _follow}
    lenient = {name: _lenient(name, keyword) for name, keyword in keywords.items()}
    extend = cast("Callable[[object, Mapping[str, Keyword]], Callable[..., Judge]]", validators.extend)
    return extend(original, lenient)


def _without_dialect(schema: Json) -> Json:
    """A dialect that a document names would replace our keywords by jsonschema's own."""
    if isinstance(schema, dict) and "$schema" in schema:
        return {keyword: value for keyword, value in schema.items() if keyword != "$schema"}
    return schema


class _References:
    """Follows references inside one document; never through `referencing`, whose Rust aborts on a full stack."""

    def __init__(self, root: Json) -> None:
        self._root = root
        self._followed: set[tuple[str, int]] = set()

    def follow(self, judge: Judge, reference: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
        """What the instance breaks of the schema that is meant; errors: JudgementError."""
        step = (str(reference), id(instance))
        if step in self._followed:
            raise JudgementError("$ref", f"the schema at {reference} refers to itself without end")
        try:
            target = resolve_local(self._root, str(reference))
        except UnresolvedError:
            raise JudgementError("$ref", f"the schema refers to {reference}, which is not there") from None
        self._followed.add(step)
        try:
            yield from judge.descend(instance, target)
        finally:
            self._followed.discard(step)


_references: ContextVar[_References] = ContextVar("_references")
"""Those of the judgement that is under way: the class of judges is one for all roots and all threads."""


def _follow(judge: Judge, reference: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    return _references.get().follow(judge, reference, instance, schema)


def _lenient(name: str, keyword: Keyword) -> Keyword:
    """The keyword, silent where it is malformed and where OpenAPI's `nullable` lets a null pass."""

    def check(judge: Judge, value: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
        if asserts(name, value) and not (instance is None and schema.get("nullable") is True):
            found: Iterator[ValidationError] | None = keyword(judge, value, instance, schema)
            yield from found or ()

    return check
