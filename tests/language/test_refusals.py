from runbook.language.refusals import ExpressionError, OperandError, ShapeError


def test_a_refusal_carries_what_a_diagnostic_needs() -> None:
    error = ExpressionError("template-syntax", "unexpected '}'", 3, 4, "close it")
    assert (error.rule, error.message, error.start, error.end, error.help) == (
        "template-syntax",
        "unexpected '}'",
        3,
        4,
        "close it",
    )
    assert str(error) == "unexpected '}'"
    assert OperandError("no order").message == "no order"


def test_a_complaint_about_a_shape_can_blame_an_argument() -> None:
    assert (ShapeError("x").argument, ShapeError("x").certain) == (None, False)
    blamed = ShapeError("x", rule="unknown-field", help="y").about(2)
    assert (blamed.argument, blamed.rule, blamed.help) == (2, "unknown-field", "y")
