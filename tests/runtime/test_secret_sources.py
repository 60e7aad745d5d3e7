import pytest

from runbook.runtime.secret_sources import source_problem
from runbook.values.json import Json


@pytest.mark.parametrize("source", ["env:TOKEN", "file:~/.secrets/a b", "exec:op read 'op://stage/kc token'"])
def test_a_source_that_says_where_the_secret_is_has_no_problem(source: str) -> None:
    assert source_problem(source) is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("tw_sk_live_CANARY", "has no place"),
        ("env:", "has no place"),
        ("file:  ", "has no place"),
        ("vault:CANARY", "has no place"),
        (7, "has no place"),
        (None, "has no place"),
        ({"env": "CANARY"}, "has no place"),
        ("env: CANARY", "blanks around its name"),
        ("file:CANARY\u200b", "characters that nobody sees"),
        ("env:CAN ARY", "has a blank"),
        ("env:CANARY=1", "has a blank or a ="),
        ("exec:op read 'CANARY", "a quote that is not closed"),
        ("exec:''", "names no program"),
    ],
)
def test_a_source_that_says_nothing_is_told_and_not_shown(source: Json, said: str) -> None:
    problem = source_problem(source)
    assert problem is not None
    assert said in problem[0]
    assert "CANARY" not in " ".join(problem)
