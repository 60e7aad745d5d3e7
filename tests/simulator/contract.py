"""Bodies of answers held against the shipped contracts."""

import jsonschema
import referencing

from runbook.simulator.shipped import shipped_operations
from runbook.values.json import Json


def breaks(provider: str, operation: str, status: int, body: Json) -> list[str]:
    """What is wrong with the body of an answer, by the contract."""
    found = next(one for one in shipped_operations(provider) if one.name == operation)
    response = found.response_for(status)
    assert response is not None, f"{operation} declares no {status}"
    validator = jsonschema.Draft202012Validator(response.schema, registry=referencing.Registry())
    return [finding.message for finding in validator.iter_errors(body)]
