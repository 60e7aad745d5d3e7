import hashlib
import hmac

import pytest

from runbook.values.mac import hmac_sha256


@pytest.mark.parametrize("key", [b"", b"k", b"k" * 32, b"k" * 64, b"k" * 65, b"k" * 300])
@pytest.mark.parametrize("data", [b"", b"data", b"d" * 1000])
def test_it_is_the_hmac_of_rfc_2104(key: bytes, data: bytes) -> None:
    assert hmac_sha256(key, data) == hmac.new(key, data, hashlib.sha256).digest()
