"""A scripted provider: its answers stand in the scenario file, so that any OpenAPI contract can be exercised.

```yaml
stub:
  POST /orders/7/cancel:              # the answers in turn; the last one stays
    - { status: 429, headers: { Retry-After: "1" }, json: { message: slow down } }
    - { cut: true }                   # the connection closes without an answer
    - { status: 200, json: { state: cancelled } }
keep: [x-api-key]                     # request headers that belong to the story
```
"""

import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import TypedDict

Written = Mapping[str, "Answer | Sequence[Answer]"]
"""Method and path without the query -> the answers in turn."""

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD")


class Answer(TypedDict, total=False):
    """One scripted answer. `cut`: none at all; `after`: seconds before it; `text` in place of `json`."""

    status: int
    headers: dict[str, str]
    json: object
    text: str
    cut: bool
    after: float


@dataclass
class Script:
    """What is answered, and what was asked: one line a request."""

    answers: dict[str, list[Answer]]
    keep: Sequence[str]
    asked: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_answer(self, route: str) -> Answer:
        """The next answer of a route; 418 when the scenario has none for it."""
        with self.lock:
            left = self.answers.get(route, [{"status": 418, "json": {"message": f"the scenario has no {route}"}}])
            return left.pop(0) if len(left) > 1 else left[0]

    def record(self, line: str) -> None:
        with self.lock:
            self.asked.append(line)


class Stub:
    """Serves a script on loopback while it is open."""

    def __init__(self, written: Written, keep: Sequence[str] = ()) -> None:
        answers = {route: list(told) if isinstance(told, list) else [told] for route, told in written.items()}
        self.script = Script(answers, keep)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.script))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Stub":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            told = script.next_answer(f"{self.command} {self.path.partition('?')[0]}")
            kept = [f"{name}: {self.headers[name]}" for name in script.keep if self.headers[name] is not None]
            status = "no answer" if told.get("cut") else str(told["status"])
            asked = [f"{self.command} {self.path}", *kept, *([body] if body else [])]
            script.record(" | ".join(asked) + f" -> {status}")
            time.sleep(told.get("after", 0))
            if told.get("cut"):
                self.close_connection = True
            else:
                self.give(told)

        def give(self, told: Answer) -> None:
            payload = json.dumps(told["json"]) if "json" in told else told.get("text", "")
            kind = {"Content-Type": "application/json"} if "json" in told else {}
            self.send_response(told["status"])
            for name, value in {**kind, **told.get("headers", {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(payload.encode())))
            self.end_headers()
            self.wfile.write(payload.encode())

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing is printed."""

    for method in METHODS:
        setattr(Handler, f"do_{method}", Handler.answer)
    return Handler
