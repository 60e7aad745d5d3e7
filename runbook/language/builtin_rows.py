"""The rows that the language adds behind a call's own rows and the playbook's defaults."""

from runbook.language.procedure import Origin, Row, Verb
from runbook.providers.contract import Effect

_READ = (
    ("2XX", Verb.DONE, ""),
    ("not_sent", Verb.RETRY, "it did not reach the provider"),
    ("429", Verb.RETRY, "too many requests"),
    ("no_answer", Verb.RETRY, "a read may be repeated"),
    ("5XX", Verb.RETRY, "a read may be repeated"),
    ("undeclared", Verb.STOP, "the provider answers what its contract does not declare"),
    ("malformed", Verb.STOP, "the answer breaks the contract"),
)

_WRITE = (
    ("2XX", Verb.DONE, ""),
    ("401", Verb.STOP, "the credential is refused"),
    ("403", Verb.STOP, "the credential is refused"),
    ("not_sent", Verb.RETRY, "it did not reach the provider"),
    ("429", Verb.RETRY, "too many requests"),
    ("no_answer", Verb.SETTLE, "it may have acted"),
    ("5XX", Verb.SETTLE, "it may have acted"),
    ("undeclared", Verb.STOP, "the provider answers what its contract does not declare"),
    ("malformed", Verb.SETTLE, "it may have acted, and the answer breaks the contract"),
)

ANSWERS_TO_ASK = ("done", "tolerate", "stop")
"""What a person can say of an answer when its row does not say."""


def _rows(lines: tuple[tuple[str, Verb, str], ...]) -> tuple[Row, ...]:
    return tuple(Row(status, verb, because, Origin.BUILT_IN, None) for status, verb, because in lines)


_ROWS = {Effect.READ: _rows(_READ), Effect.WRITE: _rows(_WRITE), Effect.IRREVERSIBLE: _rows(_WRITE)}


def builtin_rows(effect: Effect) -> tuple[Row, ...]:
    """The rows for an operation of that effect."""
    return _ROWS[effect]
