"""Print the run id before the first request, so that a killed run can be resumed."""

from runbook.cli import show
from runbook.cli.place import Place
from runbook.cli.signalled import begins
from runbook.reporting.request_text import where_text


def say_begun(run: str, place: Place, *, again: bool = False) -> None:
    """One line for people. `again`: it is taken up. A simulator in the run's own process ends with it, and so does
    all that could be resumed.
    """
    begins()
    began = "Resumed" if again else "Started"
    command = f"runbook runs show {run}" if place.simulated else f"runbook resume {run}"
    where = where_text(place.environment, place.setting.servers)
    show.words(f"{began} run {run} in {where}. If interrupted: {command}\n")


def say_planning(states: int) -> None:
    """Tell people that the plan takes long, and how far it is."""
    show.words(f"planning: {states:,} states so far; nothing is sent yet\n")
