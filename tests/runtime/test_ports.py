from runbook.runtime import ports
from runbook.runtime.clock import SystemClock
from runbook.runtime.credentials import ProfileCredentials
from runbook.runtime.http import HttpTransport
from runbook.runtime.journal import RunJournal


def test_the_real_ones_can_do_what_a_run_needs():
    for port, real in (
        (ports.Transport, HttpTransport),
        (ports.Journal, RunJournal),
        (ports.Clock, SystemClock),
        (ports.Credentials, ProfileCredentials),
    ):
        wanted = {name for name in vars(port) if not name.startswith("_")}
        assert wanted
        assert wanted <= {name for name in dir(real) if callable(getattr(real, name))}
