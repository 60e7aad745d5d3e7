"""What is wrong with the use of a value, known from its shape alone."""


class ShapeError(Exception):
    """No value of this shape can be used so. `rule`: `type-mismatch` or `unknown-field`."""

    def __init__(self, message: str, *, rule: str = "type-mismatch", help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.help = help
