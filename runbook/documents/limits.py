"""How large a text may be; checked while it is read, before anything is built from it."""

from runbook.frozen import frozen


@frozen
class Limits:
    """The most that one text may hold.

    `size`: characters; `depth`: levels of nesting; `nodes`: values, aliases counted as often as they are repeated;
    `scalar`: characters of one value. `foreign`: whether others wrote the text, as with OpenAPI documents: then a key
    such as `200` is read as "200" instead of refused with the advice to quote it, and tabs may separate words.
    """

    size: int
    depth: int
    nodes: int
    scalar: int
    foreign: bool = False


PLAYBOOK_LIMITS = Limits(size=1 << 20, depth=100, nodes=20_000, scalar=1 << 17)
CONTRACT_LIMITS = Limits(size=16 << 20, depth=200, nodes=700_000, scalar=1 << 20, foreign=True)
