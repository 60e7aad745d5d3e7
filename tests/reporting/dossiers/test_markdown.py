import re

import pytest
from example_dossiers import HOSTILE, cut_off, dossier, everything, in_doubt, many, started, waiting

from runbook.frozen import replace
from runbook.interpreter.events import Event
from runbook.reporting.dossiers.markdown import render

RUNS = [everything(), waiting(), in_doubt(), cut_off(), many(30), [started()]]


def outside_code(text: str) -> str:
    """The document without what stands in code, where nothing is markup."""
    without_fences = re.sub(r"^```text\n.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", without_fences)


@pytest.mark.parametrize("events", RUNS)
def test_what_others_wrote_is_inert(events: list[Event]) -> None:
    text = render(dossier(events))
    for danger in ("<script", "@team", "::set-env", "##vso", "\u202e", "\x1b", "</style"):
        assert danger not in outside_code(text), danger
    for danger in ("\u202e", "\x1b", "##vso["):
        assert danger not in text


@pytest.mark.parametrize("events", RUNS)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(events: list[Event]) -> None:
    text = render(dossier(events))
    for block in re.findall(r"(?:^\|.*\|$\n?)+", text, re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(cells) == 1, block


def test_what_happened_stands_first_then_what_is_unknown_then_what_to_do() -> None:
    text = render(dossier(in_doubt()))
    lines = text.splitlines()
    assert lines[0].startswith("# ? in doubt: ")
    assert lines[2] == "Nobody knows whether 1 request took effect: nobody can read it back"
    headings = [line for line in lines if line.startswith("## ")]
    assert headings[:3] == ["## In doubt", "## What a person does now", "## What happened"]
    assert "runbook settle r-1 case --did-not-happen --because TEXT" in text


def test_every_request_stands_with_its_answer_and_the_row_that_took_it() -> None:
    text = render(dossier(everything()))
    assert "`POST https://api.example.test/v1/case/1/cancel?dry=no&note=a%20b`" in text
    assert 'fallback by `422 "Service *"`' in text
    assert "done by `2XX` (`built-in row`)" in text
    assert "2. " in text
    assert "read back: `GET " in text
    assert "no answer: connection reset" in text


def test_people_and_what_did_not_happen_have_places_of_their_own() -> None:
    text = render(dossier(everything()))
    undone = text.split("## What did not happen")[1].split("## ")[0]
    assert "- `skipped` skipped: not inputs.force" in undone
    assert "- `services/one[1]` tolerated: already under way" in undone
    assert "- `after` not reached" in undone
    people = text.split("## People")[1].split("## ")[0]
    assert "`bob chose go at 2026-03-01" in people
    assert "that it did not happen: they said so`" in people
    assert "handed over to ops" in people


def test_planned_and_sent_are_compared() -> None:
    text = render(dossier(everything()))
    assert "! 1 of 6 requests cannot be matched with the plan." in text
    assert "the plan does not show it" in text
    untold = render(replace(dossier(everything()), tally=None, untold=f"no {HOSTILE}"))
    assert "It cannot be said whether what was sent is what was planned" in untold


def test_a_long_run_fits_into_a_comment() -> None:
    text = render(dossier(many(500)))
    assert len(text) < 65_536
    assert "250 that went as they should" in text
    assert "230 more like these; all of them: `runbook runs report RUN -o html`" in text
    assert "`each[250]` `i250`" in text


def test_the_head_says_whose_case_it_is() -> None:
    head = render(dossier(everything())).split("What happened")[0]
    assert "\n\nFor ``case_id " in head
