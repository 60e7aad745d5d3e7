"""A run as it is handed to others: its report, and what the texts in its journal add."""

from collections.abc import Mapping

from runbook.frozen import field, frozen
from runbook.interpreter.address import pattern
from runbook.language.procedure import Row
from runbook.planning.tally import Tally
from runbook.providers.contract import SecurityScheme
from runbook.reporting.report import Attempt, Report


@frozen
class Unreached:
    """A step that the run did not come to. `address`: a pattern, without items."""

    address: str
    title: str


@frozen
class Dossier:
    """A whole run for people who were not there.

    `version`: of the program that writes it; `engine`: of the one that ran it. `rows`: address pattern -> outcome rows;
    `titles`: address pattern -> title; `schemes`: contract -> name -> scheme. `tally`: held `against` which plan; None
    when it cannot be had, for the reason `untold`.
    """

    report: Report
    version: str
    engine: str = ""
    title: str = ""
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    schemes: Mapping[str, Mapping[str, SecurityScheme]] = field(default_factory=dict)
    unreached: tuple[Unreached, ...] = ()
    tally: Tally | None = None
    untold: str = ""
    against: str = "the plan"

    def row_of(self, address: str, attempt: Attempt) -> Row | None:
        """The outcome row that took the answer of an attempt."""
        rows = self.rows.get(pattern(address), ())
        at = attempt.row
        return rows[at] if at is not None and 0 <= at < len(rows) else None
