"""Words and ids."""

from runbook.simulator.karmacheck import catalogue
from runbook.simulator.shipped import shipped_operations


def schema() -> dict:
    operation = next(one for one in shipped_operations("karmacheck") if one.name == "get_case")
    response = operation.response_for(200)
    assert response is not None
    return response.schema


def enums(value) -> set[str]:
    if isinstance(value, dict):
        own = {str(one) for one in value["enum"]} if isinstance(value.get("enum"), list) else set()
        return own.union(*(enums(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*(enums(one) for one in value))
    return set()


def test_every_word_and_every_id_of_a_case_is_one_that_the_contract_knows() -> None:
    known = enums(schema())
    used = {
        *(one.value for one in catalogue.Primary),
        *(one.value for one in catalogue.Secondary),
        *(one.value for one in catalogue.Result),
        *(one.value for one in catalogue.Invitation),
        *catalogue.PRIMARY_IDS.values(),
        *catalogue.SECONDARY_IDS.values(),
    }
    assert used - known == set()


def test_every_word_has_its_id() -> None:
    assert set(catalogue.PRIMARY_IDS) == set(catalogue.Primary)
    assert set(catalogue.SECONDARY_IDS) == set(catalogue.Secondary)
    assert set(catalogue.RESULT_IDS) == set(catalogue.Result)
    assert set(catalogue.SERVICE_STATUS_IDS) == set(catalogue.ServiceStatus)
