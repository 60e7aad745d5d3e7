from runbook.language.missing import Missing, missing_member


def test_it_says_what_is_there_instead() -> None:
    assert missing_member({"status": 1}, "staus", 3) == Missing("'staus'", 3, "staus", ("status",))
    assert missing_member({"status": 1}, "staus", 3).complaint == "'staus' is not there; did you mean \"status\"?"
    assert missing_member({"a": 1, "b": 2}, "zzz", 0).complaint == "'zzz' is not there; known here: a, b"


def test_without_names_there_is_nothing_to_suggest() -> None:
    assert missing_member([1], 4, 0).complaint == "element 4 is not there"
    assert missing_member(None, "id", 0).complaint == "'id' is not there"
