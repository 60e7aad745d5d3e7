import pytest

from runbook.frozen import replace
from runbook.planning.outdated import changed_credentials, first_difference, not_compared, outdated
from runbook.planning.plan_file import AdapterUsed, Saved, SecretUsed
from runbook.planning.policy import Policy
from tests.planning.saved_plans import plan, saved

BEFORE = saved()


def rules(today: Saved) -> list[tuple[str, str]]:
    return [(one.rule, one.subject) for one in outdated(BEFORE, today)]


def based(**changes: object) -> Saved:
    return replace(BEFORE, basis=replace(BEFORE.basis, **changes))


def planned(**changes: object) -> Saved:
    return replace(BEFORE, plan=replace(plan(), **changes))


def test_nothing_changed() -> None:
    assert outdated(BEFORE, saved()) == []
    assert outdated(BEFORE, replace(BEFORE, secrets=(), remarks=(("proxy", "other"),))) == []


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (based(engine="2.0"), ("plan-engine-changed", "runbook")),
        (based(sources={**BEFORE.basis.sources, "play.yaml": "x"}), ("plan-source-changed", "play.yaml")),
        (based(sources={"play.yaml": BEFORE.basis.sources["play.yaml"]}), ("plan-source-changed", "inputs")),
        (based(sources={**BEFORE.basis.sources, "new.yaml": "x"}), ("plan-source-changed", "new.yaml")),
        (based(adapters={"shop": AdapterUsed("plain", "x")}), ("plan-adapter-changed", "shop")),
        (based(adapters={}), ("plan-adapter-changed", "shop")),
        (planned(production=True), ("plan-setting-changed", "-e stage")),
        (planned(servers={"shop": "https://else.example"}), ("plan-setting-changed", "shop")),
        (replace(BEFORE, policies=(Policy("play.yaml", 2, "signers"),)), ("plan-setting-changed", "play.yaml")),
        (planned(title="other"), ("plan-requests-changed", "cancel")),
        (planned(procedure="sha256:0"), ("plan-requests-changed", "cancel")),
        (based(schemes={}), ("plan-requests-changed", "cancel")),
    ],
)
def test_each_change_is_named(today: Saved, found: tuple[str, str]) -> None:
    assert rules(today) == [found]


def test_what_follows_from_a_changed_text_is_not_said_again() -> None:
    today = replace(based(sources={**BEFORE.basis.sources, "play.yaml": "x"}), plan=replace(plan(), title="other"))
    assert rules(today) == [("plan-source-changed", "play.yaml")]


def test_the_first_difference_has_a_place() -> None:
    assert first_difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}) == ("a", 1, "b")
    assert first_difference({"a": 1}, {"a": 1.0}) == ("a",)
    assert first_difference({"a": True}, {"a": 1}) == ("a",)
    assert first_difference({"a": 1}, {"b": 1}) == ()
    assert first_difference([1], [1, 2]) == ()
    assert first_difference({"a": 1, "b": 2}, {"b": 2, "a": 1}) is None


def used(acts_as: str = "", fingerprint: str = "", key: str = "k", because: str = "") -> SecretUsed:
    return SecretUsed("TOKEN", acts_as, fingerprint, key, because)


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (used("group A", "1"), used("group A", "2"), ""),
        (used("group A", "1"), used("group B", "1"), "to act as group A; TOKEN now acts as group B"),
        (used("group A", "1"), used("", "2"), "does not say today as whom it acts"),
        (used("", "1"), used("", "1"), ""),
        (used("", "1"), used("", "2"), "TOKEN is another credential"),
        (used("", "1"), used("group A", "2"), "TOKEN is another credential"),
        (used("", "1", "one"), used("", "2", "two"), ""),
        (used("", ""), used("", "2"), ""),
    ],
)
def test_another_credential_is_told_from_a_renewed_one(before: SecretUsed, now: SecretUsed, words: str) -> None:
    found = changed_credentials((before,), (now,))
    assert bool(found) == bool(words)
    assert all(words in one.message for one in found)


def test_what_cannot_be_compared_is_named_with_the_reason() -> None:
    assert not_compared((used("", "1", "one"),), (used("", "2", "two"),)) == [
        ("TOKEN", "its fingerprint was made with another key")
    ]
    assert not_compared((used(because="it was not there"),), (used("", "2"),)) == [
        ("TOKEN", "it was not there, when the plan was made")
    ]
    assert not_compared((used("", "1"),), (used(because="no key"),)) == [("TOKEN", "no key")]
    assert not_compared((used("group A", "1", "one"),), (used("group A", "2", "two"),)) == []
    assert not_compared((used("", "1"),), (used("", "2"),)) == []
