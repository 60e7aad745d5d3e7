"""Findings about the text of a file, before anybody asks what it means."""

from collections.abc import Mapping

DOCUMENTS: Mapping[str, str] = {
    "binary-file": """The file holds bytes that no text has.

It is an archive, an image or something else that was named by mistake. Name the YAML or JSON file itself.""",
    "cyclic-alias": """An alias (`*name`) stands inside the value that its anchor names, so it would never end.

Write the value out, or move the anchor.""",
    "duplicate-key": """A mapping has the same key twice.

Most YAML readers keep the last one without a word, so half of what was written vanishes. Keys also count as
the same when they differ only in quotes or in the way Unicode spells them. Remove one of the two.""",
    "empty-file": """The file holds no document.

A playbook begins with `runbook: 1`, a contract with `openapi: 3.x`.""",
    "file-too-large": """The file is larger than any playbook or contract needs to be.

Limits are checked before anything is read into memory, so that a wrong file cannot exhaust it.""",
    "invisible-character": """The text holds a character that nobody can see.

Zero-width, bidirectional and control characters make a text read differently from what it is. Remove it, or
write it as an escape in double quotes.""",
    "json-syntax": """The text is not JSON.

The place shows the first character that cannot stand there. JSON has no comments, no comma after the last
member and only double quotes.""",
    "key-not-text": """A key of a mapping is a number, a boolean, null or a collection.

JSON, and everything a provider speaks, has text keys only. Put the key in quotes.""",
    "merge-key": """A merge key (`<<`) asks for the members of another mapping.

YAML 1.2 has no merge keys, and nested ones take minutes to load. Write the members out.""",
    "not-utf-8": """The file is not encoded in UTF-8.

The place shows the first byte that does not belong. Save the file as UTF-8.""",
    "number-out-of-range": """A number is too long, too large or too small, or is infinite or not a number.

Numbers are exact: at most 40 digits, times ten to a power of at most 40 either way. JSON has neither infinity
nor NaN. An id with more digits is not a number to calculate with: put it in quotes.""",
    "reference-outside-root": """A playbook refers to a file outside its project.

References are confined to the directory of the git checkout, links resolved, so that a playbook cannot read
what is none of its business.""",
    "second-document": """The file holds a second YAML document after `---`.

One file is one playbook or one contract. Move the second into a file of its own.""",
    "tab": """A tab stands where YAML wants spaces.

Indent with spaces; a tab is fine inside quotes.""",
    "too-deep": """The values are nested deeper than the limit.

Nothing that people write comes near it; deep nesting is how a file breaks a program that reads it.""",
    "too-many-values": """The document holds more values than the limit, aliases counted as often as they are used.

This is what an alias bomb looks like. Write less, or split the file.""",
    "unknown-alias": """An alias (`*name`) names an anchor (`&name`) that does not stand before it.

Anchors must come first, and their names must be spelt the same.""",
    "unquoted-template": """A value begins with `{{` outside quotes, so YAML reads a mapping of a mapping.

Quote it: `id: "{{ inputs.case_id }}"`.""",
    "unreadable-file": """A file cannot be read: it does not exist, is no regular file, or may not be read by you.

Paths in a playbook start from the playbook's own directory.""",
    "value-too-long": """A single value is longer than the limit.

Limits hold before a value is converted, because converting a number of a million digits takes minutes.""",
    "yaml-directive": """The file begins with a directive (`%...`).

Directives change how the rest is read; playbooks have none. Remove the line.""",
    "yaml-syntax": """The text is not YAML.

The place shows where reading stopped; the mistake is there or a little before: a missing quote, bracket,
colon or space, or a line that is not indented like its neighbours.""",
    "yaml-tag": """A value carries a tag (`!name`).

Tags ask a YAML reader to build something other than plain data. Playbooks hold plain data only.""",
}
