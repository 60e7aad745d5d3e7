"""Conditions over an answer that a run may not be able to evaluate: the provider may say something of another kind."""

from collections.abc import Iterator

from runbook.interpreter.context import Context, response_value
from runbook.language.evaluate import EvaluationError, truth
from runbook.language.members import Absent
from runbook.language.references import references
from runbook.language.template import Condition
from runbook.providers.answer import Answer
from runbook.values.shape import ANY, Kind, Shape
from runbook.values.unknown import Unknown, Value

_SAMPLES: tuple[tuple[Kind, Value], ...] = (
    (Kind.NULL, None),
    (Kind.BOOLEAN, True),
    (Kind.INTEGER, 0),
    (Kind.STRING, ""),
    (Kind.ARRAY, []),
    (Kind.OBJECT, {}),
)
Path = tuple[str | int, ...]


def may_fail(condition: Condition, answer: Answer, context: Context) -> bool:
    """Return True if some answer like this one, which a plan supposes, leaves the condition without a value."""
    seen = response_value(answer)
    if answer.supposed is None or not isinstance(seen, dict):
        return False
    bare: dict[str, Value] = {**seen, "headers": {}}
    tries = [bare, *({**seen, "body": body} for body in _bodies(condition, answer.body))]
    return any(_fails(condition, context, one) for one in tries)


def _fails(condition: Condition, context: Context, response: dict[str, Value]) -> bool:
    try:
        truth(condition, context.scope(response=response))
    except EvaluationError:
        return True
    return False


def _bodies(condition: Condition, body: Value) -> Iterator[Value]:
    """Return bodies in which one part that the condition reads is of some kind that it can have, or absent."""
    if not isinstance(body, Unknown):
        return
    for read in references(condition.expression):
        if read.root == "response" and read.keys[:1] == ("body",):
            for length in range(len(read.keys)):
                yield from _variants(body.shape, read.keys[1 : length + 1])


def _variants(shape: Shape, path: Path) -> Iterator[Value]:
    """Return bodies of a shape with a sample of each kind, or nothing, at a path."""
    at, required = shape, True
    for key in path:
        required = isinstance(key, str) and key in at.required
        at = (at.properties.get(key) if isinstance(key, str) else at.items) or ANY
    for kind, sample in _SAMPLES:
        if at.may_be(kind) and not (kind is Kind.OBJECT and at.required):
            yield _built(shape, path, sample)
    if not required:
        yield _built(shape, path, Absent.ABSENT)


def _built(shape: Shape, path: Path, sample: "Value | Absent") -> Value:
    if not path:
        return Unknown(shape, "response.body") if isinstance(sample, Absent) else sample
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        return [] if isinstance(sample, Absent) and not rest else [_built(shape.items or ANY, rest, sample)] * (key + 1)
    made: dict[str, Value] = {name: Unknown(of, name) for name, of in shape.properties.items() if name != key}
    if rest or not isinstance(sample, Absent):
        made[key] = _built(shape.properties.get(key, ANY), rest, sample)
    return made
