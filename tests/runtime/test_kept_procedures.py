import json
import pickle
from pathlib import Path

import pytest

from runbook.diagnostics.source import Source
from runbook.documents.yaml import load
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.parse import parse
from runbook.language.procedure import Procedure
from runbook.planning.build import Setting, build_plan
from runbook.runtime.asked import Asking
from runbook.runtime.files import read_source
from runbook.runtime.kept_procedures import read, written
from runbook.runtime.library import DiskLibrary

ROOT = Path(__file__).resolve().parents[2]
PLAYBOOKS = sorted(str(path) for path in (ROOT / "playbooks").glob("*/*.yaml") if not path.name.endswith(".test.yaml"))


class Linked:
    """A playbook of the project, and the outside of its procedure."""

    def __init__(self, path: str) -> None:
        self.source = read_source(path)[0]
        assert self.source is not None
        self.library = DiskLibrary(lambda source: (_parsed(source), []))
        self.asking = Asking(self.library)
        self.procedure, found = link(_parsed(self.source), self.asking)
        assert self.procedure is not None, found

    @property
    def sources(self) -> dict[str, Source]:
        assert self.source is not None
        return {one.name: one for one in (*self.library.sources, self.source)}

    def data(self) -> bytes:
        assert self.procedure is not None
        data = written(self.procedure, self.sources, self.asking.contracts)
        assert data is not None
        return data


def _parsed(source: Source):
    document, _ = load(source)
    assert document is not None
    playbook, found = parse(document, Expressions())
    assert playbook is not None, found
    return playbook


@pytest.mark.parametrize("path", PLAYBOOKS)
def test_what_is_read_is_what_was_written_and_plans_the_same(path: str) -> None:
    linked = Linked(path)
    procedure = read(linked.data(), linked.sources, linked.asking.contracts)
    assert linked.procedure is not None
    assert procedure == linked.procedure
    assert _plan(procedure) == _plan(linked.procedure)


def _plan(procedure: Procedure) -> object:
    servers = dict.fromkeys(("karmacheck", "truework", "vault"), "https://server.example")
    inputs = {name: one.default for name, one in procedure.inputs.items()}
    return build_plan(procedure, Setting("test", False, servers), inputs)


def test_a_text_that_is_not_at_hand_is_not_kept() -> None:
    linked = Linked(PLAYBOOKS[0])
    assert linked.procedure is not None
    assert written(linked.procedure, {}, linked.asking.contracts) is None


def test_no_playbook_of_the_project_is_left_out() -> None:
    assert all(Linked(path).data() for path in PLAYBOOKS)


@pytest.mark.parametrize("thing", [7, None, [], {}, [[], 7], [["os:system"], [0, "false"]], [[], ["o", "adapter", ""]]])
def test_nothing_but_a_procedure_is_read_and_nothing_is_run(thing: object) -> None:
    with pytest.raises(ValueError, match="procedure"):
        read(json.dumps(thing).encode(), {}, [])


def test_a_pickle_is_no_procedure() -> None:
    with pytest.raises(ValueError, match="procedure"):
        read(pickle.dumps([1]), {}, [])


def test_damaged_bytes_are_no_procedure() -> None:
    linked = Linked(PLAYBOOKS[0])
    data = linked.data()
    for end in range(0, len(data) - 1, 97):
        with pytest.raises(ValueError, match="procedure"):
            read(data[:end], linked.sources, linked.asking.contracts)
