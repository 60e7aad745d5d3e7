"""`for_each`: a step once per item, and what is said of its items."""

from enum import Enum

from runbook.frozen import frozen
from runbook.language.template import Condition


class OnEmpty(Enum):
    """The meanings of an empty list."""

    STOP = "stop"
    ALREADY = "already"
    TOLERATE = "tolerate"


class OnError(Enum):
    """The consequences of an item that stops for the items behind it."""

    STOP = "stop"
    CONTINUE = "continue"


@frozen
class Empty:
    """`empty`: what an empty list means, and the reason for people."""

    then: OnEmpty
    because: str = ""


@frozen
class Loop:
    """The step once per item, `at_once` of them at the same time.

    `at_most`: the most items, an expression over inputs; None when nothing bounds them. `empty`: None when an empty
    list is passed over. `label`: names an item for people. `skip_same`: items that ask for one effect are meant.
    """

    items: Condition
    name: str
    at_once: int = 1
    at_most: Condition | None = None
    empty: Empty | None = None
    label: Condition | None = None
    on_error: OnError = OnError.STOP
    skip_same: bool = False
