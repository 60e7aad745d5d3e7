"""What an operation says about operands that it cannot take."""


class OperandError(Exception):
    """An operation does not allow its operands. The message speaks of kinds, never of values."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
