"""`runbook validate`: everything that can be known about playbooks and contracts without running them."""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.finding_files import CONTRACT, texts_of
from runbook.cli.options import command as declared
from runbook.cli.options import format_option
from runbook.cli.reading import Read, Reading
from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic, Severity, has_errors
from runbook.diagnostics.source import Source
from runbook.planning.proved import Examined, Proof
from runbook.reporting.findings import FORMATS
from runbook.reporting.findings.found import Found, in_reading_order, once_each

if TYPE_CHECKING:
    from runbook import rules
    from runbook.cli import many_hands
    from runbook.planning import proof
    from runbook.planning.proof import Prover
    from runbook.rules import checked
    from runbook.runtime import profile, sent_examined
else:
    rules = deferred("runbook.rules")
    many_hands = deferred("runbook.cli.many_hands")
    proof = deferred("runbook.planning.proof")
    checked = deferred("runbook.rules.checked")
    profile = deferred("runbook.runtime.profile")
    sent_examined = deferred("runbook.runtime.sent_examined")


@declared("validate", epilog="Exit code 0: no errors; 2: errors (with --strict: warnings too).")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@format_option(tuple(FORMATS))
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def command(paths: tuple[str, ...], output: str, strict: bool) -> Exit:
    """Check playbooks and contracts: files, or directories with everything below them; - is standard input."""
    found = check(paths)
    show.payload(FORMATS[output](found, show.paint_for(sys.stdout)))
    failed = has_errors(found.diagnostics) or (strict and found.count(Severity.WARNING) > 0)
    return Exit.INVALID if failed else Exit.DONE


def check(paths: Sequence[str]) -> Found:
    """All findings over all files, each once, and the proofs in the order of the files."""
    texts = list(texts_of(paths))
    examined = iter(Examining().texts([source for _, source, _ in texts if source is not None]))
    diagnostics: list[Diagnostic] = []
    proofs: list[Proof] = []
    for _, source, found in texts:
        known = Examined() if source is None else next(examined)
        diagnostics += (*found, *known.findings)
        proofs += [known.proof] if known.proof is not None else []
    diagnostics += _of_the_profile()
    return Found(in_reading_order(once_each(diagnostics)), len(texts), tuple(proofs))


def _of_the_profile() -> list[Diagnostic]:
    """Return what is wrong with the profile of this machine, of which no run could use anything."""
    _, complaints = profile.load_profile(os.environ, "")
    return complaints


_FEW = 20
"""New texts for which it would not pay to load what shares them out."""


class Examining:
    """Looks at texts; what is alike in them is proved once."""

    def __init__(self) -> None:
        self._reading = Reading()

    @cached_property
    def _prover(self) -> "Prover":
        """Needed only where something is read anew."""
        return proof.Prover()

    def texts(self, sources: Sequence[Source]) -> Iterator[Examined]:
        """All that is known about each text, in their order; many that are new are looked at side by side."""
        kept = [self._kept(source) for source in sources]
        new = [source for source, known in zip(sources, kept, strict=True) if known is None]
        made = self._by_many(new) if len(new) > _FEW else map(self.text, new)
        following = iter(made)
        return (next(following) if known is None else known for known in kept)

    def text(self, source: Source) -> Examined:
        """All that is known about one text: a contract when it says `openapi`, else a playbook."""
        if _is_contract(source):
            return Examined(tuple(self._reading.contract(source)))
        return self._reading.examined(source, self._judge)

    def _by_many(self, new: Sequence[Source]) -> Sequence[Examined]:
        wire = many_hands.Wire(sent_examined.written, sent_examined.read)
        return many_hands.done_by_many(new, self.text, many_hands.cores(), wire)

    def _kept(self, source: Source) -> Examined | None:
        """What is still known about a playbook from an earlier time."""
        return None if _is_contract(source) else self._reading.kept(source)

    def _judge(self, read: Read) -> Examined:
        """Rules judge what is legal, and what has no error is put to the proof."""
        if read.procedure is None or read.document is None:
            return Examined(tuple(read.found))
        whole = checked.Checked(read.document, read.procedure)
        found = [*read.found, *(one for rule in rules.RULES.values() for one in rule.check(whole))]
        proved = Examined() if has_errors(found) else self._prover.check(read.procedure)
        return Examined((*found, *proved.findings), proved.proof)


def _is_contract(source: Source) -> bool:
    return CONTRACT.search(source.text) is not None
