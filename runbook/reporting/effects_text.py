"""The effects that a machine's ledger knows, for people and for scripts: the newest first."""

from collections.abc import Sequence

from runbook.frozen import frozen
from runbook.reporting.escape import shortened
from runbook.reporting.report import Settled
from runbook.reporting.run_json import settled_json
from runbook.reporting.style import Line, Piece, Role, Text, line
from runbook.reporting.width import padded, width
from runbook.reporting.words import moment, settled_words
from runbook.values.json import Json
from runbook.values.numbers import measured


@frozen
class EffectLine:
    """One effect that a run claimed. `at`: seconds since the epoch; `state`: one of `STATES`; `because`: why in doubt.

    `again`: the run was told to repeat what others did; `arguments`: its query and body, cut short.
    `said`: what a person said in the ledger, whose journal cannot tell; `next`: the commands that end a doubt.
    """

    at: float
    environment: str
    server: str
    provider: str
    operation: str
    path: str
    run: str
    address: str
    by: str
    state: str
    because: str
    again: bool
    arguments: str = ""
    said: Settled | None = None
    next: tuple[str, ...] = ()


STATES = {
    "happened": ("✓", "happened", Role.OK),
    "did_not_happen": ("·", "did not happen", Role.DIM),
    "in_doubt": ("?", "in doubt", Role.ERROR),
    "running": ("…", "under way", Role.WARN),
}
"""State -> its mark, its words, its role."""


_WIDEST = 60


def effects_text(effects: Sequence[EffectLine], *, whole: bool = True) -> Text:
    """The list, in columns. `whole`: nothing was left out."""
    if not effects:
        return [line(Piece("no effects yet" if whole else "no such effect", Role.DIM))]
    columns = [max(width(text) for text in texts) for texts in zip(*map(_cells, effects), strict=True)]
    return [one for effect in effects for one in (_line(effect, columns), *_next(effect))]


def _next(effect: EffectLine) -> list[Line]:
    return [line("    ", Piece(command, Role.NOTE)) for command in effect.next]


def _cells(effect: EffectLine) -> tuple[str, str, str, str]:
    where = f"{effect.environment} at {effect.server}" if effect.server else effect.environment
    asked = f"{effect.path} {shortened(effect.arguments, _WIDEST)}".rstrip()
    return moment(effect.at), where, f"{effect.provider}.{effect.operation}", asked


def _line(effect: EffectLine, columns: Sequence[int]) -> Line:
    at, environment, operation, path = (padded(*pair) for pair in zip(_cells(effect), columns, strict=True))
    mark, words, role = STATES[effect.state]
    because = f": {effect.because}" if effect.because else ""
    said = f" ({settled_words(effect.said)})" if effect.said is not None else ""
    return line(
        Piece(f"{mark} ", role),
        Piece(at, Role.DIM),
        f"  {environment}  {operation}  ",
        Piece(path, Role.STRONG),
        f"  {effect.run} {effect.address}, {effect.by}  ",
        Piece(words, role),
        because,
        said,
        Piece(" (--again)" if effect.again else "", Role.DIM),
    )


def effects_json(effects: Sequence[EffectLine]) -> Json:
    """The list as data: the shape of `schemas/ledger.schema.json`."""
    return [
        {
            "at": measured(effect.at),
            "environment": effect.environment,
            "server": effect.server or None,
            "provider": effect.provider,
            "operation": effect.operation,
            "path": effect.path,
            "arguments": effect.arguments,
            "run": effect.run,
            "address": effect.address,
            "by": effect.by,
            "state": effect.state,
            "because": effect.because,
            "again": effect.again,
            "said": None if effect.said is None else settled_json(effect.said),
            "next": list(effect.next),
        }
        for effect in effects
    ]
