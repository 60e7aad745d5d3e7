"""A log that browsers read: the shape is that of HAR 1.2, with what the panels of Chrome and Firefox need."""

import json

import jsonschema
import pytest
from example_dossiers import HOSTILE, cut_off, dossier, everything, in_doubt, many, waiting

from runbook.interpreter.events import Event
from runbook.reporting.dossiers.har import render

TEXT = {"type": "string"}
STAMP = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"}
SIZE = {"type": "integer", "minimum": -1}
SPAN = {"type": "number", "minimum": -1}
TIME = {"type": "number", "minimum": 0}


def shape(optional: tuple[str, ...] = (), **members: object) -> dict[str, object]:
    required = [name for name in members if name not in optional]
    own = {"^_": True, "^comment$": TEXT}
    return {
        "type": "object",
        "required": required,
        "properties": members,
        "patternProperties": own,
        "additionalProperties": False,
    }


def listed(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


PAIR = shape(name=TEXT, value=TEXT)
POSTED = shape(mimeType=TEXT, params=listed(PAIR), text=TEXT)
REQUEST = shape(
    optional=("postData",),
    method=TEXT,
    url={"type": "string", "format": "uri"},
    httpVersion=TEXT,
    cookies=listed(PAIR),
    headers=listed(PAIR),
    queryString=listed(PAIR),
    postData=POSTED,
    headersSize=SIZE,
    bodySize=SIZE,
)
RESPONSE = shape(
    status={"type": "integer", "minimum": 0},
    statusText=TEXT,
    httpVersion=TEXT,
    cookies=listed(PAIR),
    headers=listed(PAIR),
    content=shape(size={"type": "integer", "minimum": 0}, mimeType={"type": "string", "minLength": 1}, text=TEXT),
    redirectURL=TEXT,
    headersSize=SIZE,
    bodySize=SIZE,
)
TIMINGS = shape(
    blocked=SPAN,
    dns=SPAN,
    connect=SPAN,
    ssl=SPAN,
    send=TIME,
    wait=TIME,
    receive=TIME,
)
ENTRY = shape(
    pageref=TEXT,
    startedDateTime=STAMP,
    time=TIME,
    request=REQUEST,
    response=RESPONSE,
    cache={"type": "object", "maxProperties": 0},
    timings=TIMINGS,
)
PAGE = shape(startedDateTime=STAMP, id=TEXT, title=TEXT, pageTimings=shape(onContentLoad=SPAN, onLoad=SPAN))
HAR = shape(
    log=shape(
        version={"const": "1.2"}, creator=shape(name=TEXT, version=TEXT), pages=listed(PAGE), entries=listed(ENTRY)
    )
)


def log(events: list[Event]) -> dict[str, list[dict[str, dict[str, object]]]]:
    found = json.loads(render(dossier(events)))
    assert isinstance(found, dict)
    return dict(found["log"])


@pytest.mark.parametrize("events", [everything(), waiting(), in_doubt(), cut_off(), many(20)])
def test_every_run_makes_a_valid_log(events: list[Event]) -> None:
    jsonschema.Draft202012Validator.check_schema(HAR)
    jsonschema.Draft202012Validator(HAR).validate(json.loads(render(dossier(events))))


def test_an_entry_adds_up_and_belongs_to_the_page() -> None:
    said = log(everything())
    assert [one["pageref"] for one in said["entries"]] == [said["pages"][0]["id"]] * len(said["entries"])
    for one in said["entries"]:
        timings = one["timings"]
        assert one["time"] == sum(value for value in timings.values() if isinstance(value, int | float) and value > 0)
    stamps = [str(one["startedDateTime"]) for one in said["entries"]]
    assert stamps == sorted(stamps)


def test_requests_are_whole_with_secrets_by_name() -> None:
    sent = log(everything())["entries"][0]["request"]
    assert sent["url"] == "https://api.example.test/v1/case/1/cancel?dry=no&note=a%20b"
    assert {"name": "authorization", "value": "Bearer <secrets.KC_TOKEN>"} in sent["headers"]  # type: ignore[operator]
    assert sent["queryString"] == [{"name": "dry", "value": "no"}, {"name": "note", "value": "a b"}]
    assert sent["postData"] == {
        "mimeType": "application/json",
        "params": [],
        "text": '{"ids":["s1"],"pin":"<secrets.PIN>"}',
    }
    assert sent["bodySize"] == -1


def test_answers_come_back_whole() -> None:
    answer = log(everything())["entries"][0]["response"]
    assert (answer["status"], answer["redirectURL"]) == (422, "/elsewhere")
    content = answer["content"]
    assert isinstance(content, dict)
    assert json.loads(content["text"]) == {"message": HOSTILE}
    assert content["size"] == len(content["text"].encode())
    assert content["mimeType"] == "application/json; charset=utf-8"


def test_no_answer_is_status_0_with_the_reason() -> None:
    for events, reason in ((in_doubt(), "no answer: connection reset"), (cut_off(), "no answer recorded")):
        (one,) = log(events)["entries"]
        assert (one["response"]["status"], one["response"]["_error"]) == (0, reason)


def test_what_only_a_runbook_knows_stands_beside_each_request() -> None:
    ours = log(everything())["entries"][0]["_runbook"]
    assert (ours["address"], ours["attempt"], ours["purpose"], ours["verb"]) == ("services", 1, "act", "fallback")
    assert ours["row"] == {"takes": '422 "Service *"', "place": ""}
    assert ours["digest"] == "sha256:services1"
    read = log(everything())["entries"][3]["_runbook"]
    assert (read["verdict"], read["row"]) == ("holds", None)
