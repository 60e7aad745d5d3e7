"""Toy procedures that declare their inputs."""

from runbook.frozen import replace
from runbook.language.declared import Input
from runbook.language.procedure import Procedure
from runbook.values.shape import STRING
from tests.interpreter.building import HERE


def with_inputs(of: Procedure, *names: str) -> Procedure:
    """The procedure with text inputs of these names."""
    return replace(of, inputs={name: Input(name, {"type": "string"}, STRING, True, None, "", HERE) for name in names})
