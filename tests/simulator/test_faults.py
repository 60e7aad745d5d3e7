"""Which request a fault strikes."""

from runbook.simulator.faults import RECIPES, Fault, FaultBox, FaultKind

NAMES = ("cancel_case", "post-case-cancel")


def take(box: FaultBox, key: str = "c-1", *, is_read: bool = False, built_in: Fault | None = None) -> Fault | None:
    return box.take("karmacheck", NAMES, key, is_read=is_read, built_in=built_in)


def test_every_kind_has_a_recipe_and_a_meaning() -> None:
    assert set(RECIPES) == set(FaultKind)
    assert all(recipe.meaning for recipe in RECIPES.values())


def test_a_fault_strikes_as_often_as_it_says() -> None:
    box = FaultBox()
    box.add(Fault(FaultKind.SLOW, "karmacheck", times=2))
    assert [take(box) is not None for _ in range(3)] == [True, True, False]
    assert box.waiting() == ()


def test_a_fault_without_an_operation_passes_over_reads() -> None:
    box = FaultBox()
    box.add(Fault(FaultKind.SLOW, "karmacheck"))
    assert take(box, is_read=True) is None
    assert take(box) is not None


def test_a_fault_may_name_a_read() -> None:
    box = FaultBox()
    box.add(Fault(FaultKind.GARBAGE, "karmacheck", operation="post-case-cancel"))
    assert take(box, is_read=True) is not None


def test_a_fault_is_for_its_provider_its_operation_and_its_id_only() -> None:
    box = FaultBox()
    box.add(Fault(FaultKind.SLOW, "vault"))
    box.add(Fault(FaultKind.SLOW, "karmacheck", operation="cancel_services"))
    box.add(Fault(FaultKind.SLOW, "karmacheck", key="c-2"))
    assert take(box) is None
    assert take(box, key="c-2") is not None


def test_what_was_set_comes_before_what_the_id_asks_for() -> None:
    box = FaultBox()
    box.add(Fault(FaultKind.SLOW, "karmacheck"))
    built_in = Fault(FaultKind.REPLY_LOST, "karmacheck", key="c-1")
    taken = [take(box, built_in=built_in) for _ in range(3)]
    assert [fault.kind if fault else None for fault in taken] == [FaultKind.SLOW, FaultKind.REPLY_LOST, None]


def test_what_an_id_asks_for_strikes_anew_after_a_clear() -> None:
    box = FaultBox()
    built_in = Fault(FaultKind.REPLY_LOST, "karmacheck", key="c-1")
    assert [take(box, built_in=built_in) for _ in range(2)] == [built_in, None]
    box.clear()
    assert take(box, built_in=built_in) == built_in
