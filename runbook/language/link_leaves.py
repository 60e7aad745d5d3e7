"""Steps that send nothing and hold no other steps: questions, waits, assertions, handovers."""

from runbook.diagnostics.suggest import did_you_mean
from runbook.language.judging import judge_condition, judge_value
from runbook.language.linking import Linking
from runbook.language.playbook import WrittenAsk, WrittenAssert, WrittenHandover, WrittenWait
from runbook.language.procedure import Ask, Assert, Assertion, Handover, Question, Wait
from runbook.language.scope import Scope


def link_leaf(
    linking: Linking, written: WrittenAsk | WrittenWait | WrittenAssert | WrittenHandover, scope: Scope
) -> Ask | Wait | Assert | Handover:
    """The step, its texts and conditions checked."""
    match written:
        case WrittenAsk():
            return _ask(linking, written, scope)
        case WrittenWait(seconds=seconds):
            return Wait(seconds)
        case WrittenAssert():
            return _assert(linking, written, scope)
        case WrittenHandover(to=to, note=note):
            judge_value(linking, to, scope.shapes())
            judge_value(linking, note, scope.shapes())
            return Handover(to, note)


def _ask(linking: Linking, written: WrittenAsk, scope: Scope) -> Ask:
    judge_value(linking, written.message, scope.shapes())
    default = written.default
    if default is not None and default.text not in written.choices:
        help = did_you_mean(default.text, written.choices)
        linking.report("unknown-choice", f'"{default.text}" is none of the choices', default.span, help=help)
    chosen = None if default is None else default.text
    return Ask(Question(written.message, written.choices, written.deadline, chosen))


def _assert(linking: Linking, written: WrittenAssert, scope: Scope) -> Assert:
    for one in written.assertions:
        judge_condition(linking, one.that, scope.shapes())
        judge_value(linking, one.message, scope.shapes())
    return Assert(tuple(Assertion(one.that, one.message) for one in written.assertions))
