"""Whether a value of one shape can ever stand where another shape is wanted."""

from runbook.documents.frozen import freeze
from runbook.language.value_shape import choice_words, shape_words
from runbook.values.shape import Kind, Shape

_CHOICES_SHOWN = 8


def misfit(given: Shape, wanted: Shape) -> str:
    """Why no value of the shape `given` fits `wanted`, in words; empty when some value may."""
    if not given.kinds or not wanted.kinds:
        return ""
    if given.kinds.isdisjoint(wanted.kinds):
        return f"it is {shape_words(given)}, and {shape_words(wanted)} is wanted"
    if _strangers(given, wanted):
        shown = ", ".join(
            str(choice) if isinstance(choice, str) else choice_words(choice)
            for choice in (wanted.choices or ())[:_CHOICES_SHOWN]
        )
        return f"it is none of {shown}"
    if given.only(Kind.ARRAY) and given.items is not None and wanted.items is not None:
        inside = misfit(given.items, wanted.items)
        return f"in its elements, {inside}" if inside else ""
    if given.only(Kind.OBJECT):
        return _object_misfit(given, wanted)
    return ""


def _strangers(given: Shape, wanted: Shape) -> bool:
    """Whether both are a few values, and none is common."""
    if given.choices is None or wanted.choices is None:
        return False
    return set(map(freeze, given.choices)).isdisjoint(map(freeze, wanted.choices))


def _object_misfit(given: Shape, wanted: Shape) -> str:
    missing = sorted(wanted.required - given.properties.keys()) if not given.open else []
    if missing:
        return f'it has no member "{missing[0]}"'
    for name, shape in given.properties.items():
        if name in wanted.properties:
            if inside := misfit(shape, wanted.properties[name]):
                return f'in its member "{name}", {inside}'
        elif not wanted.open and name in given.required:
            return f'there is no member "{name}"'
    return ""
