from runbook.runtime.secret_memory import SecretMemory


def test_what_was_learned_is_masked_everywhere_from_then_on():
    memory = SecretMemory()
    data = {"hunter2hunter2": ["say hunter2hunter2", 7, None, True, 1.5]}
    assert memory.redact_json(data) == data
    memory.learn("hunter2hunter2")
    memory.learn("hunter2hunter2")
    memory.learn("other-secret-1")
    assert memory.redact_json(data) == {"<secret>": ["say <secret>", 7, None, True, 1.5]}
    assert memory.redact("a other-secret-1 b") == "a <secret> b"


def test_encodings_of_a_secret_are_masked_too():
    memory = SecretMemory()
    memory.learn("pass/word+with=signs")
    assert "pass%2Fword" not in memory.redact("x=pass%2Fword%2Bwith%3Dsigns")
