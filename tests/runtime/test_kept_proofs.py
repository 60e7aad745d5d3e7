"""A proof that was kept is the proof."""

import pytest

from runbook.planning.proved import Burden, Length, Proof, Share
from runbook.runtime.kept_proofs import read, written
from runbook.values.json import Json
from runbook.values.json_codec import read_json, write_json

SHARES = (Share((Length("ids", 7), Length("names", None, distinct=False)), Burden(1, 0, 0.5)),)
PROOF = Proof("p", "p.yaml", Burden(3, 1, 2.0), SHARES, ("g/undo",), 12, 30)


@pytest.mark.parametrize("proof", [PROOF, None])
def test_what_is_read_is_what_was_written(proof: Proof | None) -> None:
    assert read(read_json(write_json(written(proof)))) == proof


@pytest.mark.parametrize(
    "kept",
    [
        [],
        {},
        "proved",
        {**(written(PROOF) or {}), "fixed": [1, 2]},  # type: ignore[dict-item]
        {**(written(PROOF) or {}), "shares": [[["ids"], [1, 2, 3]]]},  # type: ignore[dict-item]
        {**(written(PROOF) or {}), "shares": ["ids"]},  # type: ignore[dict-item]
    ],
)
def test_anything_else_is_refused(kept: Json) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read(kept)
