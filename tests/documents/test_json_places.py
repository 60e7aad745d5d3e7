"""Places in JSON, found on demand."""

import json

from runbook.documents.json_places import JsonPlaces
from runbook.documents.node import Place

TEXT = ' {"a" : [1, {"b": "x"} ,[]], "" : {}, "é\\n": null }'


def at(place: Place | None) -> str | None:
    return None if place is None else TEXT[place.start : place.end]


def test_every_value_and_key_is_found() -> None:
    places = JsonPlaces(TEXT)
    assert at(places.get(("a", 1, "b"))) == '"x"'
    assert at(places.get(("a", 1))) == '{"b": "x"}'
    assert at(places.get(("a", 2))) == "[]"
    assert at(places.get(("",))) == "{}"
    assert at(places.get(())) == TEXT.strip()
    last = places.get(("é\n",))
    assert last is not None
    assert json.loads(TEXT[last.key_start : last.key_end]) == "é\n"


def test_what_is_not_there_has_no_place() -> None:
    places = JsonPlaces(TEXT)
    for pointer in (("b",), ("a", 3), ("a", "0"), ("a", 0, 0), ("", "x"), ("é\n", 0, "deep")):
        assert places.get(pointer) is None


def test_an_element_has_no_key() -> None:
    place = JsonPlaces("[7]").get((0,))
    assert place == Place(1, 2)
    assert place.key_start < 0
