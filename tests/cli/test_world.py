import os
import resource
from contextlib import ExitStack

import pytest
from prepared import WITHDRAW, prepared

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal
from runbook.cli.world import open_world, opened_world
from runbook.frozen import replace
from runbook.runtime.credentials import MissingSecretError
from runbook.runtime.secret_memory import SecretMemory


def test_a_world_with_the_simulator_has_its_secrets_and_closes_its_ports() -> None:
    with ExitStack() as stack:
        outside = open_world(prepared("case_id=c-1", "order_id=order-open", playbook=WITHDRAW), stack, SecretMemory())
        assert outside.keyring.present("KARMACHECK_TOKEN")
        assert outside.keyring.reveal("TRUEWORK_KEY").startswith("tw_sk_test_")
        assert set(outside.parties) == {"karmacheck", "truework"}


def test_without_the_simulator_nothing_is_there_that_nobody_gave() -> None:
    with ExitStack() as stack:
        outside = open_world(prepared(environment="stage"), stack, SecretMemory())
        assert not outside.keyring.present("KARMACHECK_TOKEN")
        with pytest.raises(MissingSecretError):
            outside.keyring.reveal("KARMACHECK_TOKEN")


def test_authorities_that_cannot_be_used_any_more_are_a_refusal() -> None:
    made = prepared(environment="stage")
    with ExitStack() as stack:
        profile = replace(made.profile, ca_file="nowhere.pem", name="profile.yaml")
        refusal = opened_world(replace(made, profile=profile), stack, SecretMemory())
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.INVALID, "profile")


def test_a_machine_that_gives_the_simulator_no_port_is_a_refusal() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    made = prepared()
    free = os.dup(0)
    os.close(free)
    with ExitStack() as stack:
        resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
        try:
            refusal = opened_world(made, stack, SecretMemory())
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.REFUSED, "simulator-not-started")
