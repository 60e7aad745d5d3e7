"""The limits themselves."""

from runbook.documents.limits import CONTRACT_LIMITS, PLAYBOOK_LIMITS


def test_contracts_may_be_larger_than_playbooks_in_every_way() -> None:
    for name in ("size", "depth", "nodes", "scalar"):
        assert getattr(CONTRACT_LIMITS, name) > getattr(PLAYBOOK_LIMITS, name)


def test_only_documents_of_others_may_have_unquoted_keys_that_are_no_text() -> None:
    assert CONTRACT_LIMITS.foreign
    assert not PLAYBOOK_LIMITS.foreign
