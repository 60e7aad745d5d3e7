"""What every simulated provider is: a pure function from state and call to state and answer."""

from collections.abc import Callable, Mapping
from typing import Generic, Protocol

from runbook.frozen import frozen
from runbook.simulator.exchange import Call, Problem, Reaction, Received, Response, S
from runbook.simulator.faults import Fault
from runbook.values.json import Json


@frozen
class Route(Generic[S]):
    """One operation of a provider.

    `key`: the path parameter that says what it is about; empty for an operation about all that the subject has.
    `open`: whether it needs no credential. `reads`: whether it changes nothing.
    """

    react: Callable[[S, Call], Reaction[S]]
    key: str = ""
    open: bool = False
    reads: bool = False


class Machine(Protocol[S]):
    """One provider: its rules, without any transport."""

    @property
    def name(self) -> str:
        """The name of its contract."""

    @property
    def routes(self) -> Mapping[tuple[str, str], Route[S]]:
        """(method, path template) -> what happens."""

    def initial(self) -> S:
        """The state before the first request."""

    def plant(self, state: S, like: str, id: str) -> S | None:
        """The state with a fresh item `id` that is as the seed `like` is; None when there is no such seed."""

    def with_modes(self, state: S, changes: Mapping[str, Json]) -> S:
        """The state with some of its modes set anew. Errors: ModeError."""

    def described_modes(self, state: S) -> dict[str, Json]:
        """How its modes are set."""

    def identify(self, state: S, received: Received, *, reads: bool) -> str | Response:
        """The subject of the credential, or the refusal; `reads`: whether the operation is a read."""

    def scope(self, key: str, subject: str) -> str:
        """Whose reads show the effect of a call: those of its id, or those of its subject."""

    def refuse(self, problem: Problem) -> Response:
        """The provider's way to refuse what breaks its contract."""

    def failure(self) -> Response:
        """The provider's 500."""

    def too_many(self, headers: tuple[tuple[str, str], ...]) -> Response:
        """The provider's 429."""

    def ok_with_error(self) -> Response:
        """A 200 whose body is an error."""

    def built_in_fault(self, key: str) -> Fault | None:
        """The fault that an id asks for by itself."""

    def finish(self, response: Response, at: float) -> Response:
        """The answer with what every answer of this provider carries (a signature)."""
