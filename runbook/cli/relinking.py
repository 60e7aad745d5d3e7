"""From a journal to the very procedure that its run began with."""

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic, Severity, has_errors
from runbook.diagnostics.source import Source
from runbook.documents.yaml import load_document
from runbook.interpreter.events import RunStarted
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.parse import parse
from runbook.language.playbook import Playbook
from runbook.language.procedure import Procedure
from runbook.runtime.journal_contents import JournalContents
from runbook.runtime.recorded_library import RecordedLibrary

_HELP = "what the run sent stands in its journal (runbook runs show); go on by hand with the provider"


def relink(contents: JournalContents, started: RunStarted) -> Procedure | Refusal:
    """The procedure, from the texts that the journal holds; refused when it is not the one that was run."""
    texts = list(contents.documents.values())
    if not texts:
        return _not_the_same(contents.run, "the journal holds no playbook")
    expressions = Expressions()

    def read(source: Source) -> tuple[Playbook | None, list[Diagnostic]]:
        document, found = load_document(source)
        playbook, parsed = parse(document, expressions) if document is not None else (None, [])
        return playbook, [*found, *parsed]

    playbook, found = read(texts[0])
    if playbook is None:
        return refused(found, Exit.REFUSED)
    procedure, linked = link(playbook, RecordedLibrary(texts, read), expressions)
    found = [*found, *linked]
    if procedure is None or has_errors(found):
        return refused([one for one in found if one.severity is Severity.ERROR], Exit.REFUSED)
    if procedure.digest != started.digest:
        return _not_the_same(contents.run, "the texts in the journal do not make the procedure that was run")
    return procedure


def _not_the_same(run: str, message: str) -> Refusal:
    return refused(Diagnostic("procedure-changed", message, subject=run, help=_HELP), Exit.REFUSED)
