"""Results of a loop's items as a plan keeps them: any of them may have ended in any way.

Each combination of endings would be a node of its own, 2 ** n of them for n items; a step that reads `steps.x.items`
is planned for all of them at once instead, with holes that the run fills.
"""

from collections.abc import Mapping

from runbook.frozen import replace
from runbook.interpreter.state import BlockProgress, CallProgress, FanProgress, Progress, State, UseProgress
from runbook.language.references import ITEM_FIELDS
from runbook.values.shape import ANY, STRING
from runbook.values.unknown import Unknown, Value

_ITEMS = "items"
_SAID = ("state", "because", "status", "message")


def generalised(state: State) -> State:
    """The same state, with what became of single items left open."""
    block = _block(state.block)
    return state if block is state.block else replace(state, block=block)


def _block(progress: BlockProgress) -> BlockProgress:
    steps = {name: _result(name, fields) for name, fields in progress.steps.items()}
    current = _progress(progress.current)
    if current is progress.current and all(steps[name] is fields for name, fields in progress.steps.items()):
        return progress
    return replace(progress, steps=steps, current=current)


def _progress(progress: Progress) -> Progress:
    match progress:
        case BlockProgress():
            return _block(progress)
        case UseProgress(block=block):
            inside = _block(block)
            return progress if inside is block else replace(progress, block=inside)
        case CallProgress(fallback=BlockProgress() as fallback):
            inside = _block(fallback)
            return progress if inside is fallback else replace(progress, fallback=inside)
        case FanProgress():
            return _fan(progress)
        case _:
            return progress


def _fan(progress: FanProgress) -> FanProgress:
    running = {index: _progress(member) for index, member in progress.running.items()}
    kept = {index: _item(value) for index, value in progress.kept.items()}
    same = all(running[index] is member for index, member in progress.running.items())
    if same and all(kept[index] is value for index, value in progress.kept.items()):
        return progress
    return replace(progress, running=running, kept=kept)


def _result(name: str, fields: Mapping[str, Value]) -> Mapping[str, Value]:
    items = fields.get(_ITEMS)
    if not isinstance(items, list):
        return fields
    opened: list[Value] = [_item(value) for value in items]
    unchanged = all(one is before for one, before in zip(opened, items, strict=True))
    return fields if unchanged else {**fields, _ITEMS: opened}


def _item(value: Value) -> Value:
    if not isinstance(value, dict) or not isinstance(value.get("state"), str):
        return value
    holes: dict[str, Value] = {name: Unknown(STRING, f"items[].{name}") for name in _SAID}
    more: dict[str, Value] = {name: Unknown(ANY, f"items[].{name}") for name in ITEM_FIELDS if name in value}
    return {**value, **holes, **more}
