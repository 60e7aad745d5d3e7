"""Changed copies of JSON data: what does not change is shared, nothing is changed in place."""

from runbook.values.json import Json, Pointer


def at(data: Json, pointer: Pointer) -> Json:
    """The value at `pointer`, which must exist; errors: KeyError, IndexError."""
    for key in pointer:
        if isinstance(data, dict):
            data = data[str(key)]
        elif isinstance(data, list):
            data = data[int(key)]
        else:
            raise KeyError(key)
    return data


def replaced(data: Json, pointer: Pointer, value: Json) -> Json:
    """A copy of `data` with `value` at `pointer`; new keys come last, mappings that are missing on the way are made."""
    if not pointer:
        return value
    key, rest = pointer[0], pointer[1:]
    if data is None or isinstance(data, dict):
        name, data = str(key), data or {}
        return {**data, name: replaced(data.get(name), rest, value)}
    if isinstance(data, list):
        index = int(key)
        return [*data[:index], replaced(data[index], rest, value), *data[index + 1 :]]
    raise KeyError(key)


def removed(data: Json, pointer: Pointer) -> Json:
    """A copy of `data` without what stands at `pointer`, which must not be the root."""
    parent = at(data, pointer[:-1])
    if isinstance(parent, dict):
        return replaced(data, pointer[:-1], {name: value for name, value in parent.items() if name != pointer[-1]})
    if isinstance(parent, list):
        index = int(pointer[-1])
        return replaced(data, pointer[:-1], [*parent[:index], *parent[index + 1 :]])
    raise KeyError(pointer[-1])
