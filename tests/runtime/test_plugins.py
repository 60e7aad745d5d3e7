import sys

from runbook.runtime.plugins import installed_adapter

MODULE = """
from runbook.providers.adapters.plain import PlainAdapter

class AcmeAdapter(PlainAdapter):
    name = "acme"
"""


def test_an_adapter_that_somebody_installed_is_found(tmp_path, monkeypatch):
    info = tmp_path / "acme_runbook-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-runbook\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[runbook.adapters]\nacme = acme_adapter:AcmeAdapter\n")
    (tmp_path / "acme_adapter.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    found = installed_adapter("acme")
    assert found is not None
    assert found.name == "acme"
    sys.modules.pop("acme_adapter")


def test_nobody_is_found_under_another_name():
    assert installed_adapter("nobody-has-this") is None
