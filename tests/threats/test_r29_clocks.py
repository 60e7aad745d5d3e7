"""THREATS R29: a wall clock that jumps ten years during a run changes no wait, retry or deadline."""

from collections.abc import Mapping, Sequence

import pytest

from runbook.interpreter.commands import Inquire, Pause, Send
from runbook.interpreter.events import Asked, ChoiceMade, Event, RunEnded, WaitEnded
from runbook.language.procedure import Ask, Block, Branch, Parallel, Question, StepState, Wait
from runbook.planning.build import Setting, build_plan
from runbook.planning.cover import Cover
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import RawResponse, Reply
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Halt, Rest
from runbook.runtime.runner import Runner
from runbook.runtime.world import Party, World
from tests.interpreter.building import CONTRACT, call, procedure, started, step, verify
from tests.runtime.virtual import VirtualTime

YEARS = 10 * 365.25 * 86400.0
JUMPS = {
    "ten years ahead": (0.0, YEARS),
    "ten years back": (0.0, -YEARS),
    "there and back": (0.0, YEARS, -YEARS, YEARS, 0.0, -YEARS),
}
CALLS = Block((step("pause", Wait(30.0)), step("cancel", call(verify=verify(every=5, within=20)))))
ASKS = Block((step("sure", Ask(Question("go on?", ("go", "leave"), 45.0, "leave"))),))
WAITED = procedure(step("both", Parallel((Branch("calls", CALLS), Branch("asks", ASKS)), at_once=2)))


class Nowhere:
    """Keeps events with the moment at which they came, answers from a script, watches nothing, asks nobody."""

    def __init__(self, time: VirtualTime, replies: Mapping[str, Sequence[Reply]]) -> None:
        self._time = time
        self._replies = {name: list(some) for name, some in replies.items()}
        self.came: list[tuple[float, Event]] = []

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        self.came += [(self._time.ticks, event) for event in events]
        return tuple(Recorded(number, self._time.now(), event) for number, event in enumerate(events, 1))

    def exchange(self, send: Send) -> Reply:
        return self._replies[send.operation.name].pop(0)

    def observe(self, recorded: Recorded) -> None:
        del recorded

    def pausing(self, pause: Pause, seconds: float) -> None:
        del pause, seconds

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        del question
        return None


def said(status: int, body: bytes = b"{}", **headers: str) -> Reply:
    named = ((name.replace("_", "-"), value) for name, value in headers.items())
    return RawResponse(status, (("content-type", "application/json"), *named), body)


DATED = {"date": "Sun, 18 Nov 2026 11:07:17 GMT", "retry_after": "Sun, 18 Nov 2026 11:08:00 GMT"}
"""A date is told from by the provider's own clock; without its word ours counts, and a wrong one changes the wait."""


def runner(time: VirtualTime) -> tuple[Runner, Nowhere]:
    replies = {
        "cancel": [said(429, retry_after="7"), said(429, **DATED), said(200)],
        "read": [said(200, b'{"gone": false}'), said(200, b'{"gone": true}')],
    }
    nowhere = Nowhere(time, replies)
    plan, _ = build_plan(WAITED, Setting("simulator", False, {"toy": "http://127.0.0.1:0"}), {"id": "t1"})
    parties = {"toy": Party(CONTRACT.servers[0], PlainAdapter())}
    world = World(nowhere, nowhere, time, nowhere, nowhere, parties, workers=time)
    return Runner(WAITED, Cover(plan, "r-1"), world), nowhere


def moments(*jumps: float) -> list[tuple[float, Event]]:
    run, nowhere = runner(VirtualTime(*jumps))
    assert run.run(started(id="t1")).halt is Halt.ENDED
    return nowhere.came


def test_everything_happens_when_it_should() -> None:
    came = moments()
    waits = [(at, event.seconds) for at, event in came if isinstance(event, WaitEnded)]
    assert waits[:2] == [(30.0, 30.0), (37.0, 7.0)]
    assert [at for at, event in came if isinstance(event, ChoiceMade)] == [45.0]
    ended = came[-1][1]
    assert isinstance(ended, RunEnded)
    assert ended.state is StepState.DONE


@pytest.mark.parametrize("jumps", JUMPS.values(), ids=JUMPS)
def test_a_jump_during_the_run_moves_nothing(jumps: tuple[float, ...]) -> None:
    assert moments(*jumps) == moments()


@pytest.mark.parametrize(
    ("away", "left"),
    [(0.0, 45.0), (20.0, 25.0), (44.0, 1.0), (45.0, 0.0), (YEARS, 0.0), (-YEARS, 45.0)],
    ids=["at once", "later", "just before", "just after", "ten years ahead", "ten years back"],
)
def test_between_two_processes_no_wait_is_longer_than_the_whole(away: float, left: float) -> None:
    before, nowhere = runner(VirtualTime())
    before.run(started(id="t1"))
    put = next(index for index, (_, event) in enumerate(nowhere.came) if isinstance(event, Asked))
    start = 1_795_000_000.0
    recorded = [Recorded(n, start, event) for n, (_, event) in enumerate(nowhere.came[: put + 1], 1)]
    time = VirtualTime(start=start + away)
    after, again = runner(time)
    assert after.resume(recorded).halt is Halt.ENDED
    struck = [at for at, event in again.came if isinstance(event, ChoiceMade) and event.by is None]
    assert struck == [left]


def test_only_a_question_left_is_no_reason_to_stay() -> None:
    time = VirtualTime()
    alone = procedure(step("sure", Ask(Question("go on?", ("go", "leave"), 45.0, "leave"))))
    nowhere = Nowhere(time, {})
    plan, _ = build_plan(alone, Setting("simulator", False, {}), {"id": "t1"})
    world = World(nowhere, nowhere, time, nowhere, nowhere, {}, workers=time)
    rest: Rest = Runner(alone, Cover(plan, "r-1"), world).run(started(id="t1"))
    assert rest.halt is Halt.WAITING
    assert [question.address for question in rest.questions] == ["sure"]
    assert time.ticks == 0.0
