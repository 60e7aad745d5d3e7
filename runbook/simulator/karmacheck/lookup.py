"""How KarmaCheck finds a case, and how it says no."""

from runbook.simulator.exchange import Response, json_response
from runbook.simulator.karmacheck.seeds import seeded_case
from runbook.simulator.karmacheck.state import Case, State
from runbook.values.json import Json

_NAMES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Payload Too Large",
    422: "Unprocessable Entity",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


def error(status: int, message: str | list[str]) -> Response:
    """KarmaCheck's envelope: `message` is a list on 400, text otherwise."""
    said: Json = list(message) if isinstance(message, list) else message
    return json_response(status, {"message": said, "error": _NAMES.get(status, "Error"), "statusCode": status})


FORBIDDEN = error(403, "Forbidden resource")


def find(state: State, id: str, group: str, *, unknown: Response) -> Case | Response:
    """The case, or the answer when there is none or it belongs to another group [I]."""
    case = state.cases.get(id) or seeded_case(id)
    if case is None:
        return unknown
    return case if case.group == group else FORBIDDEN
