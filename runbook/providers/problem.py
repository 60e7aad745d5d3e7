"""Why an argument cannot become part of a request."""

from runbook.frozen import frozen


@frozen
class Problem:
    """One argument that does not fit. `argument`: its name as it was given; empty for the request as a whole.

    `message`: one sentence without the values of secrets; `help`: what to do, may be empty.
    """

    argument: str
    message: str
    help: str = ""
