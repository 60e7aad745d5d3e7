from example_findings import found, raw_dangers

from runbook.reporting.findings.github import render
from runbook.reporting.style import paint_plain


def test_a_finding_is_one_command_with_escaped_properties() -> None:
    first = render(found(), paint_plain).splitlines()[0]
    assert first == (
        "::error title=one-rule,file=plays/a b%3Ac.yaml,line=2,col=7,endLine=2::first%0Ahere%0Ahelp: do this"
    )


def test_severities_have_commands_of_their_own() -> None:
    commands = [line.split(" ")[0] for line in render(found(), paint_plain).splitlines()]
    assert commands == ["::error", "::warning", "::notice"]


def test_hostile_text_starts_no_command_of_its_own() -> None:
    said = render(found(), paint_plain)
    assert len(said.splitlines()) == 3
    assert not raw_dangers(said)
