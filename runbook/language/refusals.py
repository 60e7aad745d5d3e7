"""What the language refuses, as exceptions between its own modules; people see diagnostics made of them."""


class ExpressionError(Exception):
    """A text is no expression of the language. `start`, `end`: character offsets of the offending part."""

    def __init__(self, rule: str, message: str, start: int, end: int, help: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.start = start
        self.end = end
        self.help = help


class OperandError(Exception):
    """An operation does not allow its operands. The message speaks of kinds, never of values."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ShapeError(Exception):
    """No value of this shape can be used so. `rule`: `type-mismatch` or `unknown-field`.

    `argument`: the number of the filter's argument that is to blame, from 0.
    `certain`: it fails for every value; otherwise an empty array or another comparison may let it pass in vain.
    """

    def __init__(self, message: str, *, rule: str = "type-mismatch", help: str = "", certain: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.help = help
        self.certain = certain
        self.argument: int | None = None

    def about(self, argument: int) -> "ShapeError":
        """The same complaint, about an argument."""
        self.argument = argument
        return self
