from runbook.interpreter.events import RunResumed, RunStarted
from runbook.interpreter.identity import Account, Identity
from runbook.reporting.fold import fold
from runbook.reporting.identity_words import acting_words, closed_words, identity_words, resumed_words
from runbook.reporting.report import Closed

A = Identity("kc", ("T",), "api.test.example", Account("group A", "a"), "f" * 40, "k")
B = Identity("kc", ("T",), "api.test.example", Account("group B", "b"), "e" * 40, "k")
OPAQUE = Identity("tw", ("K",), "api.test.example", Account(), "d" * 40, "k")


def resumed(*events: RunResumed) -> list[str]:
    started = RunStarted("", "r-1", "sample", "sha256:a", "stage", {}, {}, by="ann", acting=(A, OPAQUE))
    report = fold((float(at), event) for at, event in enumerate((started, *events)))
    assert report is not None
    return resumed_words(report)


def test_only_accounts_that_are_known_are_said_in_a_headline() -> None:
    assert acting_words((A, A, OPAQUE)) == ["kc: group A"]


def test_an_account_that_nobody_says_is_told_by_its_secret() -> None:
    assert identity_words(A) == "group A"
    assert identity_words(OPAQUE) == "the account of K, which does not say whose it is (fingerprint dddddddddddd)"
    assert identity_words(Identity("tw", ("K", "L"), "x")) == "the account of K, L, which does not say whose it is"


def test_who_goes_on_with_their_own_run_is_not_news() -> None:
    assert resumed(RunResumed("", "ann", (A, OPAQUE))) == []


def test_another_person_another_credential_and_another_account_are_news() -> None:
    other = Identity("tw", ("K",), "api.test.example", Account(), "c" * 40, "k")
    said = resumed(
        RunResumed("", "bob", (A, OPAQUE)),
        RunResumed("", "bob", (A, other), "same_identity", "the key was rotated"),
        RunResumed("", "bob", (B, other), "as_other", "moved to group B, ticket 1"),
        RunResumed("", "bob", (B, other)),
    )
    assert said == [
        "taken up by bob at 1970-01-01 00:00:01Z",
        "taken up by bob at 1970-01-01 00:00:02Z: tw with another credential, whose account is not said "
        "(--same-identity: the key was rotated)",
        "taken up by bob at 1970-01-01 00:00:03Z: kc acts as group B, and acted as group A "
        "(--as-other: moved to group B, ticket 1)",
    ]


def test_a_closed_run_says_who_closed_it_and_why() -> None:
    assert closed_words(Closed(0.0, "ann", "done by hand")) == "by ann at 1970-01-01 00:00:00Z: done by hand"
