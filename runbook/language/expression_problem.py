"""What is wrong with an expression, before anything runs."""

from runbook.diagnostics.diagnostic import Severity
from runbook.frozen import frozen


@frozen
class ExpressionProblem:
    """One finding; `start`, `end`: character offsets in the text of the expression or template."""

    rule: str
    message: str
    start: int
    end: int
    help: str = ""
    severity: Severity = Severity.ERROR

    def moved(self, by: int) -> "ExpressionProblem":
        """The same finding, in a text in which the expression stands `by` characters further."""
        return ExpressionProblem(self.rule, self.message, self.start + by, self.end + by, self.help, self.severity)
