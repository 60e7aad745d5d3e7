"""What a value breaks of its schema."""

from runbook.frozen import frozen
from runbook.values.json import Pointer


@frozen
class Finding:
    """One broken rule. It never holds the value: that may be secret.

    `pointer`: the value, or with `on_key` the member whose key is wrong; `keyword`: of JSON Schema; `expected`: what
    should stand there, for people; `options`: the words that would do, for did-you-mean; `missing`: the key that is;
    `hint`: what the schema says to people about the place.
    """

    pointer: Pointer
    keyword: str
    message: str
    on_key: bool = False
    expected: str = ""
    options: tuple[str, ...] = ()
    missing: str | None = None
    hint: str = ""
