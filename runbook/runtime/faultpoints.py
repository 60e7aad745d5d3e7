"""Named points of the road at which a test ends this process, or lets the machine fail, for real.

Whoever may set the environment of a process may end it anyway, so this opens no door. Unset, a point costs a call.
"""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from runbook.deferred import deferred

if TYPE_CHECKING:
    from runbook.runtime import fault_orders
else:
    fault_orders = deferred("runbook.runtime.fault_orders")

VARIABLE = "RUNBOOK_FAULT"
"""Orders, as `fault_orders.Order` reads them."""


def _passed(point: str) -> None:
    del point


def _reaching() -> Callable[[str], None]:
    orders = os.environ.get(VARIABLE)
    if orders is None:
        return _passed
    try:
        return fault_orders.reaching(orders)
    except ValueError as error:
        os.write(2, f"{error}\n".encode())  # nothing that prints well is there yet, and only tests give orders
        raise SystemExit(2) from None


reach = _reaching()
"""Say that a point was reached, by its name. Errors: OSError, as ordered."""
