"""Hypothesis strategies for events and what they hold."""

from hypothesis import strategies as st

from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    HandedOver,
    Purpose,
    ReadAgain,
    RunClosed,
    RunEnded,
    RunResumed,
    RunStarted,
    SameEffect,
    StepEnded,
    StepOpened,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.interpreter.identity import Account, Identity
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.unknown import SecretName
from tests.exact import exact_numbers

words = st.text(max_size=12)
names = st.one_of(words, st.sampled_from(["$data", "$secret", "$unknown", "$text", "v", "type"]))
seconds = st.integers(0, 10**9).map(lambda thousandths: thousandths / 1000)
numbers = exact_numbers()
json_leaves = st.one_of(st.none(), st.booleans(), st.integers(), numbers, words)
json_values = st.recursive(
    json_leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)
values = st.recursive(
    json_leaves | words.map(SecretName),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
named = st.dictionaries(names, values, max_size=3)
counts = st.integers(1, 1000)
accounts = st.builds(Account, words, words)
identities = st.builds(Identity, words, st.lists(words, max_size=2).map(tuple), words, accounts, words, words, words)
answers = st.builds(
    Answer,
    kind=st.sampled_from(AnswerKind),
    status=st.none() | st.integers(100, 999),
    headers=st.dictionaries(words, words, max_size=3),
    body=values,
    message=values,
    reason=words,
    retry_after=st.none() | seconds,
    hint=words,
    refused=st.booleans(),
)
events = st.one_of(
    st.builds(RunStarted, words, words, words, words, words, st.dictionaries(words, words, max_size=2), named),
    st.builds(StepOpened, words, st.none() | st.lists(values, max_size=3).map(tuple), st.none() | named),
    st.builds(AttemptStarted, words, counts, st.sampled_from(Purpose), json_values, words),
    st.builds(AnswerReceived, words, counts, st.sampled_from(Purpose), answers),
    st.builds(
        AnswerRouted,
        words,
        counts,
        st.integers(-1, 99),
        st.sampled_from(Verb),
        words,
        st.lists(st.integers(0, 99), max_size=3).map(tuple),
        st.booleans(),
    ),
    st.builds(EffectRead, words, counts, st.sampled_from(Verdict), words),
    st.builds(WaitEnded, words, seconds, st.sampled_from(WaitReason)),
    st.builds(ChoiceMade, words, words, st.none() | words),
    st.builds(HandedOver, words, words, words),
    st.builds(SameEffect, words, words, st.booleans(), st.booleans()),
    st.builds(StepEnded, words, st.sampled_from(StepState), words, st.booleans(), st.none() | named),
    st.builds(ReadAgain, words, words),
    st.builds(RunResumed, words, words, st.lists(identities, max_size=2).map(tuple), words, words),
    st.builds(RunClosed, words, words, words),
    st.builds(RunEnded, words, st.sampled_from(StepState), words, named),
)
