import json

from staying import LOST, Stay, report

from runbook.cli.exits import Exit


def test_a_run_in_doubt_is_closed_and_its_effect_still_stands_in_the_way_of_others(
    in_doubt: Stay,
) -> None:
    stay = in_doubt
    run, sent = stay.name, len(stay.simulator.ledger.entries())
    without = stay.say("close", run)
    assert (without.returncode, "--because" in without.stderr) == (Exit.INVALID, True)
    assert stay.say("close", run, "--because", " ").returncode == Exit.INVALID
    done = stay.say("close", run, "--because", "nobody will look", "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    assert report(done)["closed"]["because"] == "nobody will look"  # type: ignore[index]
    assert json.loads(stay.say("runs", "list", "--state", "inbox", "-o", "json").stdout) == []
    (listed,) = json.loads(stay.say("runs", "list", "--state", "closed", "-o", "json").stdout)
    assert (listed["run"], listed["in_doubt"], listed["closed"]["because"]) == (run, 1, "nobody will look")
    again = stay.run(str(stay.place / "play.yaml"), LOST)
    assert again.returncode == Exit.REFUSED
    assert f"runbook settle {run} case" in again.stdout + again.stderr
    assert stay.say("resume", run).returncode == Exit.IN_DOUBT
    assert len(stay.simulator.ledger.entries()) == sent
