"""The page is inert whatever providers say, reads well without a screen's help, and keeps its colours apart."""

import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser

import pytest
from example_dossiers import HOSTILE, cut_off, dossier, everything, in_doubt, many, waiting

from runbook.interpreter.events import Event
from runbook.reporting.dossiers.html import pretty, render, shown
from tests.house.tree import PACKAGE

CSS = (PACKAGE / "reporting" / "dossiers" / "page.css").read_text(encoding="utf-8")
RUNS = [everything(), waiting(), in_doubt(), cut_off(), many(30)]
VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page as tags and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data if "style" not in self.open else ""


@pytest.mark.parametrize("events", RUNS)
def test_the_page_is_well_formed_and_loads_nothing(events: list[Event]) -> None:
    page = Page(render(dossier(events)))
    assert page.open == []
    names = {name for _, attributes in page.tags for name in attributes}
    assert not names & {"src", "href", "srcset", "style", "action"}
    assert not [name for name in names if name.startswith("on")]
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "form", "object", "base"}


def test_its_own_policy_allows_its_one_style_sheet_and_nothing_else() -> None:
    text = render(dossier(everything()))
    (policy,) = [one["content"] for tag, one in Page(text).tags if one.get("http-equiv") == "Content-Security-Policy"]
    style = text.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


def test_what_others_wrote_is_text_and_nothing_else() -> None:
    text = render(dossier(everything()))
    assert "<script>" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    page = Page(text)
    assert "<script>alert(1)</script>" in page.text
    assert "\\u202e" in page.text
    assert page.text.count("</style>") >= 3


@pytest.mark.parametrize("events", RUNS)
def test_headings_go_down_one_by_one_and_tables_have_heads(events: list[Event]) -> None:
    page = Page(render(dossier(events)))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert {one.get("scope") for tag, one in page.tags if tag == "th"} <= {"col", "row"}
    ids = [one["id"] for _, one in page.tags if "id" in one]
    assert len(ids) == len(set(ids))
    assert {one["aria-labelledby"] for tag, one in page.tags if tag == "section"} == set(ids)
    assert ("html", {"lang": "en"}) in page.tags


def test_everything_is_on_the_page() -> None:
    said = Page(render(dossier(everything()))).text
    for words in (
        "handed over",
        "ann",
        "What a person does now",
        "runbook runs report r-1",
        "bob chose go",
        "eve said at",
        "not_cancelable",
        "authorization: Bearer <secrets.KC_TOKEN>",
        '"pin": "<secrets.PIN>"',
        "sha256:services1",
        "it shows that it happened",
        "1 of 6 requests cannot be matched with the plan",
        "not reached",
    ):
        assert words in said, words


def test_many_items_that_went_well_are_folded_and_the_odd_one_stays_open() -> None:
    text = render(dossier(many(30)))
    assert text.count('<details class="fold">') == 2
    assert "15 that went as they should" in text
    assert "14 that went as they should" in text
    before, _, after = text.partition("[i15]")
    assert before.count("<details") - before.count("</details") == 0
    assert after


def colours(block: str) -> dict[str, tuple[float, ...]]:
    found = re.findall(r"--([a-z-]+): #([0-9a-f]{3,6})[;\s]", block)
    wide = {name: "".join(c * 2 for c in code) if len(code) == 3 else code for name, code in found}
    return {name: tuple(int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)) for name, code in wide.items()}


def luminance(colour: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_text_stands_out_from_its_ground_in_every_theme(theme: int) -> None:
    known = colours(re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[theme])
    tones = ("ok", "warn", "error", "note", "none")
    pairs = [(text, ground) for text in ("ink", "dim", *tones) for ground in ("paper", "card", "soft")]
    pairs += [(tone, f"{tone}-soft") for tone in tones] + [("ink", f"{tone}-soft") for tone in ("note", "error")]
    pairs += [("dim", "error-soft"), ("dim", "note-soft")]
    faint = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


def test_bodies_are_laid_out_when_they_are_json() -> None:
    assert pretty('{"a":[1]}') == '{\n  "a": [\n    1\n  ]\n}'
    assert pretty("{not json") == "{not json"
    assert pretty("fine") == "fine"
    assert shown("a\nb\x00") == "a\nb\\x00"
    assert shown(HOSTILE).count("\n") == 1


def test_the_head_says_whose_case_it_is() -> None:
    head = render(dossier(everything())).split("What happened")[0]
    assert '<p class="case"><code>case_id ' in head
