import os
import shutil
import subprocess
import sys
from pathlib import Path

import runbook
from runbook import __version__
from runbook.runtime.engine import engine


def test_the_engine_is_its_version_and_its_modules():
    version, fingerprint = engine().split()
    assert version == __version__
    assert len(fingerprint) == 64
    assert engine() == engine()


def test_a_changed_module_is_another_engine(tmp_path):
    copy = tmp_path / "runbook"
    shutil.copytree(runbook.__path__[0], copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = _engine_of(tmp_path)
    assert _engine_of(tmp_path) == before
    with (copy / "providers" / "importer.py").open("a") as file:
        file.write("\n")
    assert _engine_of(tmp_path) != before


def _engine_of(path: Path) -> str:
    program = "from runbook.runtime.engine import engine; print(engine())"
    environ = {**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environ, cwd=path, capture_output=True, check=True, text=True
    )
    return done.stdout
