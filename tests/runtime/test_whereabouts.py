from runbook.frozen import replace
from runbook.runtime.whereabouts import Whereabouts
from tests.runtime.claims import marked, send

REQUEST = send().request


def test_one_effect_has_one_key_whatever_the_run_and_its_headers() -> None:
    place = Whereabouts("stage")
    other = replace(marked(send(), "r-2").request, headers=(("idempotency-key", "r-2/case"),))
    assert place.key(marked(send(), "r-1").request, "r-1") == place.key(other, "r-2")


def test_places_are_told_apart_by_environment_and_simulators_by_their_url_too() -> None:
    places = [
        Whereabouts("stage"),
        Whereabouts("production"),
        Whereabouts("simulator", {"toy": "http://127.0.0.1:1"}),
        Whereabouts("simulator", {"toy": "http://127.0.0.1:2"}),
    ]
    assert len({place.key(REQUEST, "r-1") for place in places}) == len(places)


def test_the_url_of_a_real_provider_makes_no_other_place_of_it() -> None:
    elsewhere = replace(REQUEST, server="https://other.example")
    assert Whereabouts("stage").key(REQUEST, "r-1") == Whereabouts("stage").key(elsewhere, "r-1")
