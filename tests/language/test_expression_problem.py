from runbook.diagnostics.diagnostic import Severity
from runbook.language.expression_problem import ExpressionProblem


def test_a_finding_moves_with_its_expression() -> None:
    problem = ExpressionProblem("missing-value", "x", 2, 5, "y", Severity.WARNING)
    assert problem.moved(10) == ExpressionProblem("missing-value", "x", 12, 15, "y", Severity.WARNING)
