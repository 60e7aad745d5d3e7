from examples import example, findings, playbook

RULE = "yaml-1-1-retype"


def test_the_bad_example_is_found_with_its_place_and_a_remedy() -> None:
    found = findings(playbook(example(RULE, "Bad")), RULE)
    assert found
    assert all(one.rule == RULE and one.span is not None and one.help for one in found)


def test_the_good_example_is_not() -> None:
    assert findings(playbook(example(RULE, "Good")), RULE) == []
