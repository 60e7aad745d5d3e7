import json

import jsonschema

from runbook.documents.bundled import bundled
from runbook.frozen import replace
from runbook.planning.plan_file import PlanFile, Signature, rendered, stamp
from tests.planning.saved_plans import NOW, plan_file, saved


def test_it_has_the_published_shape() -> None:
    document = json.loads(plan_file().text)
    for name, part in (("plan", document), ("dry-run", document["plan"]["dry_run"])):
        schema = json.loads(bundled(f"{name}.schema.json").text)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(part)


def test_it_is_readable_ascii_in_which_no_ci_system_reads_a_command() -> None:
    text = plan_file().text
    assert text.isascii()
    assert "##" not in text
    assert json.loads(text)["plan"]["dry_run"]["title"] == "Cancel ## an order"
    assert text.endswith("}\n")


def test_the_same_plan_is_the_same_text() -> None:
    assert plan_file().text == plan_file().text


def test_signatures_change_the_seal_and_not_what_is_signed() -> None:
    bare, signed = PlanFile(saved()), plan_file()
    assert bare.saved.signed == signed.saved.signed
    assert bare.saved.digest == signed.saved.digest
    assert json.loads(bare.text)["seal"] != json.loads(signed.text)["seal"]
    again = replace(bare, requested=Signature("SHA256:y", "", NOW, "-----"))
    assert json.loads(again.text)["requested"]["key"] == "SHA256:y"


def test_what_is_signed_is_canonical_json() -> None:
    assert (
        saved().signed
        == json.dumps(
            json.loads(plan_file().text)["plan"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()
    )


def test_times_are_utc_to_the_second() -> None:
    assert stamp(NOW) == "2027-01-15T08:00:00Z"


def test_a_document_is_rendered_in_one_way() -> None:
    assert rendered({"b": ["#", "##"]}) == '{\n  "b": [\n    "#",\n    "#\\u0023"\n  ]\n}\n'
