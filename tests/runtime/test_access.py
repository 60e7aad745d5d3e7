from runbook.runtime.access import Authorization


def test_an_authorization_does_not_show_itself():
    shown = repr(Authorization((("authorization", "Bearer hunter2"),), (("key", "hunter2"),)))
    assert "hunter2" not in shown
    assert "1 headers, 1 parameters" in shown
