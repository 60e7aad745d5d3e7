"""The ledger."""

import threading

from runbook.frozen import replace
from runbook.simulator.ledger import Entry, Ledger


def opened(ledger: Ledger, path: str = "/x") -> Entry:
    return ledger.open(at=1.0, provider="vault", method="POST", path=path)


def test_an_entry_stands_there_before_anything_is_done_about_it() -> None:
    ledger = Ledger()
    opened(ledger)
    assert [(entry.sequence, entry.status, entry.applied) for entry in ledger.entries()] == [(1, None, False)]


def test_it_counts_what_was_sent_and_what_took_effect_by_alias_and_by_operation_id() -> None:
    ledger = Ledger()
    for applied in (True, False):
        entry = replace(opened(ledger), operation="cancel", operation_id="cancel-it", key="1", applied=applied)
        ledger.amend(entry)
    assert (ledger.sent("cancel", "1"), ledger.applied("cancel", "1")) == (2, 1)
    assert (ledger.sent("cancel-it", "1"), ledger.applied("cancel-it", "1")) == (2, 1)
    assert (ledger.sent("cancel", "2"), ledger.sent("", "")) == (0, 0)
    assert ledger.applied_counts() == {("vault", "cancel", "1"): 1}


def test_an_effect_can_land_later() -> None:
    ledger = Ledger()
    ledger.amend(replace(opened(ledger), operation="cancel", key="1"))
    ledger.mark_applied(1)
    assert ledger.applied("cancel", "1") == 1


def test_what_lands_after_a_clear_is_dropped() -> None:
    ledger = Ledger()
    entry = opened(ledger)
    ledger.clear()
    ledger.amend(entry)
    ledger.mark_applied(1)
    assert ledger.entries() == ()


def test_violations_are_listed() -> None:
    ledger = Ledger()
    opened(ledger)
    ledger.followed(opened(ledger), credential=True)
    assert ledger.violations() == ("followed a redirect to another host, with its credential",)


def test_an_entry_as_json_has_the_digest_of_its_body() -> None:
    described = replace(opened(Ledger()), body="{}").described()
    assert isinstance(described, dict)
    assert str(described["body_digest"]).startswith("sha256:44136fa3")


def test_many_threads_get_a_sequence_of_their_own() -> None:
    ledger = Ledger()
    threads = [threading.Thread(target=lambda: [opened(ledger) for _ in range(200)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.sequence for entry in ledger.entries()] == list(range(1, 1601))
