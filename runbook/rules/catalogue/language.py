"""Findings about what a playbook means."""

from collections.abc import Mapping

LANGUAGE: Mapping[str, str] = {
    "assumed-outcome": """A row takes an answer that proves nothing for a yes or a no.

After a lost answer, a body that breaks the contract, or a 5xx, a write may or may not have acted. `done` and `already`
would turn doubt green; `tolerate` and `fallback` would go on as if nothing had happened, and act twice. Read back with
`then: settle`, or leave it to people with `ask` or `stop`.""",
    "auth-fields": """`auth:` gives a security scheme other fields than the scheme takes.

A scheme with one secret takes the secret alone; one with several takes a mapping, as `username` and
`password`.""",
    "bad-input": """The value given for an input does not fit what the playbook declares.

Texts from the command line become the declared type: `a,b` and `["a","b"]` are both lists, and `007` stays
the text it is where a string is declared. The value itself is never shown, because it may be private.""",
    "blind-resend": """A row says `then: retry` for an answer after which the operation may already have acted.

Sending again could cancel, or pay, twice. `then: settle` reads back with `verify`, and sends again only when
that proves that nothing happened.""",
    "contract-answers": """What a contract says of its answers cannot be used.

`x-runbook.success` tells whether a 2XX says yes, `nothing_happened` whether an answer proves that nothing was done.
Both are expressions over `response` alone, true or false, over members that the declared answers have.""",
    "constant-condition": """A condition, or a part of one, says the same whatever happens.

Either it decides nothing and should go, or something was forgotten: a name, a comparison, a quote.""",
    "duplicate-id": """Two steps have the same id.

Results, reports and journals name steps by their ids, which are unique in the whole playbook, fallbacks and
rescues included.""",
    "effect-mismatch": """`effect:` does not say what the worst call of the playbook does.

Reviewers rely on this word: `read`, `write` or `irreversible`. It must be the worst effect of any call, used
playbooks included.""",
    "empty-list": """A loop over a list that only the run finds does not say what an empty list means.

A search that finds nothing would end green although nothing was done. Write `empty: { then: stop, because: ... }`, or
`already` when nothing to do means that it was done before, or `tolerate` when that is acceptable.""",
    "loop-bound": """`at_most` of a loop is not known before the run.

It is a whole number, or an expression over `inputs` alone: the plan shows it, people approve it, and no answer of a
provider may raise it.""",
    "hidden-character": """A text from people that is sent to a provider holds a character that nobody can see.

` 42 ` after `42` reads the same and is another request: a second cancel. So ids that come from inputs, defaults
and playbooks begin and end with something visible, hold no control, zero-width, filler or unusual blank
characters, and are in Unicode's normal form (NFC). Nothing is trimmed silently. `format: text` in an input's
schema, or in the contract's for a member of a body, declares free text; `any_characters: true` on an input
allows such ids. What a provider answered is sent exactly as it came.""",
    "header-not-kept": """An expression reads a header that no run keeps.

Cookies and headers that carry credentials are dropped before an answer is recorded, because journals and reports must
not hold them. Every other header that the contract declares or the playbook names is kept.""",
    "missing-argument": """A call leaves out an argument that the contract requires.

A request that breaks its contract never leaves. Give the argument under `with:`.""",
    "missing-auth": """A call needs a credential that its provider has not got.

Name the scheme and the secret under `providers:` in `auth:`. The secret's value stays outside the playbook.""",
    "missing-fallback": """A row says `then: fallback`, and the step has no `fallback:`.

Give the step one, or let the row lead elsewhere.""",
    "missing-input": """An input has no default, and nobody gives it.

Give it with `-i NAME=VALUE` or in a file with `--inputs`; where a playbook uses another, under `with:`.""",
    "missing-value": """An expression reads something that may be absent or null.

In a request it would become an error when the run meets it. Say what holds then: `x | default('...')` or `x
if x is not none else '...'`.""",
    "money-resend": """`verify` says `if_not: resend` for an operation that moves money.

A read right after the effect can be stale, and sending again would move the money twice. Let a person decide:
`if_not: ask`, or leave the step in doubt.""",
    "name-elsewhere": """A name is read where it means nothing.

`failure` stands only in `rescue`, `response` only in rows and in `verify`, a loop's variable only inside its
loop.""",
    "no-in-a-success": """A row takes a 2XX for a no, and nothing proves that nothing happened.

The provider answered a success, so it may have acted all the same; the effect is in doubt and the run ends with 5. A
`verify` tells what happened. Where the provider promises that this answer means that nothing was done, say so:
`nothing_happened: true` on the row, or x-runbook.nothing_happened in the contract.""",
    "nothing-happened": """A row says `nothing_happened: true` where no answer can prove that.

A lost answer, one that breaks the contract and one that the contract does not declare prove nothing; a read never does
anything. Say it only of a declared answer with which the provider says that it did not act.""",
    "one-name-two-contracts": """Two providers of a run have different contracts under one name.

The name says which server a request goes to and whose ledger it stands in. A document's name is `x-runbook: { name }`
at its root or in an overlay, else the name of its file.""",
    "one-verb": """A step has no verb, two of them, or a misspelt one.

A step does one thing: `call`, `group`, `use`, `parallel`, `ask`, `wait`, `assert`, `let` or `handover`.""",
    "pages-later": """`pages` is a key of a later version of the language.

Until then a step reads one page. Read the next one with a step of its own, and stop when there are more.""",
    "schema": """A part of the document has a key, a type or a form that its schema does not know.

Steps are told apart by their verb key (`call`, `group`, `wait` ...), so the message speaks of the one form
that was meant. `runbook schema playbook` prints the whole schema; editors complete from it.""",
    "settle-without-verify": """A row leads to `settle`, and nothing can read the effect back.

The step can then only end in doubt. Add `verify:` with a call that shows the effect, or let a person decide.""",
    "shadowed-name": """A loop's variable or a `let` has a name that already means something here.

Two meanings for one name are how the wrong id gets sent. Choose another name.""",
    "step-not-before": """An expression reads the result of a step that has not run when it is evaluated.

A step sees the steps before it in its own block and in the blocks around it.""",
    "success-may-say-no": """A success can say no, and neither a row nor a `verify` tells what it means.

202, 206 and 207 do not say that all is done. Of a call that acts, so can a body with a member such as `success`,
`isOk`, `errorCode` or `failed`, however it is spelt, and inside `result`, `data` and the like; a `cancelled` or
`accepted` that can be false; a list whose items have a status each; a `status`, `order.status` or
`cancellation_status` that can be `rejected` or `pending`; a `code` with a `message`; and examples that say no, or that
differ in a yes and a no. Write rows for the no and one behind them for the rest, or a `verify` that reads back, or
say in the contract what a success is: `x-runbook: { success: response.body.success }`.""",
    "success-unclear": """A success has a status in any words, or a body that its contract does not describe.

It may say no, and nobody looks at it. Read it in a row, let a `verify` read back, describe the body in the contract, or
say with a row for the status that all of them are a yes. Without such a row the run itself looks for members and words
that say no (`success: false`, `status: queued`, `errors`), and one of them leaves the effect in doubt.""",
    "success-undefined": """A row asks for `success` where the contract does not say what that is.

`success: false` takes a 2XX for which `x-runbook.success` of the operation is false. Without it, look at the body.""",
    "template-not-allowed": """An expression uses something that the language leaves out on purpose.

There are names, members, literals, comparison, logic and a few bounded filters. There are no calls, loops,
statements or arithmetic that can grow without bound: checking a playbook must never cost what running a
program can cost.""",
    "template-syntax": """An expression cannot be read.

The place shows the character where reading stopped. Braces must close, quotes must match, operators need two
sides.""",
    "type-mismatch": """A value has, or can have, another type than its place takes.

Types come from the inputs' schemas and from the contract. A value that is exactly one expression keeps its
type; text around it makes it a string.""",
    "unbounded-loop": """A loop over a list that only the run finds does not say how many items there may be.

What is inside cannot be undone, and the list comes from a provider. `at_most: N` (a number, or an expression over
`inputs`) is shown in the plan; when more are found, no item is begun and the step stops. The first N of a longer list
are `... | slice(0, N)`.""",
    "undeclared-message": """A row waits for words that the contract has no example of.

Most often they are misspelt, and the row would never match. When the provider does say so, write `undeclared:
true` on the row.""",
    "undeclared-status": """A row waits for a status that the contract does not declare.

Correct the status. When the provider does answer it, write `undeclared: true` on the row.""",
    "unhandled-answer": """The contract declares an answer, and no row says where it leads.

This is the case that a program without types forgets. Add a row for it, with the verb that fits: `done`,
`already`, `tolerate`, `fallback`, `retry`, `settle`, `ask` or `stop`. Built-in rows cover 2XX, 401, 403, 429,
5XX and lost answers.""",
    "unknown-argument": """A call gives an argument that the operation does not take.

It would be dropped without a word. `runbook providers show NAME` lists what each operation takes.""",
    "unknown-choice": """A choice is named that the question does not offer.

Correct it, or add it to `choices`.""",
    "unknown-field": """An expression reads a member that the value does not have.

The shapes come from the inputs, the contract's response schemas and the results of steps.""",
    "unknown-input": """An input is named that the playbook does not declare.

Declare it under `inputs:`, or correct the name.""",
    "unknown-name": """An expression reads a name that does not exist.

There are `inputs`, `steps`, `run`, and where they have a meaning `response`, `failure`, loop variables and
`let` names.""",
    "unknown-operation": """The contract has no operation of this name.

An operation is called by its alias or its operationId. `runbook providers show NAME` lists them.""",
    "unknown-provider": """A call names a provider that the playbook does not declare.

Declare it under `providers:`, or correct the part before the dot.""",
    "unknown-scheme": """`auth:` names a security scheme that the contract does not have.

The message lists those it has.""",
    "unreachable-fallback": """A step has a `fallback:` that no row leads to.

Add a row with `then: fallback`, or remove the fallback.""",
    "unreachable-row": """An earlier row takes every answer that this row waits for.

The first row that matches wins. Put the narrower row first.""",
    "use-cycle": """A playbook uses itself, directly or through others.

Every playbook ends by construction, so none may lead back to itself.""",
    "verb-for-read": """A row of a read says that an effect happened, or may have.

A read has no effect: it can be `done`, `tolerate`, `retry`, `fallback`, `ask` or `stop`.""",
    "verify-for-read": """A read has a `verify`.

It changes nothing, so there is nothing to prove. Remove it.""",
    "verify-not-a-read": """`verify` calls an operation that changes something.

Reading back must be harmless however often it happens. Call an operation that only reads.""",
}
