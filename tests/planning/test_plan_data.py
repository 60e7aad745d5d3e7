from runbook.planning.plan_data import plan_data
from runbook.values.canonical import canonical_json
from tests.planning.saved_plans import plan


def test_it_holds_every_request_with_its_digest_and_names_what_is_not_known() -> None:
    data = plan_data(plan())
    text = canonical_json(data)
    assert plan().steps[0].requests[0].request.digest in text
    assert '{"$unknown":"steps.find.response.body.id"}' in text
    assert '{"$secret":"PIN"}' in text
    assert data["digest"] == plan().digest
