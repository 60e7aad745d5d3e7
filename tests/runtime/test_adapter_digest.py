import importlib
import sys
from pathlib import Path

import pytest

from runbook.providers.adapters import ADAPTERS
from runbook.providers.adapters.plain import PlainAdapter
from runbook.runtime.adapter_digest import adapter_digest


def test_every_adapter_has_a_digest_of_its_own() -> None:
    digests = [adapter_digest(adapter) for adapter in ADAPTERS.values()]
    assert len(set(digests)) == len(ADAPTERS)
    assert digests == [adapter_digest(type(adapter)()) for adapter in ADAPTERS.values()]


def test_a_changed_module_is_another_adapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    module = tmp_path / "adapter_of_a_test.py"
    text = "from runbook.providers.adapters.plain import PlainAdapter\nclass Own(PlainAdapter):\n    pass\n"
    module.write_text(text)
    own = importlib.import_module("adapter_of_a_test").Own()
    first = adapter_digest(own)
    module.write_text(text + "# changed\n")
    assert adapter_digest(own) != first
    module.write_text(text)
    assert adapter_digest(own) == first
    del sys.modules["adapter_of_a_test"]


class Homeless(PlainAdapter):
    """One whose module has no text."""


def test_an_adapter_without_a_text_is_known_by_its_module() -> None:
    Homeless.__module__ = "no_such_module_anywhere"
    assert adapter_digest(Homeless()) == adapter_digest(Homeless())
    assert adapter_digest(Homeless()) != adapter_digest(PlainAdapter())
