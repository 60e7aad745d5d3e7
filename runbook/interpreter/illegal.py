"""An event that cannot have happened here: a damaged journal or a bug, never a provider's doing."""

from runbook.interpreter.events import Event


class IllegalEventError(Exception):
    """`event` does not follow from the state it met."""

    def __init__(self, event: Event, where: str) -> None:
        super().__init__(f"{type(event).__name__} at {event.address or 'the run'} does not follow {where}")
        self.event = event
        self.where = where
