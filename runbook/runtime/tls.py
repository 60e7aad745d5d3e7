"""What makes a server believable: one set of rules, never a switch to turn them off."""

import ssl
from functools import cache

import certifi


class TrustError(Exception):
    """A file of certificate authorities cannot be used."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"the CA file {path} cannot be used: {reason}")
        self.path = path
        self.reason = reason


@cache
def trust(ca_file: str | None = None) -> ssl.SSLContext:
    """The context of every connection, with the authorities of `ca_file` or Mozilla's; errors: TrustError.

    Built by hand: `ssl.create_default_context` obeys SSLKEYLOGFILE, which writes the keys of every connection to a
    file, and accepts certificates without a subject alternative name by their common name (THREATS 3.4).
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    context.hostname_checks_common_name = False
    try:
        context.load_verify_locations(cafile=ca_file or certifi.where())
    except (OSError, ssl.SSLError) as error:
        raise TrustError(ca_file or "certifi", error.strerror or type(error).__name__) from error
    return context
