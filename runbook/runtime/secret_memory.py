"""Every secret this process has seen, so that none of them gets out again."""

import threading

from runbook.values.json import Json
from runbook.values.redactor import Redactor


class SecretMemory:
    """A redactor that learns: credentials and minted tokens are told to it when they are first revealed."""

    def __init__(self) -> None:
        self._secrets: frozenset[str] = frozenset()
        self._redactor = Redactor(())
        self._lock = threading.Lock()

    def learn(self, secret: str) -> None:
        """Mask this from now on."""
        with self._lock:
            if secret not in self._secrets:
                self._secrets |= {secret}
                self._redactor = Redactor(self._secrets)

    def redact(self, text: str) -> str:
        """`text` with every secret masked."""
        return self._redactor.redact(text)

    def redact_json(self, data: Json) -> Json:
        """The same for every text in `data`, keys included."""
        match data:
            case str():
                return self._redactor.redact(data)
            case list():
                return [self.redact_json(element) for element in data]
            case dict():
                return {self._redactor.redact(key): self.redact_json(element) for key, element in data.items()}
            case _:
                return data
