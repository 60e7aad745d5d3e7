"""Planning many calls, and taking up a run of many events."""

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from runbook import __version__
from runbook.cli.preparation import Asked, Prepared, prepare
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, Purpose, RunStarted
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import State
from runbook.language.procedure import Verb
from runbook.planning.build import Setting, build_plan
from runbook.providers.answer import Answer, AnswerKind
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.state import runs_directory, state_directory
from runbook.values.unknown import Value
from tests.interpreter.building import call, loop, procedure, row, site, step, template, verify

SETTING = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})
PLAYBOOK = Path(__file__).with_name("many-cases.yaml")
RUN = "r-20270101-000000-bbbb"
CANCELLED: Value = {"cases": [{"secondaryStatus": "Canceled"}]}


def seconds_for_calls(calls: int) -> float:
    """CPU to plan a playbook of so many calls, each proved by reading back."""
    steps = [step(f"s{number}", call(row("422", Verb.TOLERATE), verify=verify())) for number in range(calls)]
    began = time.process_time()
    build_plan(procedure(*steps), SETTING, {"id": "t1"})
    return time.process_time() - began


def seconds_for_items(items: int) -> float:
    """CPU to plan a loop over so many items, each cancelled and read back."""
    about = call(row("422", Verb.TOLERATE), where=site(id=template("{{ each }}")), verify=verify())
    of = procedure(step("each", about, loop=loop("inputs.ids")))
    ids: list[Value] = [f"t{number}" for number in range(items)]
    began = time.process_time()
    build_plan(of, SETTING, {"id": "t1", "ids": ids})
    return time.process_time() - began


def first_request_after_resume(events: int) -> float:
    """CPU seconds of `runbook resume` until its first connection, for a run of so many events."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        os.environ["RUNBOOK_STATE"] = folder
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        try:
            _interrupted_run(Path(folder), url, events)
            command = [str(Path(sys.executable).parent / "runbook"), "resume", RUN, "--server", f"karmacheck={url}"]
            server.settimeout(60)
            began = _spent_by_children()
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as resumed:
                connection, _ = server.accept()
                resumed.kill()
            connection.close()
            return _spent_by_children() - began
        finally:
            del os.environ["RUNBOOK_STATE"]


def _spent_by_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _interrupted_run(folder: Path, url: str, events: int) -> None:
    """A run over so many cases that it was killed before the last of them."""
    given = folder / "inputs.json"
    given.write_text(json.dumps({"case_ids": [f"c-{number}" for number in range(events // 7 + 100)]}), encoding="utf-8")
    asked = Asked(str(PLAYBOOK), (), str(given), "simulator", (f"karmacheck={url}",))
    prepared = prepare(asked)
    assert isinstance(prepared, Prepared), prepared
    clock = SystemClock()
    header = JournalHeader(prepared.procedure.name, "simulator", clock.now(), 1, "bench", __version__)
    journal = RunJournal.create(runs_directory(state_directory(os.environ)), RUN, header, clock=clock)
    journal.keep(prepared.sources)
    journal.append(_history(prepared, events))
    journal.close()


def _history(prepared: Prepared, events: int) -> list[Event]:
    """What is recorded when every case is cancelled and every read shows it."""
    setting, of = prepared.place.setting, prepared.procedure
    started = RunStarted("", RUN, of.name, of.digest, setting.environment, setting.servers, prepared.inputs)
    state, history = evolve(of, State(), started), list[Event]([started])
    while len(history) < events:
        state, found, commands = advance(of, state)
        send = commands[0]
        assert isinstance(send, Send), send
        body: Value = CANCELLED if send.purpose is Purpose.VERIFY else {}
        told: tuple[Event, ...] = (
            AttemptStarted(send.address, send.attempt, send.purpose, send.request.described(), send.request.digest),
            AnswerReceived(send.address, send.attempt, send.purpose, Answer(AnswerKind.RESPONSE, 200, body=body)),
        )
        for event in told:
            state = evolve(of, state, event)
        history += [*found, *told]
    return history
