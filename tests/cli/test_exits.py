from runbook.cli.exits import Exit


def test_the_codes_are_those_that_are_documented() -> None:
    assert {one.name: one.value for one in Exit} == {
        "DONE": 0,
        "FAILED": 1,
        "INVALID": 2,
        "PERSON": 3,
        "REFUSED": 4,
        "IN_DOUBT": 5,
        "BUDGET": 6,
        "BUG": 70,
        "HUNG_UP": 129,
        "INTERRUPTED": 130,
        "TERMINATED": 143,
    }
