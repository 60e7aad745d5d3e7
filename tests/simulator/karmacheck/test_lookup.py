"""Finding cases and saying no."""

import json

from runbook.simulator.exchange import Response
from runbook.simulator.identities import KARMACHECK_GROUP
from runbook.simulator.karmacheck.lookup import FORBIDDEN, error, find
from runbook.simulator.karmacheck.state import Case, State

UNKNOWN = Response(404)


def test_a_case_is_found_in_the_state_before_its_seed() -> None:
    touched = Case("c-91", group=KARMACHECK_GROUP, archived=True)
    assert find(State().with_case(touched), "c-91", KARMACHECK_GROUP, unknown=UNKNOWN) == touched
    assert isinstance(find(State(), "c-91", KARMACHECK_GROUP, unknown=UNKNOWN), Case)


def test_what_is_not_there_and_what_is_not_ours_differ() -> None:
    assert find(State(), "nothing", KARMACHECK_GROUP, unknown=UNKNOWN) == UNKNOWN
    assert find(State(), "c-elsewhere", KARMACHECK_GROUP, unknown=UNKNOWN) == FORBIDDEN


def test_a_message_is_text_or_a_list() -> None:
    assert json.loads(error(422, "No.").body) == {"message": "No.", "error": "Unprocessable Entity", "statusCode": 422}
    assert json.loads(error(400, ["No."]).body)["message"] == ["No."]
