from runbook.frozen import replace
from runbook.language.procedure import Verb
from runbook.language.row_text import row_asks
from tests.interpreter.building import condition, row


def test_a_row_asks_for_what_stands_in_the_body_and_for_what_holds() -> None:
    plain = row("200", Verb.DONE)
    assert row_asks(plain) == ""
    asking = replace(plain, body={"/open": 0, "/state": "x"}, when=condition("inputs.strict"))
    assert row_asks(asking) == 'with /open at 0 with /state at "x" when inputs.strict'
