from tests.language.linked import READ, book, finding, said


def test_the_key_of_a_batch_is_an_input() -> None:
    assert said(book(READ, more="batch: { key: id, rate: { shop: 5/s } }")) == []
    assert finding(book(READ, more="batch: { key: idd }"), "unknown-input").help == 'did you mean "id"?'


def test_rates_are_for_providers() -> None:
    assert said(book(READ, more="batch: { rate: { shpo: 5/s } }")) == [("unknown-provider", "shpo")]
