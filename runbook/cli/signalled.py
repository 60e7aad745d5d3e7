"""The machine asked the program to end."""


class SignalledError(BaseException):
    """A signal other than Ctrl-C. `number`: which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
