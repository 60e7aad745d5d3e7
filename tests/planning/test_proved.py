"""Sums over the worst road."""

from runbook.planning.proved import Burden, Length, Proof, Share


def proof(*shares: Share) -> Proof:
    return Proof("p", "p.yaml", Burden(3, 1, 2.0), shares, (), 1, 1)


def test_burdens_add_up_and_the_greater_of_each_counts() -> None:
    assert Burden(1, 2, 3) + Burden(1, 1, 1) == Burden(2, 3, 4)
    assert Burden(1, 2, 3).times(3) == Burden(3, 6, 9)
    assert Burden(1, 5, 3).most(Burden(2, 2, 4)) == Burden(2, 5, 4)


def test_the_whole_is_known_where_every_loop_is_bounded() -> None:
    ids, names = Length("ids", 10), Length("names", 2)
    assert proof().worst == Burden(3, 1, 2)
    assert proof(Share((ids,), Burden(2, 1, 0)), Share((ids, names), Burden(1, 0, 1))).worst == Burden(43, 11, 22)


def test_it_is_not_where_one_is_not() -> None:
    assert proof(Share((Length("ids", 10), Length("names", None)), Burden(1))).worst is None
