from contextlib import ExitStack

import pytest
from prepared import WITHDRAW, prepared

from runbook.cli.world import open_world
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
