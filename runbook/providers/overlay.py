"""OpenAPI Overlays 1.0: what we say about a document that is not ours, kept beside it."""

from runbook.documents.node import Document
from runbook.providers.grafting import at, removed, replaced
from runbook.providers.jsonpath import PathStep, UnsupportedPathError, matches, parse_path
from runbook.providers.origins import Origins
from runbook.providers.part import Part, Reading
from runbook.values.json import Json, Pointer, at_pointer

_RULE = "contract-overlay"
_ACTION_KEYS = frozenset({"target", "description", "update", "remove"})


def apply_overlay(reading: Reading, overlay: Document) -> None:
    """Change `reading.root` as the overlay's actions say, in their order; findings have places in the overlay."""
    own = Reading(overlay.data, Origins(overlay))
    root = Part(own, (), overlay.data)
    if not isinstance(overlay.data, dict) or not root.text("overlay").startswith("1."):
        root.report(
            _RULE, "this is not an OpenAPI Overlay", help="begin it with `overlay: 1.0.0` and list its `actions`"
        )
    actions = root.listing("actions")
    for action in actions.elements() if actions else ():
        _apply_action(reading, overlay, action)
    reading.diagnostics.extend(own.diagnostics)


def _apply_action(reading: Reading, overlay: Document, action: Part) -> None:
    for key, member in action.fields():
        if key not in _ACTION_KEYS:
            member.report(_RULE, f"an action has no `{key}`", key=True, help="it has: target, update, remove")
    steps = _steps(action)
    if steps is None:
        return
    targets = list(dict.fromkeys(matches(reading.root, steps)))
    if not targets:
        _target(action).warn(_RULE, "this target selects nothing in the document")
    if action.flag("remove"):
        for target in reversed(targets):
            _remove(reading, action, target)
    elif (update := action.child("update")) is not None:
        for target in targets:
            if at_pointer(reading.root, tuple(str(key) for key in target))[0]:  # an update above may have replaced it
                _update(reading, overlay, update, target)


def _target(action: Part) -> Part:
    return action.child("target") or action


def _steps(action: Part) -> tuple[PathStep, ...] | None:
    text = action.text("target")
    try:
        return parse_path(text)
    except UnsupportedPathError as error:
        _target(action).report(
            _RULE,
            f"this target is not understood from character {error.offset + 1} on",
            help="use names, ['quoted names'], [0], [*] and `..`; filters and slices are not supported",
        )
        return None


def _remove(reading: Reading, action: Part, target: Pointer) -> None:
    if not target:
        _target(action).report(_RULE, "the whole document cannot be removed")
        return
    parent, index = at(reading.root, target[:-1]), target[-1]
    if isinstance(parent, list) and isinstance(index, int):
        for later in range(index, len(parent) - 1):
            reading.origins.graft((*target[:-1], later), *reading.origins.origin((*target[:-1], later + 1)))
    reading.root = removed(reading.root, target)


def _update(reading: Reading, overlay: Document, update: Part, target: Pointer) -> None:
    present = at(reading.root, target)
    if isinstance(present, list):
        reading.origins.graft((*target, len(present)), overlay, update.pointer)
        reading.root = replaced(reading.root, target, [*present, update.data])
    elif isinstance(present, dict) and isinstance(update.data, dict):
        reading.root = replaced(reading.root, target, _merged(reading, overlay, update, present, target))
    else:
        update.report(
            _RULE, "an update needs a mapping or a list as its target, and a mapping merges only with a mapping"
        )


def _merged(reading: Reading, overlay: Document, update: Part, present: dict[str, Json], target: Pointer) -> Json:
    """`present` with the update merged in: mappings member by member, lists one after the other, all else replaced."""
    merged = dict(present)
    for key, value in update.data.items() if isinstance(update.data, dict) else ():
        place = (*target, key)
        old, new = present.get(key), Part(reading, (*update.pointer, key), value)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merged(reading, overlay, new, old, place)
        elif isinstance(old, list) and isinstance(value, list):
            for index in range(len(value)):
                reading.origins.graft((*place, len(old) + index), overlay, (*new.pointer, index))
            merged[key] = old + value
        else:
            reading.origins.graft(place, overlay, new.pointer)
            merged[key] = value
    return merged
