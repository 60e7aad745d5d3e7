"""What a run begins with: a command line, or a plan that was saved."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from runbook.cli.keyrings import Keyring
from runbook.cli.policies import approval_needed
from runbook.cli.preparation import Prepared
from runbook.cli.refusal import Refusal
from runbook.runtime.journal import RunJournal

Opened: TypeAlias = tuple[str, RunJournal] | Refusal
"""The name of a new run and its journal, or why there is none."""


class Occasion(Protocol):
    """What makes a run begin."""

    @property
    def plan(self) -> str:
        """The digest of the plan file that is applied; empty when there is none."""

    @property
    def confirmed(self) -> bool:
        """Whether people have confirmed it already."""

    def forbids(self, prepared: Prepared) -> Refusal | None:
        """Why this occasion does not do for such a run."""

    def objects(self, prepared: Prepared, keyring: Keyring) -> Refusal | None:
        """What is against it, once credentials are at hand."""

    def begin(self, open_journal: Callable[[], Opened]) -> Opened:
        """The run begins: nothing was sent yet, and from here on the occasion is used up."""


class CommandLine:
    """Somebody said `runbook run`."""

    plan = ""
    confirmed = False

    def forbids(self, prepared: Prepared) -> Refusal | None:
        """What needs approval begins with a plan."""
        return approval_needed(prepared)

    def objects(self, prepared: Prepared, keyring: Keyring) -> Refusal | None:
        """Nothing."""
        del prepared, keyring
        return None

    def begin(self, open_journal: Callable[[], Opened]) -> Opened:
        """A command line can be said again."""
        return open_journal()


COMMAND_LINE = CommandLine()
