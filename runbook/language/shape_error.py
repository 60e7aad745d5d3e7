"""What is wrong with the use of a value, known from its shape alone."""


class ShapeError(Exception):
    """No value of this shape can be used so. `rule`: `type-mismatch` or `unknown-field`.

    `argument`: the number of the filter's argument that is to blame, from 0.
    """

    def __init__(self, message: str, *, rule: str = "type-mismatch", help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.help = help
        self.argument: int | None = None

    def about(self, argument: int) -> "ShapeError":
        """The same complaint, about an argument."""
        self.argument = argument
        return self
