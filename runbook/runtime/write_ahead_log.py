"""SQLite's write-ahead log, checked frame by frame: SQLite itself silently forgets all that stands behind a bad byte.

Each commit of ours is on the disk before the next begins, so only the last one can be incomplete after a power cut.
Format: sqlite.org/fileformat2.html, section 4.
"""

import struct
from enum import Enum

from runbook.frozen import frozen

HEADER_SIZE = 32
FRAME_HEADER_SIZE = 24
SMALLEST_PAGE = 512

_MAGIC = 0x377F0682
"""The last bit says that checksums are over big-endian words."""

_GENERATIONS = 1 << 16
"""How often a log begins anew over old frames, at most; each time its first salt grows by one."""

Sums = tuple[int, int]


class LogState(Enum):
    """What can be said of a log. TORN: its last commit is cut off or garbled; DAMAGED: one before the last is."""

    WHOLE = "whole"
    TORN = "torn"
    DAMAGED = "damaged"


@frozen
class _Frame:
    """The head of a frame: which page, whether it ends a commit, its salts, its checksum."""

    page: int
    commits: bool
    salts: tuple[int, int]
    sums: Sums


@frozen
class _Header:
    """The head of a log. `word`: how checksums read the bytes, in the letters of `struct`."""

    word: str
    page_size: int
    salts: tuple[int, int]
    sums: Sums

    @property
    def stride(self) -> int:
        """Bytes from one frame to the next."""
        return FRAME_HEADER_SIZE + self.page_size


def log_state(data: bytes) -> LogState:
    """Whether a log, read as a whole while nobody writes it, is what was written."""
    if not data:
        return LogState.WHOLE
    header = _header(data)
    if header is None:
        behind = len(data) - HEADER_SIZE
        return LogState.DAMAGED if behind > FRAME_HEADER_SIZE + SMALLEST_PAGE else LogState.TORN
    frames = _frames(data, header)
    good, committed = _valid(data, header, frames)
    ours = [number for number in range(good, len(frames)) if frames[number].salts == header.salts]
    if ours:
        return _end(frames[committed : ours[-1] + 1], header)
    if good < len(frames) and good == committed:
        return LogState.WHOLE if _is_older(frames[good], header) else LogState.TORN
    is_exact = (len(data) - HEADER_SIZE) % header.stride == 0
    return LogState.WHOLE if good == committed and is_exact else LogState.TORN


def _header(data: bytes) -> _Header | None:
    """None when these are not the first bytes of a log, or not all of them."""
    if len(data) < HEADER_SIZE:
        return None
    magic, _, page_size, _, *salts, first, second = struct.unpack(">8I", data[:HEADER_SIZE])
    if magic & ~1 != _MAGIC:
        return None
    word = ">" if magic & 1 else "<"
    if _summed(data[:24], word, (0, 0)) != (first, second):
        return None
    return _Header(word, page_size, (salts[0], salts[1]), (first, second))


def _frames(data: bytes, header: _Header) -> list[_Frame]:
    """The heads of all frames that are there to their last byte."""
    frames: list[_Frame] = []
    for start in range(HEADER_SIZE, len(data) - header.stride + 1, header.stride):
        page, pages, one, two, first, second = struct.unpack_from(">6I", data, start)
        frames.append(_Frame(page, pages != 0, (one, two), (first, second)))
    return frames


def _valid(data: bytes, header: _Header, frames: list[_Frame]) -> tuple[int, int]:
    """How many frames from the start are what was written, and how many of them are committed."""
    sums, committed = header.sums, 0
    for number, frame in enumerate(frames):
        start = HEADER_SIZE + number * header.stride
        if frame.salts != header.salts:
            return number, committed
        sums = _summed(data[start : start + 8], header.word, sums)
        sums = _summed(data[start + FRAME_HEADER_SIZE : start + header.stride], header.word, sums)
        if sums != frame.sums:
            return number, committed
        committed = number + 1 if frame.commits else committed
    return len(frames), committed


def _end(tail: list[_Frame], header: _Header) -> LogState:
    """Frames behind the last good commit can belong to one commit only: all of ours write the page of the tip."""
    ours = [frame for frame in tail if frame.salts == header.salts]
    pages = [frame.page for frame in ours]
    ended_before = any(frame.commits for frame in tail[:-1] if frame.salts == header.salts)
    return LogState.DAMAGED if ended_before or len(set(pages)) < len(pages) else LogState.TORN


def _is_older(frame: _Frame, header: _Header) -> bool:
    """Whether a frame was left by an earlier generation of the log, which this one has not overwritten yet."""
    age = (header.salts[0] - frame.salts[0]) % (1 << 32)
    return 0 < age < _GENERATIONS and frame.salts[1] != header.salts[1]


def _summed(data: bytes, word: str, before: Sums) -> Sums:
    """SQLite's cumulative checksum, continued over a multiple of eight bytes."""
    first, second = before
    words = iter(struct.unpack(f"{word}{len(data) // 4}I", data))
    for one, two in zip(words, words, strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
