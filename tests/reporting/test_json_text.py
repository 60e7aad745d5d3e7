import json

from runbook.reporting.json_text import json_text


def test_it_is_ascii_without_ci_commands_and_reads_back() -> None:
    value = {"a": "é\u202e\x7f ##vso[x]", "b": [1, None]}
    text = json_text(value)
    assert text.isascii()
    assert text.endswith("}\n")
    assert "##" not in text
    assert "\x7f" not in text
    assert json.loads(text) == value
