"""How often, and for how long, an effect is read back."""

from tests.interpreter.building import verify


def test_it_reads_at_once_and_then_as_often_as_fits() -> None:
    assert (verify(within=10, every=3).polls, verify(within=10, every=3).span) == (4, 9)
    assert (verify(within=0).polls, verify(within=0).span) == (1, 0)
    assert verify(within=10, every=0).polls == 1
