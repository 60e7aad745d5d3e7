"""What the YAML parser's complaints mean, in plain words."""

import re

from runbook.deferred import pattern
from runbook.diagnostics.diagnostic import Diagnostic, Related
from runbook.diagnostics.source import Source, Span
from runbook.documents.events import YamlEventError
from runbook.frozen import frozen

_UNQUOTED_TEMPLATE = pattern(r"""(?:^|[\s\[,])(\{\{[^{}"']*(?:\}\})?)""")


@frozen
class _Complaint:
    """`pattern`: in the words of libyaml or PyYAML. `at_start`: whether the beginning of the construct is to blame."""

    pattern: str
    message: str
    help: str
    at_start: bool = False


_QUOTE = "put the value in quotes"
_COMPLAINTS = (
    _Complaint("mapping values are not allowed", '": " cannot stand here', f"{_QUOTE}, or check the indentation"),
    _Complaint(
        "quoted scalar: found unexpected",
        "this quote is never closed",
        "add the closing quote; inside '...' a quote is written twice",
        at_start=True,
    ),
    _Complaint(
        "flow sequence: .*(?:',' or '\\]')",
        "',' or ']' is missing here",
        "separate the elements by commas and close the list",
    ),
    _Complaint(
        "flow mapping: .*(?:',' or '\\}')",
        "',' or '}' is missing here",
        "separate the members by commas and close the mapping",
    ),
    _Complaint(
        "block mapping: ",
        "this does not continue the mapping above it",
        "indent keys of one mapping alike; nothing may follow a closed quote",
    ),
    _Complaint(
        "block collection: ",
        "this does not continue the list above it",
        'begin every element with "- ", all in one column',
    ),
    _Complaint(
        "could not find expected ':'",
        'this line is no "key: value"',
        'write ": " after the key, or indent the line to belong to the one above',
        at_start=True,
    ),
    _Complaint(
        "document start|incompatible|directive",
        "the document has ended or cannot begin like this",
        "check the indentation of the first line; leave out lines that begin with %",
    ),
    _Complaint(
        "escape|hexdecimal|hexadecimal",
        "this escape is unknown in double quotes",
        "write \\\\ for a backslash, or use single quotes",
    ),
    _Complaint("unexpected ':'", "a space must follow ':'", "add a space"),
    _Complaint("entries are not allowed", "a list cannot begin on this line", "begin it on a line of its own"),
    _Complaint("keys are not allowed", "a key cannot begin here", _QUOTE),
    _Complaint("block scalar", "only '+', '-' or a digit may follow '|' and '>'", "begin the text on the next line"),
    _Complaint("anchor", "a name must follow '&'", f"{_QUOTE} when it begins with '&'"),
    _Complaint("alias", "a name must follow '*'", f"{_QUOTE} when it begins with '*'"),
    _Complaint("tag", "tags are not used here", f"{_QUOTE} when it begins with '!'"),
    _Complaint("node content", "a value is missing before this", f"write the value, or {_QUOTE}"),
)


def explain(source: Source, error: YamlEventError) -> Diagnostic:
    """The complaint as a finding with its place and what to do."""
    at = min(error.at, len(source.text))
    template = _template_on_line(source, at)
    if template is not None:
        return unquoted_template(source, template.start(1), template.end(1))
    if "cannot start any token" in error.problem:
        return _bad_start(source, at)
    if "violates indentation" in error.problem or "indentation space is expected" in error.problem:
        return tab(source, at)
    for complaint in _COMPLAINTS:
        if re.search(complaint.pattern, error.problem):
            return _complain(source, complaint, error.start, at)
    return Diagnostic("yaml-syntax", f"this is not YAML: {error.problem}", Span(source, at, at), help=_QUOTE)


def unquoted_template(source: Source, start: int, end: int) -> Diagnostic:
    """`{{ x }}` without quotes, which is a mapping inside a mapping to YAML."""
    return Diagnostic(
        "unquoted-template",
        "a template without quotes is a mapping to YAML",
        Span(source, start, end),
        help='quote the template: "{{ ... }}"',
    )


def _template_on_line(source: Source, at: int) -> re.Match[str] | None:
    start = source.text.rfind("\n", 0, at) + 1
    end = source.text.find("\n", at)
    line_end = len(source.text) if end < 0 else end
    template = _UNQUOTED_TEMPLATE.search(source.text, start, min(line_end, start + 1000))
    if template is None:
        return None
    before = source.text[start : template.start(1)]
    is_quoted = before.count('"') % 2 or before.count("'") % 2
    return None if is_quoted else template


def _bad_start(source: Source, at: int) -> Diagnostic:
    character = source.text[at : at + 1]
    if character == "\t":
        return tab(source, at)
    message = f"a value cannot begin with '{character}'"
    return Diagnostic("yaml-syntax", message, Span(source, at, at + 1), help=_QUOTE)


def tab(source: Source, at: int) -> Diagnostic:
    """A tab that indents or separates."""
    return Diagnostic("tab", "a tab cannot indent or separate", Span(source, at, at + 1), help="use spaces")


def _complain(source: Source, complaint: _Complaint, start: int, at: int) -> Diagnostic:
    if complaint.at_start:
        return Diagnostic("yaml-syntax", complaint.message, _one(source, start), help=complaint.help)
    if at >= len(source.text.rstrip()) and start < at and "flow" in complaint.pattern:
        message = f"this '{source.text[start]}' is never closed"
        return Diagnostic("yaml-syntax", message, _one(source, start), help=complaint.help)
    related = (Related(_one(source, start), "it began here"),) if start < at else ()
    return Diagnostic("yaml-syntax", complaint.message, _one(source, at), help=complaint.help, related=related)


def _one(source: Source, at: int) -> Span:
    return Span(source, at, min(at + 1, len(source.text)))
