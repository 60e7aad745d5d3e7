"""What tests of the runtime share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runtime.claims import Runs


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    """A machine with runs and a ledger, in the test's own directory."""
    runs = Runs(tmp_path)
    yield runs
    runs.close()
