"""What a step leaves behind, as later expressions see it."""

from collections.abc import Iterable, Mapping

from runbook.by_identity import by_identity
from runbook.language.procedure import Action, Ask, Call, Step, StepState, Use
from runbook.language.value_shape import any_of
from runbook.providers.contract import Operation, Response
from runbook.providers.parts import headers_shape
from runbook.values.shape import ANY, INTEGER, NULL, STRING, Shape, array_of, object_of, one_of, union

Shapes = Mapping[str, Shape]
"""Names and the shapes of their values."""

_STATE = one_of(tuple(state.value for state in StepState))
_ALWAYS = frozenset({"state", "because"})
_PLAIN: Shapes = {"state": _STATE, "because": STRING}


def response_shape(body: Shape, headers: Iterable[str], *, certain: bool = True) -> Shape:
    """`response`. `headers`: the names of those that are kept; not `certain`: there may be none, so no status."""
    status = INTEGER if certain else union(INTEGER, NULL)
    return object_of({"status": status, "body": body, "message": STRING, "headers": headers_shape(headers)})


@by_identity
def body_shape(responses: tuple[Response, ...]) -> Shape:
    """The body of one of these answers; null where the contract declares none."""
    shapes = [_body(response) for response in responses]
    return any_of(shapes) if shapes else ANY


def _body(response: Response) -> Shape:
    if response.schema is not None:
        return response.shape
    return ANY if response.has_body else NULL


@by_identity
def succeeded(operation: Operation) -> tuple[Response, ...]:
    """The declared answers that say yes."""
    return tuple(response for response in operation.responses if response.status.startswith("2"))


def result_shape(step: Step, items: Shape | None, outputs: Shapes) -> Shape:
    """What `steps.<id>` is; a step that may be skipped may have nothing but its state and the reason.

    `items`: the shape of a loop's items, None without a loop; `outputs`: those of a `use`.
    """
    own = _own_fields(step.action, outputs)
    if items is not None:
        own = {"items": array_of(object_of({**_PLAIN, "item": items, "status": STRING, "message": STRING, **own}))}
    fields = {**_PLAIN, **own}
    return object_of(fields, required=_ALWAYS if step.when is not None else frozenset(fields))


def _own_fields(action: Action, outputs: Shapes) -> Shapes:
    match action:
        case Call(site=site):
            response = response_shape(body_shape(site.operation.responses), site.headers, certain=False)
            return {"status": STRING, "message": STRING, "response": response}
        case Use():
            return {"outputs": object_of(outputs)}
        case Ask(question=question):
            return {"choice": one_of(question.choices)}
        case _:
            return {}


def item_mark(field: str) -> str:
    """What stands in `Step.keeps` where a field of a loop's items is read: `items[].response`."""
    return f"items[].{field}"


def output_shapes(shapes: Shapes) -> Shapes:
    """The outputs of a used playbook; each may be null, when its step did not run."""
    return {name: union(shape, NULL) for name, shape in shapes.items()}
