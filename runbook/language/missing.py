"""What an expression names and nobody has put there."""

from runbook.diagnostics.suggest import did_you_mean
from runbook.frozen import frozen
from runbook.values.unknown import Value


@frozen
class Missing:
    """An absent name, member or element: an error unless `default` or `is defined` asked. `options`: what is there."""

    what: str
    offset: int
    word: str = ""
    options: tuple[str, ...] = ()

    @property
    def complaint(self) -> str:
        """One sentence, with what is there instead."""
        hint = did_you_mean(self.word, self.options)
        return f"{self.what} is not there" + (f"; {hint}" if hint else "")


def missing_member(of: Value, key: Value, offset: int) -> Missing:
    """That `of` has nothing under `key`."""
    if isinstance(key, str):
        return Missing(f"'{key}'", offset, key, tuple(of) if isinstance(of, dict) else ())
    return Missing(f"element {key}" if isinstance(key, int) else "such a member", offset)
