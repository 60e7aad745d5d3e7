import pytest

from runbook.frozen import replace
from runbook.interpreter.fields import CodecError
from runbook.interpreter.identity import (
    SIMULATED,
    Account,
    Identity,
    Sameness,
    compared,
    decode_identities,
    encode_identities,
)

KNOWN = Identity("kc", ("TOKEN",), "api.test.example", Account("group A", "a"), "f1", "k1")
OPAQUE = replace(KNOWN, account=Account())
SIMULATOR = replace(OPAQUE, host=SIMULATED, fingerprint="", key="")


@pytest.mark.parametrize(
    ("before", "now", "sameness"),
    [
        (KNOWN, KNOWN, Sameness.SAME),
        (KNOWN, replace(KNOWN, fingerprint="f2"), Sameness.OTHER_CREDENTIAL),
        (KNOWN, replace(KNOWN, fingerprint="f2", key="k2"), Sameness.SAME),
        (KNOWN, replace(KNOWN, fingerprint="", key="", because="no key"), Sameness.SAME),
        (KNOWN, replace(KNOWN, account=Account("group A", "b")), Sameness.OTHER_ACCOUNT),
        (KNOWN, replace(KNOWN, host="elsewhere.example"), Sameness.OTHER_ACCOUNT),
        (KNOWN, OPAQUE, Sameness.SAME),
        (KNOWN, replace(OPAQUE, fingerprint="f2"), Sameness.UNPROVED),
        (OPAQUE, OPAQUE, Sameness.SAME),
        (OPAQUE, replace(OPAQUE, fingerprint="f2"), Sameness.UNPROVED),
        (OPAQUE, replace(OPAQUE, key="k2"), Sameness.UNPROVED),
        (OPAQUE, replace(OPAQUE, fingerprint="", key=""), Sameness.UNPROVED),
        (replace(OPAQUE, fingerprint="", key=""), replace(OPAQUE, fingerprint="", key=""), Sameness.UNPROVED),
        (OPAQUE, replace(KNOWN, fingerprint="f2"), Sameness.UNPROVED),
        (SIMULATOR, SIMULATOR, Sameness.SAME),
        (KNOWN, replace(KNOWN, account=Account("group A, renamed", "a")), Sameness.SAME),
        (replace(SIMULATOR, account=Account("A", "a")), replace(SIMULATOR, account=Account("B", "b")), Sameness.SAME),
        (SIMULATOR, KNOWN, Sameness.OTHER_ACCOUNT),
    ],
)
def test_an_account_counts_before_a_credential_and_what_cannot_be_compared_is_not_the_same(
    before: Identity, now: Identity, sameness: Sameness
) -> None:
    assert [one.sameness for one in compared([before], [now])] == [sameness]


def test_identities_are_compared_place_by_place() -> None:
    other = replace(KNOWN, secrets=("OTHER",))
    elsewhere = replace(KNOWN, provider="tw")
    assert [one.now for one in compared([KNOWN, elsewhere], [other, elsewhere, KNOWN])] == [elsewhere, KNOWN]


def test_records_of_identities_are_read_as_they_were_written() -> None:
    for identities in ((), (KNOWN,), (KNOWN, replace(SIMULATOR, because="it is a simulator"))):
        assert decode_identities(encode_identities(identities)) == identities


@pytest.mark.parametrize(
    "record", [None, {}, [1], [{"provider": "kc"}], [{**encode_identities([KNOWN])[0], "host": 1}]]
)  # type: ignore[dict-item]
def test_a_record_that_is_none_is_an_error(record: object) -> None:
    with pytest.raises(CodecError):
        decode_identities(record)  # type: ignore[arg-type]
