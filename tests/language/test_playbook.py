from runbook.language.playbook import WrittenBlock, WrittenDefaults, WrittenRows
from tests.language.linked import READ, book, parsed


def test_what_is_not_written_is_empty() -> None:
    assert WrittenBlock().steps == ()
    assert WrittenDefaults().rows == WrittenRows((), whole=True)


def test_a_playbook_has_the_digest_of_its_text() -> None:
    first, second = parsed(book(READ))[0], parsed(book(READ) + "# x\n")[0]
    assert first is not None
    assert second is not None
    assert first.digest != second.digest
