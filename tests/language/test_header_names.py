"""Headers of answers that a playbook reads."""

from runbook.language.header_names import named_headers
from tests.interpreter.building import condition
from tests.language.linked import NO_ORDER, READ, book, call, finding, said


def test_names_are_found_wherever_they_stand_and_in_lower_case() -> None:
    read = condition("steps.a.items[0].response.headers.ETag == 'x' or response.headers['x-job'] | default('') == ''")
    assert named_headers((read,)) == {"etag", "x-job"}
    assert named_headers((condition("response.body.header == 'x'"),)) == frozenset()


def test_a_header_that_may_hold_a_credential_cannot_be_read() -> None:
    row = "{ status: 404, when: \"response.headers['set-cookie'] | default('') == ''\", then: stop, because: no }"
    found = finding(book(call("get_order", f"{row}, {NO_ORDER}")), "header-not-kept")
    assert "set-cookie" in found.message


def test_a_member_of_a_body_may_have_any_name() -> None:
    more = f"{READ}, {{ id: b, assert: \"inputs.headers['set-cookie'] is defined\" }}"
    assert "header-not-kept" not in [rule for rule, _ in said(book(more))]


def test_headers_are_written_in_lower_case() -> None:
    more = f"{READ}, {{ id: b, assert: \"steps.read.response.headers['X-Job'] is defined\" }}"
    found = finding(book(more), "unknown-field")
    assert "x-job" in found.help
