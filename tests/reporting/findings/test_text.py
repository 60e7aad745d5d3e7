from example_findings import found, raw_dangers

from runbook.planning.proved import Burden, Proof
from runbook.reporting.findings.found import Found
from runbook.reporting.findings.text import render
from runbook.reporting.style import paint_plain


def test_each_finding_has_a_frame_and_the_last_line_counts() -> None:
    said = render(found(), paint_plain)
    assert said.startswith("error[one-rule]: first\n --> plays/a b:c.yaml:2:7\n")
    assert said.endswith("\n2 files · 1 error, 1 warning, 1 note\n")


def test_nothing_found_is_said_in_one_line() -> None:
    assert render(Found((), 1), paint_plain) == "1 file · no findings\n"


def test_hostile_text_is_inert() -> None:
    said = render(found(), paint_plain)
    assert not raw_dangers(said)
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::") or "##vso[" in line]


def test_a_few_proofs_are_told_with_their_bounds_and_many_are_counted() -> None:
    proof = Proof("p", "p.yaml", Burden(38, 2, 260), (), (), 482, 1930)
    few, many = (render(Found((), 1, (proof,) * number), paint_plain) for number in (1, 11))
    assert few.splitlines()[0].startswith("proved p: nothing irreversible is sent twice")
    assert few.splitlines()[1] == "  at most 2 irreversible requests, 38 requests in all"
    assert many.splitlines()[0].startswith("proved 11 playbooks")
