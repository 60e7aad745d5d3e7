from runbook.reporting.xml import attribute, content


def test_markup_is_escaped_and_what_xml_cannot_hold_is_made_visible() -> None:
    assert content("a<b>&'\"\nc\x00") == "a&lt;b&gt;&amp;&apos;&quot;\nc\\x00"


def test_an_attribute_has_no_line_break() -> None:
    assert attribute("a\nb") == "a\\nb"
