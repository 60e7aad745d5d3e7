from runbook.cli.signalled import SignalledError


def test_it_passes_every_handler_of_ordinary_errors_and_names_its_signal() -> None:
    assert not issubclass(SignalledError, Exception)
    assert SignalledError(15).number == 15
