"""The effects that a machine's ledger knows, for people and for scripts: the newest first."""

from collections.abc import Sequence

from runbook.frozen import frozen
from runbook.reporting.escape import shortened
from runbook.reporting.style import Line, Piece, Role, Text, line
from runbook.reporting.width import padded, width
from runbook.reporting.words import moment
from runbook.values.json import Json
from runbook.values.numbers import measured


@frozen
class EffectLine:
    """One effect that a run claimed. `at`: seconds since the epoch; `state`: one of `STATES`; `because`: why in doubt.

    `again`: the run was told to repeat what others did; `arguments`: its query and body, cut short.
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
    return [_line(effect, columns) for effect in effects]


def _cells(effect: EffectLine) -> tuple[str, str, str, str]:
    where = f"{effect.environment} at {effect.server}" if effect.server else effect.environment
    asked = f"{effect.path} {shortened(effect.arguments, _WIDEST)}".rstrip()
    return moment(effect.at), where, f"{effect.provider}.{effect.operation}", asked


def _line(effect: EffectLine, columns: Sequence[int]) -> Line:
    at, environment, operation, path = (padded(*pair) for pair in zip(_cells(effect), columns, strict=True))
    mark, words, role = STATES[effect.state]
    because = f": {effect.because}" if effect.because else ""
    return line(
        Piece(f"{mark} ", role),
        Piece(at, Role.DIM),
        f"  {environment}  {operation}  ",
        Piece(path, Role.STRONG),
        f"  {effect.run} {effect.address}, {effect.by}  ",
        Piece(words, role),
        because,
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
        }
        for effect in effects
    ]
