"""What the events of a YAML parser do not tell about the text they come from."""

from runbook.deferred import pattern

FLOW_SIGNS = frozenset(",[]{}?")
"""After a key and ':' libyaml refuses them, PyYAML's Python parser does not."""

BLOCK_HEADER = pattern(
    r"(?P<header>[|>][-+0-9]*(?:[ \t]+(?:#[^\n]*)?)?\r?)(?:\n|\Z)(?:[ ]*+\r?\n)*+[ ]*(?P<tab>\t)?",
)
"""The first line of a block scalar, and whether its first words are indented by a tab."""

_ANCHOR = pattern(r"&\S+(?:\s++#[^\n]*+)*+\s*")


def after_anchor(text: str, start: int) -> int:
    """Where the value begins that may have an anchor at `start`."""
    anchor = _ANCHOR.match(text, start)
    return anchor.end() if anchor else start


def end_of_block(text: str, start: int, end: int) -> int:
    """The end of the last line with words of a block scalar."""
    last = end
    while last > start and text[last - 1] in "\r\n ":
        last -= 1
    while last < end and text[last] == " ":
        last += 1
    return last
