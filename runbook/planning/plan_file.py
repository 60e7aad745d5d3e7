"""A plan as a file: one document that is written once, approved by people, and applied once.

```
{
  "plan": {...},          what may be sent, where every answer leads, and all that this rests on
  "requested": {...},     the requester's signature of "plan", or null
  "approvals": [{...}],   the approvers' signatures of "plan"
  "seal": "sha256:..."    of the three above
}
```
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from runbook.frozen import field, frozen
from runbook.planning.plan import Plan
from runbook.planning.plan_data import plan_data
from runbook.planning.policy import Policy
from runbook.providers.contract import SecurityScheme
from runbook.values.canonical import canonical_json, digest
from runbook.values.json import Json
from runbook.values.json_codec import write_json

FORMAT = 1
"""The version of the document."""

Schemes = Mapping[str, Mapping[str, SecurityScheme]]
"""Contract name -> the name of a scheme -> the scheme."""


Facts = Mapping[tuple[str, str], str]
"""(where, what) -> as text."""


@frozen
class AdapterUsed:
    """The adapter of a contract. `digest`: of what it is made of."""

    name: str
    digest: str


@frozen
class SecretUsed:
    """A secret by its name, and what tells one credential from another without giving it away.

    `acts_as`: as whom a token acts, when it says so. `fingerprint`: keyed, with the key called `key`.
    `because`: why there is no fingerprint.
    """

    name: str
    acts_as: str = ""
    fingerprint: str = ""
    key: str = ""
    because: str = ""


@frozen
class Signature:
    """Somebody's signature of a plan. `key`: its fingerprint; `principal`: who it was when it was made, for people.

    `at`: seconds since the epoch; `text`: as `ssh-keygen -Y sign` writes it.
    """

    key: str
    principal: str
    at: int
    text: str


@frozen
class Basis:
    """What a plan was made of. `sources`: name -> digest; `servers`: as `--server` said; `engine`: its version.

    `again`: it may repeat what earlier runs did. `facts`: where playbook and contracts go, as whom, and who must agree.
    """

    playbook: str
    servers: Mapping[str, str]
    engine: str
    sources: Mapping[str, str]
    adapters: Mapping[str, AdapterUsed]
    schemes: Schemes
    again: bool = False
    facts: Facts = field(default_factory=dict)


@frozen
class Made:
    """When, for how long and for whom a plan was made. Times in seconds since the epoch.

    `person`: as the system calls them; `key`: the fingerprint of the key they sign with, empty when they do not.
    """

    id: str
    at: int
    until: int
    person: str
    key: str = ""


@frozen
class Saved:
    """What is signed. `remarks`: about what, and the text; `repeats`: what it would do again, as a dry run says it."""

    made: Made
    basis: Basis
    plan: Plan
    policies: tuple[Policy, ...] = ()
    secrets: tuple[SecretUsed, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    repeats: tuple[Json, ...] = ()

    @property
    def body(self) -> dict[str, Json]:
        """As JSON."""
        made, basis = self.made, self.basis
        return {
            "version": FORMAT,
            "id": made.id,
            "made_at": stamp(made.at),
            "expires_at": stamp(made.until),
            "requested_by": {"person": made.person, "key": made.key},
            "playbook": basis.playbook,
            "servers": dict(basis.servers),
            "again": basis.again,
            "engine": basis.engine,
            "sources": dict(basis.sources),
            "adapters": {name: {"name": one.name, "digest": one.digest} for name, one in basis.adapters.items()},
            "approval": [
                {"playbook": one.playbook, "approvers": one.approvers, "signers": one.signers} for one in self.policies
            ],
            "secrets": [_secret(one) for one in self.secrets],
            "schemes": {
                name: {scheme: _scheme(one) for scheme, one in schemes.items()}
                for name, schemes in basis.schemes.items()
            },
            "facts": [{"where": where, "what": what, "is": text} for (where, what), text in basis.facts.items()],
            "dry_run": {
                **plan_data(self.plan),
                "remarks": [_remark(*one) for one in self.remarks],
                "repeats": list(self.repeats),
            },
        }

    @property
    def signed(self) -> bytes:
        """The bytes that are signed: the canonical JSON of the body, in UTF-8."""
        return canonical_json(self.body).encode("utf-8", "surrogatepass")

    @property
    def digest(self) -> str:
        """The digest of what is signed."""
        return digest(self.body)


@frozen
class PlanFile:
    """The whole document."""

    saved: Saved
    requested: Signature | None = None
    approvals: tuple[Signature, ...] = ()

    @property
    def text(self) -> str:
        """The document: this text and no other stands for it."""
        members: dict[str, Json] = {
            "plan": self.saved.body,
            "requested": None if self.requested is None else _signature(self.requested),
            "approvals": [_signature(one) for one in self.approvals],
        }
        return rendered({**members, "seal": digest(members)})


def rendered(document: Json) -> str:
    """ASCII, indented by two, `##` escaped so that no CI system reads a command in it."""
    return write_json(document, indent=2).replace("##", "#\\u0023") + "\n"


def stamp(at: int) -> str:
    """A time in UTC to the second: `2026-11-21T15:22:33Z`."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _remark(about: str, text: str) -> Json:
    return {"about": about, "text": text}


def _secret(one: SecretUsed) -> Json:
    return {
        "name": one.name,
        "acts_as": one.acts_as,
        "fingerprint": one.fingerprint,
        "key": one.key,
        "because": one.because,
    }


def _scheme(one: SecurityScheme) -> Json:
    return {
        "kind": one.kind.value,
        "parameter": one.parameter,
        "location": one.location.value,
        "token_url": one.token_url,
    }


def _signature(one: Signature) -> Json:
    return {"key": one.key, "principal": one.principal, "at": stamp(one.at), "signature": one.text}
