"""An enum whose members are keys of many tables and parts of many states."""

from enum import Enum


class Choice(Enum):
    """An Enum that hashes by identity, for there is one object of each member; Enum's own hash is Python code."""

    __hash__ = object.__hash__
