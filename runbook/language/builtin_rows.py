"""The rows that the language adds behind a call's own rows and the playbook's defaults."""

from collections.abc import Iterator

from runbook.language.procedure import Origin, Row, Verb
from runbook.providers.contract import OPEN_STATUSES, Effect, Operation
from runbook.providers.statuses import declared_response

_READ = (
    ("not_sent", Verb.RETRY, "it did not reach the provider"),
    ("429", Verb.RETRY, "too many requests"),
    ("no_answer", Verb.RETRY, "a read may be repeated"),
    ("5XX", Verb.RETRY, "a read may be repeated"),
    ("undeclared", Verb.STOP, "the provider answers what its contract does not declare"),
    ("malformed", Verb.STOP, "the answer breaks the contract"),
)

_WRITE = (
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


def _row(status: str, verb: Verb, because: str = "") -> Row:
    return Row(status, verb, because, Origin.BUILT_IN, None)


def _rows(lines: tuple[tuple[str, Verb, str], ...]) -> tuple[Row, ...]:
    return tuple(_row(*line) for line in lines)


_OTHERS = {Effect.READ: _rows(_READ), Effect.WRITE: _rows(_WRITE), Effect.IRREVERSIBLE: _rows(_WRITE)}
_DONE = _row("2XX", Verb.DONE)
_DRIFT = "it may have acted, and its contract does not declare this answer"
_UNDECLARED = Row("2XX", Verb.SETTLE, _DRIFT, Origin.BUILT_IN, None, undeclared=True)


def builtin_rows(operation: Operation, *, reads_back: bool) -> tuple[Row, ...]:
    """The rows for an operation. `reads_back`: whether something shows what became of its effect."""
    settles = reads_back and operation.effect is not Effect.READ
    return (*_successes(operation), *((_UNDECLARED,) if settles else ()), *_OTHERS[operation.effect])


def _successes(operation: Operation) -> Iterator[Row]:
    """Return the rows for 2XX: one that can say no is read back, and one of a read that may not be all stops."""
    verb = Verb.STOP if operation.effect is Effect.READ else Verb.SETTLE
    if operation.success is not None:
        yield Row("2XX", verb, "the contract says that this is no success", Origin.BUILT_IN, None, success=False)
    if any(operation.may_tell_no(one) for one in operation.responses if one.status[0] in "2d"):
        yield Row("2XX", verb, "it may be a no", Origin.BUILT_IN, None, no=True)
    successes = [one for one in operation.responses if one.status[0] == "2"]
    declared = successes or [one for one in operation.responses if one.status == "default"]
    wide = next((why for one in declared if not one.status.isdigit() and (why := operation.why_no(one))), "")
    for response in successes:
        if response.status.isdigit() and (why := operation.why_no(response)):
            yield _row(response.status, verb, _may_say_no(why))
        elif response.status.isdigit() and wide:
            yield _row(response.status, Verb.DONE)
    yield from _open_ones(operation, verb)
    yield _row("2XX", verb, _may_say_no(wide)) if wide else _DONE


def _open_ones(operation: Operation, verb: Verb) -> Iterator[Row]:
    """The statuses that say by themselves that not all is done, where only a range or `default` declares them."""
    if operation.success is not None and operation.effect is not Effect.READ:
        return
    for status, why in OPEN_STATUSES.items():
        response = declared_response(operation, status)
        if response is not None and response.status != str(status):
            yield _row(str(status), verb, _may_say_no(why))


def _may_say_no(why: str) -> str:
    return f"it may be a no: {why}"
