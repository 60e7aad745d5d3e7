from runbook.by_identity import by_identity


def test_a_result_is_computed_once_for_each_object_however_equal_two_are() -> None:
    seen: list[list[int]] = []

    @by_identity
    def total(numbers: list[int]) -> int:
        seen.append(numbers)
        return sum(numbers)

    first, second = [1, 2], [1, 2]
    assert [total(first), total(second), total(first), total(second)] == [3, 3, 3, 3]
    assert len(seen) == 2


def test_objects_that_come_and_go_never_get_the_result_of_another() -> None:
    @by_identity
    def itself(thing: tuple[int]) -> int:
        return thing[0]

    assert all(itself((number,)) == number for number in range(10_000))
