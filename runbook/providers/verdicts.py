"""The names and words by which an answer says how it went: one table for what a contract declares and what a run gets.

A name is read as words, however it is spelt: `isSuccess`, `is_success` and `Is-Success` are one. A word is read by its
pieces: `ABORTED`, `timed_out`, `in progress`.
"""

from functools import lru_cache
from typing import NamedTuple

from runbook.choice import Choice
from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.values.json import Json
from runbook.values.numbers import is_number, number_text


class Tells(Choice):
    """What a member tells by its name.

    VERDICT: whether all went well. DEED: whether one thing was done (`cancelled`), where it is a yes or a no. FAULT:
    what went wrong. STATE: how it went, in a word. CODE: the same as a number or a word that words beside it explain.
    """

    VERDICT = "verdict"
    DEED = "deed"
    FAULT = "fault"
    STATE = "state"
    CODE = "code"


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENVELOPES = _set(
    "answer body content data detail details envelope header head info meta metadata output outcome payload "
    "reply response result results return returnvalue"
)
"""Members that only wrap what an answer says."""

_VERDICTS = _set("success succeeded successful successfully ok okay")
_FAULTS = _set("error errors err errs errored failed failure failures fault faults exception exceptions")
_REFUSED = _set("rejected rejection rejections declined denied refused refusal unprocessed")
_STATES = _set("status state result outcome disposition decision verdict resolution")
_CODES = (("code",), ("status", "code"), ("result", "code"), ("return", "code"), ("ret", "code"), ("ret",), ("rc",))
_WORDS_BESIDE = (("message",), ("msg",), ("reason",))
_LITTLE = _set("is has have had was were did are be been can all any the request operation")
_PLACES = _set("url uri link path page email webhook rate threshold policy budget handler queue topic")
_ACKNOWLEDGED = _set("accepted acknowledged applied done processed saved sent succeeded successful")
_ENDED = _set(
    "approved cancelled canceled committed completed confirmed deleted executed finished fulfilled performed "
    "persisted received refunded released removed reversed revoked stopped submitted terminated voided "
    "withdrawn"
)
"""Deeds that are also how a thing may be: no verdict on what makes or changes one."""

_MAKING = _set("add create edit insert make modify new patch post put replace set update upsert")

_REFUSING = _list(
    "abort block cannot conflict declin defer denied deny error exception expire fail forbid fraud hold ignor "
    "ineligible insufficient invalid partial pending postpone processing progress queue refus reject retry "
    "running schedul skip suspend throttl timeout timed_out unable unauthor under_review in_review "
    "manual_review unavailable unknown unsuccess wait"
)
"""Pieces of words that say no, or not yet."""

_NO = _set("no n nok ko false f none nil null off nack noop unchanged unprocessed undelivered unsent")
_NEGATIONS = ("not_", "not-", "not ", "notfound", "notallowed", "no_", "no such", "nothing")
_GOOD_CODES = frozenset(("", "0", "00", "000", "0000", "ok", "success", "successful", "succeeded", "none", "no_error"))
_CAMEL = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SHORTEST_STEM = 4


@frozen
class Act:
    """What an operation does, as far as its names tell.

    `stems`: how words about it begin. `makes`: it makes or changes a thing.
    """

    stems: tuple[str, ...] = ()
    makes: bool = False

    def is_about(self, words: tuple[str, ...]) -> bool:
        """Return True if a short name is about this act; of a cancel `cancelable` is not, nor is `cancel_at_end`."""
        return bool(self.stems) and _begins_so(words, self.stems)


@lru_cache(maxsize=65536)
def _begins_so(words: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    if len(words) > 2 or words[-1].endswith(("able", "ible")):
        return False
    return words[0].startswith(stems) or words[-1].startswith(stems)


def act_of(method: str, path: str, *names: str) -> Act:
    """What an operation does. `path`: its last part counts where it stands behind a parameter; `names`: its own."""
    parts = [part for part in path.split("/") if part and not part.startswith("{")]
    behind = bool(parts) and path.rstrip("/").endswith("}/" + parts[-1])
    told = (*names, *(parts[-1:] if behind or not names else ()))
    verbs = [word for name in told for word in (*words_of(name)[:1], *words_of(name)[-1:])]
    if method == "DELETE":
        verbs += ["delete", "remove"]
    doing = [verb for verb in verbs if verb not in _MAKING]
    stems = tuple(dict.fromkeys(_stem(verb) for verb in doing if len(verb) >= _SHORTEST_STEM))
    changes = method in ("PUT", "PATCH") and not behind
    return Act(stems, changes or not _MAKING.isdisjoint(verbs))


def _stem(word: str) -> str:
    return word.rstrip("e")[: max(_SHORTEST_STEM, len(word) - 2)]


NO_ACT = Act()


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: `isOrder_cancelled` is is, order, cancelled."""
    return tuple(found.group().lower() for found in _CAMEL.finditer(name))


def what_tells(name: str, act: Act = NO_ACT) -> Tells | None:
    """Return what a member of this name tells; None when it tells nothing of how it went."""
    named = _named(name)
    if named.tells is not None:
        return named.tells
    if named.done or (named.ended and not act.makes) or (named.words and act.is_about(named.words)):
        return Tells.DEED
    return None


class _Named(NamedTuple):
    """What a name tells whatever the act. `words`: those that matter; `done`, `ended`: it names such a deed."""

    words: tuple[str, ...] = ()
    tells: Tells | None = None
    done: bool = False
    ended: bool = False


@lru_cache(maxsize=4096)
def _named(name: str) -> _Named:
    words = words_of(name)
    big = tuple(word for word in words if word not in _LITTLE)
    if not big or big[-1] in _PLACES:
        return _Named()
    if len(big) == 1 and big[0] in _VERDICTS:
        return _Named(big, Tells.VERDICT)
    if not _FAULTS.isdisjoint((big[0], big[-1])) or (len(big) == 1 and big[0] in _REFUSED):
        return _Named(big, Tells.FAULT)
    if big[-1] in _STATES:
        return _Named(big, Tells.STATE)
    if big in _CODES:
        return _Named(big, Tells.CODE)
    done = (len(big) == 1 and big[0] in _ACKNOWLEDGED) or big[-1] in _VERDICTS
    return _Named(big, None, done, len(big) == 1 and big[0] in _ENDED)


def is_short(name: str) -> bool:
    """Return True for a name of one word, as `status`, and not `verification_status`."""
    return len(words_of(name)) == 1


def wraps(name: str, act: Act = NO_ACT) -> bool:
    """Return True for a member that only wraps what an answer says, or what it says of the act itself."""
    words = words_of(name)
    return "".join(words) in _ENVELOPES or act.is_about(words)


def explains(name: str) -> bool:
    """Return True for a member that tells in words what a code beside it means."""
    return words_of(name)[-1:] in _WORDS_BESIDE


def says_no(word: Json, act: Act = NO_ACT) -> bool:
    """Return True if a word means a refusal, or not yet; what the operation itself does is none (`abort`: aborted)."""
    if not isinstance(word, str):
        return False
    small = word.strip().lower()
    if small in _NO or small.startswith(_NEGATIONS):
        return True
    return any(piece in small and not piece.startswith(act.stems) for piece in _REFUSING)


def is_no(tells: Tells, value: Json, act: Act = NO_ACT) -> bool:
    """Return True if a member that tells so has a value that is no yes."""
    match tells:
        case Tells.VERDICT:
            return value in (None, False, 0, "0", "", [], {}) or says_no(value, act)
        case Tells.DEED:
            return value is False or (isinstance(value, str) and value.strip().lower() in ("false", "no"))
        case Tells.FAULT:
            return _is_fault(value)
        case Tells.STATE:
            return value is False or says_no(value, act)
        case Tells.CODE:
            return not _is_good_code(value)


def _is_fault(value: Json) -> bool:
    """Return True if something stands there: a text, a list with something in it, a code other than 0."""
    if isinstance(value, str):
        return value.strip().lower() not in _GOOD_CODES | _NO
    return bool(value)


def _is_good_code(value: Json) -> bool:
    """Return True for a code that means no trouble, such as 0, "OK" or 200."""
    if value is None or value is True:
        return True
    if isinstance(value, str):
        return value.strip().lower() in _GOOD_CODES or _is_2xx(value)
    return is_number(value) and (value == 0 or _is_2xx(number_text(value)))


def _is_2xx(text: str) -> bool:
    return len(text) == 3 and text.isdigit() and text[0] == "2"
