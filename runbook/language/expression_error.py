"""What is wrong with the text of an expression."""


class ExpressionError(Exception):
    """A text is no expression of the language. `start`, `end`: character offsets of the offending part."""

    def __init__(self, rule: str, message: str, start: int, end: int, help: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.start = start
        self.end = end
        self.help = help
