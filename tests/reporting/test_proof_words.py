"""A proof in words."""

from runbook.frozen import replace
from runbook.planning.proved import Burden, Length, Proof, Share
from runbook.reporting.proof_words import proof_parts

PROOF = Proof("p", "p.yaml", Burden(38, 2, 260), (), (), 482, 1930)


def proof_words(proof: Proof) -> str:
    return "; ".join(proof_parts(proof))


def test_it_says_what_was_proved_and_what_it_costs_at_worst() -> None:
    assert proof_words(PROOF) == (
        "nothing irreversible is sent twice, none after a stop, every road ends in a named state; "
        "at most 2 irreversible requests, 38 requests in all; waits at most 4 min 20 s "
        "(482 states, 1,930 crash points)"
    )


def test_what_a_provider_can_add_to_each_wait_is_said() -> None:
    asked = replace(PROOF, asked_wait=60.0)
    assert "4 min 20 s, plus what the provider asks (Retry-After, up to 1 min each time) (482" in proof_words(asked)


def test_items_of_a_loop_are_counted_apart_and_together_where_they_can_be() -> None:
    share = Share((Length("ids", 100),), Burden(10, 1, 0))
    words = proof_words(replace(PROOF, fixed=Burden(39, 1, 0), shares=(share,)))
    assert "at most 1 irreversible request + 1 per item of ids (at most 101), " in words
    assert "39 requests in all + 10 per item of ids (at most 1,039); waits at most 0 s (" in words
    unbounded = proof_words(replace(PROOF, shares=(replace(share, of=(Length("ids", None),)),)))
    assert "2 irreversible requests + 1 per item of ids, 38 requests in all + 10 per item of ids; " in unbounded


def test_what_is_sent_after_a_stop_on_purpose_is_named() -> None:
    assert "none after a stop but on purpose (g/undo), " in proof_words(replace(PROOF, on_purpose=("g/undo",)))


def test_what_is_sent_again_after_a_read_is_named() -> None:
    said = proof_words(replace(PROOF, resending=("case",)))
    assert said.startswith(
        "nothing irreversible is sent twice unless a read proves that it did not happen (case), none"
    )


def test_a_list_whose_items_may_come_twice_is_no_condition_because_a_run_sends_the_second_only_when_it_may() -> None:
    share = Share((Length("ids", None, distinct=False),), Burden(1, 1, 0))
    assert proof_words(replace(PROOF, shares=(share,))).startswith("nothing irreversible is sent twice, none after")


def test_a_read_back_in_which_the_run_rests_is_said() -> None:
    assert "after 5 min of reading back it rests until the next read" in proof_words(replace(PROOF, rests=True))
