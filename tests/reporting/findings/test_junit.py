import xml.etree.ElementTree as ElementTree

from example_findings import HOSTILE, found, raw_dangers

from runbook.reporting.escape import visible
from runbook.reporting.findings.found import Found
from runbook.reporting.findings.junit import render
from runbook.reporting.style import paint_plain


def test_errors_are_failures_and_the_rest_is_output() -> None:
    root = ElementTree.fromstring(render(found(), paint_plain).encode())
    assert root.attrib["tests"] == "3"
    assert root.attrib["failures"] == "1"
    assert [child.tag for case in root.iter("testcase") for child in case] == ["failure", "system-out", "system-out"]


def test_hostile_text_stays_text() -> None:
    said = render(found(), paint_plain)
    root = ElementTree.fromstring(said.encode())
    output = next(root.iter("system-out")).text or ""
    assert not raw_dangers(said)
    assert visible(HOSTILE.split("\n")[0]) in output


def test_no_findings_are_one_passed_case() -> None:
    root = ElementTree.fromstring(render(Found((), 1), paint_plain).encode())
    assert root.attrib["failures"] == "0"
    assert len(list(root.iter("testcase"))) == 1
