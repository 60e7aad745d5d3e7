from example_plan import SCHEMES, plan

from runbook.frozen import replace
from runbook.reporting.plan_text import Remark, plan_text, short_digest
from runbook.reporting.style import paint_plain


def test_a_plan_reads_as_the_design_shows_it() -> None:
    digest = short_digest(plan().digest)
    said = paint_plain(plan_text(plan(), SCHEMES, [Remark("proxy", "http://proxy:3128")]))
    assert (
        said
        == f"""\
karmacheck-cancel-case   karmacheck -> simulator at http://127.0.0.1:…   effect: irreversible          nothing is sent
  proxy: http://proxy:3128
1 services       POST http://127.0.0.1:…/case/id/c-91/services/cancel
                 authorization: Bearer <secrets.KARMACHECK_TOKEN>    accept: application/json
                 {{"serviceIds": ["s1", "s2"]}}
                 when inputs.service_ids | length > 0
     200 -> 2
     404, 422 "SSN Trace is required for criminal searches to …" -> stop -> hand_over
     422 "Service cannot be canceled." -> 1.1 (up to 2 times)
     422 other words, 401 -> stop -> hand_over              500, no_answer -> settle by kc.get_case
     429 -> retry, at most 4, 7 s
1.1 one_by_one   POST http://127.0.0.1:…/case/id/c-91/services/cancel
                 authorization: Bearer <secrets.KARMACHECK_TOKEN>    accept: application/json
                 {{"serviceIds": ["s1"]}}
                 {{"serviceIds": ["s2"]}}
     200 -> 2               422 -> tolerate -> 2
2 case           POST http://127.0.0.1:…/case/id/<steps.find.response.body.id>/cancel
                 authorization: Bearer <secrets.KARMACHECK_TOKEN>    accept: application/json
                 read back by GET http://127.0.0.1:…/case/id/c-91
                 moves money
     200 -> done                                  409 -> already -> done
     418 -> a person decides                      5XX -> in doubt: no `verify` reads it back
3 nap            no road leads here
after any stop (rescue)
hand_over        to screening-ops: note\\x1b[2J
unverified how soon a read shows it is a guess (services, case)
27 answers, 0 unhandled · at most 4 irreversible requests, 2 expected · waits at most 14 s · plan {digest}
"""
    )


def test_production_cannot_be_overlooked() -> None:
    assert "PRODUCTION" in paint_plain(plan_text(replace(plan(), production=True), SCHEMES))


def test_of_very_many_requests_the_first_are_shown_and_the_rest_counted() -> None:
    one = plan()
    many = replace(one.steps[1], requests=one.steps[1].requests * 30)
    said = paint_plain(plan_text(replace(one, steps=(many,)), SCHEMES))
    assert "… and 40 more requests; -o json shows each" in said


def test_a_step_whose_condition_is_false_says_so_and_what_is_inside_it_too() -> None:
    one = plan()
    skipped = replace(one.steps[0], reachable=False, skipped=True, when="inputs.go")
    inner = replace(one.steps[1], reachable=False, address="services/one_by_one")
    said = paint_plain(plan_text(replace(one, steps=(skipped, inner)), SCHEMES))
    assert "1 services       skipped: inputs.go is false\n1.1 one_by_one   skipped with services\n" in said
