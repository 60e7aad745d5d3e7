"""A plan as JSON, and back: the shape of `schemas/dry-run.schema.json` without its remarks."""

from runbook.planning.plan import Plan, PlannedLoop, PlannedRequest, PlannedStep, Road
from runbook.values.json import Json
from runbook.values.numbers import measured
from runbook.values.unknown import encode_value


def plan_data(plan: Plan) -> dict[str, Json]:
    """The whole plan as data; secrets by name, what only a run can supply by its origin."""
    totals = plan.totals
    return {
        "name": plan.name,
        "title": plan.title,
        "owner": plan.owner,
        "effect": plan.effect.value,
        "procedure": plan.procedure,
        "environment": plan.environment,
        "production": plan.production,
        "servers": dict(plan.servers),
        "inputs": {name: encode_value(value) for name, value in plan.inputs.items()},
        "steps": [_step(step) for step in plan.steps],
        "totals": {
            "answers": totals.answers,
            "irreversible_at_most": totals.irreversible_at_most,
            "irreversible_expected": totals.irreversible_expected,
            "requests_at_most": totals.requests_at_most,
            "longest_wait": measured(totals.longest_wait),
            "asked_wait": measured(totals.asked_wait),
            "rests": totals.rests,
        },
        "digest": plan.digest,
    }


def _step(step: PlannedStep) -> Json:
    return {
        "number": step.number,
        "address": step.address,
        "id": step.id,
        "title": step.title,
        "kind": step.kind,
        "part": step.part,
        "reachable": step.reachable,
        "times": step.times,
        "detail": step.detail,
        "when": step.when,
        "skipped": step.skipped,
        "loop": None if step.loop is None else _loop(step.loop),
        "moves_money": step.moves_money,
        "instead": step.instead,
        "unverified": list(step.unverified),
        "requests": [_request(planned) for planned in step.requests],
        "reads": [_request(planned) for planned in step.reads],
        "roads": [_road(road) for road in step.roads],
    }


def _loop(loop: PlannedLoop) -> Json:
    return {
        "over": loop.over,
        "open": loop.open,
        "items": loop.items,
        "in_all": loop.in_all,
        "at_most": loop.at_most,
        "empty": loop.empty,
    }


def _request(planned: PlannedRequest) -> Json:
    return {
        "address": planned.address,
        "purpose": planned.purpose.value,
        "label": planned.label,
        "digest": planned.request.digest,
        "request": planned.request.described(),
    }


def _road(road: Road) -> Json:
    return {
        "status": road.status,
        "message": road.message,
        "verb": road.verb.value,
        "origin": road.origin.value,
        "because": road.because,
        "to": list(road.to),
        "ends": [state.value for state in road.ends],
        "retries": road.retries,
        "waits": measured(road.waits),
        "settles": road.settles,
        "nothing": road.nothing,
        "asks": road.asks,
        "doubt": road.doubt,
    }
