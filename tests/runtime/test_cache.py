import stat

import pytest

from runbook.language.expressions import Expressions
from runbook.runtime.cache import Cache, remember, remembered

VALUE = {"a": [1, 2.5, None, "ä\ud800"]}


@pytest.fixture
def cache(tmp_path) -> Cache:
    return Cache(tmp_path, "engine 1", b"k" * 32)


def test_what_was_kept_is_found_by_another_process_of_the_same_engine(tmp_path, cache):
    assert cache.find("contracts", "k") is None
    cache.keep("contracts", "k", VALUE)
    assert Cache(tmp_path, "engine 1", b"k" * 32).find("contracts", "k") == VALUE
    assert Cache(tmp_path, "engine 2", b"k" * 32).find("contracts", "k") is None
    assert cache.find("contracts", "other") is None
    assert cache.find("expressions", "k") is None


def test_what_another_key_proves_is_not_found(tmp_path, cache):
    Cache(tmp_path, "engine 1", b"x" * 32).keep("contracts", "k", VALUE)
    assert cache.find("contracts", "k") is None


def test_what_is_moved_to_another_place_is_not_found(tmp_path, cache):
    cache.keep("contracts", "k", VALUE)
    (file,) = (tmp_path / "contracts").iterdir()
    cache.keep("contracts", "other", 1)
    (other,) = set((tmp_path / "contracts").iterdir()) - {file}
    other.write_bytes(file.read_bytes())
    assert cache.find("contracts", "other") is None
    (tmp_path / "expressions").mkdir()
    (tmp_path / "expressions" / file.name).write_bytes(file.read_bytes())
    assert cache.find("expressions", "k") is None


def test_what_is_kept_is_private(tmp_path, cache):
    cache.keep("contracts", "k", VALUE)
    (file,) = (tmp_path / "contracts").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_damaged_value_is_not_found_and_is_written_anew(tmp_path, cache):
    cache.keep("contracts", "k", VALUE)
    (file,) = (tmp_path / "contracts").iterdir()
    whole = file.read_bytes()
    for at in range(len(whole)):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
            file.write_bytes(damaged)
            assert cache.find("contracts", "k") is None
    cache.keep("contracts", "k", VALUE)
    assert cache.find("contracts", "k") == VALUE


def test_a_cache_that_cannot_be_written_is_no_trouble(tmp_path):
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file", "engine", b"k" * 32)
    cache.keep("contracts", "k", VALUE)
    assert cache.find("contracts", "k") is None


def test_expressions_are_remembered_when_there_are_new_ones(tmp_path, cache):
    first = remembered(cache, "digest")
    first.parse("inputs.case_id | length > 0")
    remember(cache, "digest", first)
    second = remembered(cache, "digest")
    assert second.known() == first.known()
    second.parse("inputs.case_id | length > 0")
    assert not second.grown
    (file,) = (tmp_path / "expressions").iterdir()
    file.unlink()
    remember(cache, "digest", second)
    assert list((tmp_path / "expressions").iterdir()) == []


def test_without_a_cache_everything_is_parsed():
    expressions = remembered(None, "digest")
    assert isinstance(expressions, Expressions)
    remember(None, "digest", expressions)
