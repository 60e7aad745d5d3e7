"""Lets the tests of dossiers import their examples from beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
