"""From bytes to a text that shows everything it says."""

import re

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_MOST_FINDINGS = 20

# In ASCII: control characters, carriage returns that end no line, DEL.
_ASCII = "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)"
# Beyond: C1 with NEL, soft hyphen, bidi controls (CVE-2021-42574), zero-width characters, LS, PS, byte order marks, tag
# characters. A joiner between the parts of one emoji is what people see.
_BEYOND = (
    "[\x80-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001ffff])\u200d"
)
_NAMES = {
    "\r": "a carriage return inside a line",
    "\x85": "a line break that editors do not show (NEL)",
    "\u2028": "a line break that editors do not show (line separator)",
    "\u2029": "a line break that editors do not show (paragraph separator)",
    "\xad": "a soft hyphen",
    "\ufeff": "a byte order mark inside the text",
}


def decode(name: str, data: bytes, *, limit: int = 1 << 20) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a file in UTF-8 (a byte order mark is dropped), or what is wrong with its bytes.

    `limit`: bytes. Texts with characters that nobody sees (controls, bidi, zero-width) are refused.
    """
    refusal = _refuse_form(name, data, limit)
    if refusal is not None:
        return None, [refusal]
    body = data.removeprefix(_UTF8_MARK)
    try:
        source = Source(name, body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return None, [_bad_byte(name, body, error)]
    findings = _invisible(source)
    return (None if findings else source), findings


def _refuse_form(name: str, data: bytes, limit: int) -> Diagnostic | None:
    if len(data) > limit:
        size = f"{len(data):,} bytes; at most {limit:,} are read"
        return Diagnostic("file-too-large", f"the file is too large: {size}", subject=name, help="split it")
    if data.startswith(_UTF16_MARKS):
        start = Span(Source(name, data.decode("utf-16", "replace")), 0, 0)
        return Diagnostic("not-utf-8", "the file is UTF-16", start, help="save it as UTF-8")
    return _nul(name, data.removeprefix(_UTF8_MARK)) if b"\0" in data else None


def _nul(name: str, body: bytes) -> Diagnostic:
    """Names the first NUL; `body`: without a byte order mark."""
    nul = body.index(b"\0")
    before = body[:nul].decode("utf-8", "replace")
    place = Span(Source(name, f"{before}\0"), len(before), len(before) + 1)
    message = f"this is not a text file: byte {nul + 1} is NUL"
    return Diagnostic("binary-file", message, place, help="save it as text in UTF-8")


def _bad_byte(name: str, body: bytes, error: UnicodeDecodeError) -> Diagnostic:
    """Names the byte; the text before and after it is kept so that the line can be shown."""
    source = Source(name, body.decode("utf-8", "replace"))
    at = len(body[: error.start].decode("utf-8"))
    message = f"byte 0x{body[error.start]:02x} is not UTF-8"
    return Diagnostic("not-utf-8", message, Span(source, at, at + 1), help="save the file as UTF-8")


def _invisible(source: Source) -> list[Diagnostic]:
    invisible = re.compile(_ASCII if source.text.isascii() else f"{_ASCII}|{_BEYOND}")
    found: list[Diagnostic] = []
    for match in invisible.finditer(source.text):
        found.append(_invisible_character(source, match.start(), match.group()))
        if len(found) == _MOST_FINDINGS:
            break
    return found


def _invisible_character(source: Source, at: int, character: str) -> Diagnostic:
    name = _NAMES.get(character, "a character that nobody sees")
    return Diagnostic(
        "invisible-character",
        f"{name}: U+{ord(character):04X}",
        Span(source, at, at + 1),
        help=f'delete it; where it is meant, write it as an escape in double quotes: "{_escape(character)}"',
    )


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"
