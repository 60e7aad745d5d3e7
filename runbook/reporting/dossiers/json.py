"""A dossier as JSON: the report, with what was planned for each request that was sent."""

from runbook.planning.tally import Tallied, Tally
from runbook.reporting.dossiers.dossier import Dossier
from runbook.reporting.json_text import json_text
from runbook.reporting.run_json import run_json
from runbook.values.json import Json


def render(dossier: Dossier) -> str:
    """The shape of `schemas/report.schema.json`."""
    tally = None if dossier.tally is None else tally_json(dossier.tally)
    return json_text({**run_json(dossier.report), "tally": tally})


def tally_json(tally: Tally) -> Json:
    """Planned = sent, as data."""
    return {
        "plan": tally.plan,
        "holds": tally.holds,
        "planned": tally.planned,
        "sent": tally.sent,
        "requests": [_request(one) for one in tally.requests],
    }


def _request(one: Tallied) -> Json:
    return {
        "address": one.address,
        "purpose": one.purpose.value,
        "attempt": one.attempt,
        "planned": one.planned or None,
        "sent": one.sent,
        "agreement": one.agreement.value,
    }
