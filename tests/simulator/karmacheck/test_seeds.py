"""The seeded cases."""

from runbook.simulator.faults import FaultKind
from runbook.simulator.karmacheck.seeds import CASES, SEEDS, built_in_fault, seeded_case


def test_every_seed_but_the_unknown_one_is_a_case() -> None:
    assert [seed.id for seed in SEEDS if seeded_case(seed.id) is None] == ["c-unknown"]
    assert all(case.group for case in CASES)


def test_a_variant_is_a_case_of_its_own() -> None:
    case = seeded_case("c-91--0001--reply-lost")
    assert case is not None
    assert case.id == "c-91--0001--reply-lost"
    assert [one.id for one in case.services] == ["s1", "s2"]
    assert seeded_case("c-91--nonsense") is None


def test_an_id_asks_for_its_fault_and_only_a_seed_can() -> None:
    fault = built_in_fault("c-91--rate-limited-x3")
    assert fault is not None
    assert (fault.kind, fault.times, fault.key) == (FaultKind.RATE_LIMITED, 3, "c-91--rate-limited-x3")
    assert built_in_fault("c-91") is None
    assert built_in_fault("c-none--reply-lost") is None


def test_the_late_case_has_stale_reads_by_itself() -> None:
    for id in ("c-late", "c-late--0001"):
        fault = built_in_fault(id)
        assert fault is not None
        assert fault.kind is FaultKind.STALE_READS
