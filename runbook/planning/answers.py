"""Every class of answer that a call can get, each with one answer that stands for it.

What an expression or a row may read of it is unknown here, or equal to what a run will have (`providers.parts`).
"""

from collections.abc import Iterator
from itertools import product

from runbook.frozen import frozen
from runbook.language.procedure import Call, Row
from runbook.language.wording import says
from runbook.providers.answer import OTHER_WORDS, WILDCARD, Answer, AnswerKind, Supposed
from runbook.providers.contract import Response
from runbook.providers.parts import supposed, supposed_body
from runbook.providers.statuses import declared_response
from runbook.values.shape import ANY
from runbook.values.unknown import Unknown, Value

_ALWAYS = (401, 403, 429)
"""Statuses that any server can answer, whether a contract declares them or not (RFC 9110, RFC 6585)."""

_ANY_ERROR = 500
"""Stands for the errors of a server that a contract does not declare."""

_SAMPLES = {3: 302, 4: 418}
"""Samples of the undeclared answers of a family."""

_FAMILIES = (2, 3, 4, 5)


@frozen
class AnswerClass:
    """One class of answers: its status as text, the provider's words if it has some, and one answer of the class."""

    status: str
    message: str | None
    answer: Answer


@frozen
class _Code:
    """A status that a call can get. `exact`: it stands for itself and for no other of its family."""

    label: str
    status: int
    exact: bool = True


@frozen
class _Said:
    """Values of the contract's own expressions for an answer, and whether its body says no; None where nobody asks."""

    success: bool | None = None
    nothing: bool | None = None
    no: bool | None = None

    @property
    def label(self) -> str:
        """Words behind the status where it is no plain success."""
        no = " no success" * (self.success is False) + " saying no" * (self.no is True)
        return no + " nothing happened" * (self.nothing is True)


def possible_answers(call: Call) -> tuple[AnswerClass, ...]:
    """Declared answers first, in the contract's order; then those that no contract declares."""
    return tuple(_Classes(call).all())


class _Classes:
    """The answers that one call can get."""

    def __init__(self, call: Call) -> None:
        self._site = call.site
        self._operation = call.site.operation
        self._rows = call.rows
        self._headers = call.site.headers
        self._named = _named_statuses(call.rows)

    def all(self) -> Iterator[AnswerClass]:
        """Every class once."""
        seen: set[int] = set()
        for code in (*self._declared_codes(), *self._undeclared_codes()):
            if code.status not in seen:
                seen.add(code.status)
                yield from self._answers(code)
        yield AnswerClass("not_sent", None, _none(AnswerKind.NOT_SENT, "could not connect"))
        yield AnswerClass("no_answer", None, _none(AnswerKind.NO_ANSWER, "the answer was lost"))
        for status in (200, 400):
            yield AnswerClass("malformed", None, self._unread(AnswerKind.MALFORMED, status, "it breaks the contract"))

    def _declared_codes(self) -> Iterator[_Code]:
        """A status itself; for a range or `default` the codes that rows name, and one that stands for the rest."""
        for response in self._operation.responses:
            if response.status.isdigit():
                yield _Code(response.status, int(response.status))
                continue
            families = _FAMILIES if response.status == "default" else (int(response.status[0]),)
            for family in families:
                yield from self._of_family(response, family)

    def _of_family(self, response: Response, family: int) -> Iterator[_Code]:
        for status in self._named:
            if status // 100 == family and declared_response(self._operation, status) is response:
                yield _Code(str(status), status)
        rest = self._rest(family, response)
        if rest is not None:
            label = response.status if response.status != "default" else f"default ({rest})"
            yield _Code(label, rest, exact=False)

    def _rest(self, family: int, response: Response | None) -> int | None:
        """A code of the family that no row names and that the contract describes by `response`; None without one."""
        codes = range(family * 100, family * 100 + 100)
        free = (code for code in codes if code not in self._named)
        return next((code for code in free if declared_response(self._operation, code) is response), None)

    def _undeclared_codes(self) -> Iterator[_Code]:
        yield from (_Code(str(status), status) for status in _ALWAYS)
        rest = self._rest(5, None)
        if rest is not None:
            yield _Code(str(_ANY_ERROR) if rest == _ANY_ERROR else "5XX", rest, exact=False)
        yield from (_Code(str(status), status) for status in self._named)
        for family in (3, 4, 2):
            sample = _SAMPLES.get(family)
            rest = sample if sample is not None and self._is_free(sample) else self._rest(family, None)
            if rest is not None:
                yield _Code(self._undeclared_label(family), rest, exact=False)

    def _is_free(self, status: int) -> bool:
        return status not in self._named and declared_response(self._operation, status) is None

    def _undeclared_label(self, family: int) -> str:
        """`undeclared`; with its family where other rows take it than those that take a redirect."""
        same = self._takers(family) == self._takers(3)
        return "undeclared" if same else f"undeclared {family}XX"

    def _takers(self, family: int) -> list[Row]:
        """The rows that can take an undeclared answer of a family, up to the first that looks at nothing else."""
        takers: list[Row] = []
        for row in self._rows:
            if _takes_undeclared(row, family):
                takers.append(row)
                if row.bare:
                    break
        return takers

    def _answers(self, code: _Code) -> Iterator[AnswerClass]:
        response = declared_response(self._operation, code.status)
        if response is not None and code.status // 100 in (2, 5):
            for said in self._meanings(code.status, response):
                yield from self._told(response, code, said)
            return
        if response is None:
            yield AnswerClass(code.label, None, self._unread(AnswerKind.UNDECLARED, code.status, "not declared", code))
            return
        yield from self._told(response, code, _Said())

    def _meanings(self, status: int, response: Response) -> Iterator[_Said]:
        """Return what the contract's own expressions can say of an answer; a plain success comes first."""
        successes = (True, False) if self._site.success is not None and status < 300 else (None,)
        nothings = (False, True) if self._site.nothing_happened is not None else (None,)
        noes = (False, True) if status < 300 and self._operation.may_tell_no(response) else (None,)
        yield from (_Said(*said) for said in product(successes, nothings, noes))

    def _told(self, response: Response, code: _Code, said: _Said) -> Iterator[AnswerClass]:
        """The answers of one code of which the contract says one thing, told apart by their words."""
        label = code.label + said.label
        body = supposed_body(self._operation, code.status, response)
        words = self._words(response, code)
        told: list[tuple[str | None, str | None]] = [(_label(one), one) for one in words]
        if words:
            told.append((OTHER_WORDS, OTHER_WORDS))
        for message, one in told or [(None, OTHER_WORDS if code.status >= 400 else None)]:
            yield AnswerClass(label, message, self._read(code, body, one, said))

    def _read(self, code: _Code, body: Value, words: str | None, said: _Said) -> Answer:
        parts = supposed(self._headers, code.status if code.exact else None, words)
        return Answer(
            AnswerKind.RESPONSE,
            code.status,
            body=body,
            message=parts.message,
            supposed=parts,
            success=said.success,
            nothing=said.nothing,
            no=said.no,
        )

    def _unread(self, kind: AnswerKind, status: int, reason: str, code: _Code | None = None) -> Answer:
        """An answer of which the contract says nothing."""
        exact = code is not None and code.exact
        parts = supposed(self._headers, status if exact else None)
        body = Unknown(ANY, "response.body")
        return Answer(kind, status, body=body, message=parts.message, reason=reason, supposed=parts)

    def _words(self, response: Response, code: _Code) -> tuple[str, ...]:
        """The words of the contract's examples, and those of each row that none of the examples leads to."""
        rows = [row for row in self._rows if row.status in (str(code.status), f"{code.status // 100}XX")]
        if code.status < 400 and all(row.message is None for row in rows):
            return ()
        examples = response.messages
        led = [next((row for row in rows if row.message is None or says(row.message, one)), None) for one in examples]
        own = [row.message for row in rows if row.message is not None and not any(one is row for one in led)]
        return tuple(dict.fromkeys((*examples, *own)))


def _named_statuses(rows: tuple[Row, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(row.status) for row in rows if row.status.isdigit()))


def _takes_undeclared(row: Row, family: int) -> bool:
    return row.status == "undeclared" or (row.status == f"{family}XX" and (family >= 4 or row.undeclared))


def _label(words: str) -> str:
    return words.replace(WILDCARD, "…")


def _none(kind: AnswerKind, reason: str) -> Answer:
    """No response at all: nothing of it can be read, in a plan as in a run."""
    return Answer(kind, reason=reason, supposed=Supposed(None, "", {}))
