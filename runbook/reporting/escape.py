"""Text from providers and people, made inert before a terminal or a log sees it.

THREATS R20: no control, C1, bidi, zero-width or separator character passes raw, and no CI system reads a command.
"""

from runbook.deferred import pattern

_CI_COMMAND = pattern(r"#(?=#\w*\[)")
_LINE_COMMAND = pattern(r"^(\s*):(?=:)")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """One line in which every character that does not print stands as its escape: `\\x1b`, `\\n`, `\\u202e`."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else escape_of(character) for character in text)


def escape_of(character: str) -> str:
    """The escape of one character, as Python writes it."""
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def inert_line(line: str) -> str:
    """A finished line that no CI system takes for a command of its own (`::set-env`, `##vso[`, `##teamcity[`)."""
    if "##" in line:
        line = _CI_COMMAND.sub(r"\\x23", line)
    if "::" in line:
        line = _LINE_COMMAND.sub(r"\1\\x3a", line)
    return line


def shortened(text: str, limit: int) -> str:
    """The text, cut to `limit` characters with an ellipsis when it is longer."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)] + "…"
