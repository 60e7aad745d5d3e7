"""Where a run goes: the environment that was named, and the server of each provider in it."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote, urlsplit

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.bundled import BUNDLED_CONTRACTS
from runbook.frozen import field, frozen, replace
from runbook.language.declared import ProviderUse
from runbook.language.procedure import Procedure, Use
from runbook.planning.build import Setting
from runbook.planning.outline import outline
from runbook.providers.contract import Server
from runbook.providers.hosts import SIMULATED_URL, SIMULATOR, is_local, is_reserved, is_this_machine, origin_text
from runbook.values.userinfo import without_userinfo


@frozen
class Place:
    """Where a run goes. `uses`: contract name -> the provider; `servers`: contract name -> its server there.

    `names`: everything that a contract is called -> its name.
    """

    environment: str
    uses: Mapping[str, ProviderUse]
    servers: Mapping[str, Server]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def production(self) -> bool:
        """Whether any of it is real."""
        return any(server.production for server in self.servers.values())

    @property
    def simulated(self) -> tuple[str, ...]:
        """The contracts that the simulator answers for."""
        return tuple(name for name, server in self.servers.items() if server.url == SIMULATED_URL)

    def is_elsewhere(self, name: str) -> bool:
        """Whether the server of a contract is not the one that the contract declares for the environment."""
        declared = self.uses[name].contract.server(self.environment) if name in self.uses else None
        return declared is None or not _is_same(declared.url, self.servers[name].url)

    @property
    def setting(self) -> Setting:
        """What a plan needs to know of it."""
        urls = {name: server.url for name, server in self.servers.items()}
        return Setting(self.environment, self.production, urls)


def uses_of(procedure: Procedure) -> dict[str, ProviderUse]:
    """Every provider of a procedure and of those it uses, by its contract's name."""
    return {use.contract.name: use for use in _every_use(procedure)}


def names_of(procedure: Procedure) -> dict[str, str]:
    """Everything that a contract is called, in any of the playbooks -> its name."""
    uses = _every_use(procedure)
    return {use.name: use.contract.name for use in uses} | {use.contract.name: use.contract.name for use in uses}


def _every_use(procedure: Procedure) -> list[ProviderUse]:
    inlined = [step.step.action.procedure for step in outline(procedure) if isinstance(step.step.action, Use)]
    return [use for one in (procedure, *inlined) for use in one.providers.values()]


def choose_place(procedure: Procedure, environment: str | None, overrides: Mapping[str, str]) -> Place | Refusal:
    """The place, or why there is none. `overrides`: provider or contract name -> base URL, from `--server`."""
    uses = uses_of(procedure)
    urls = urls_by_contract(names_of(procedure), overrides)
    if isinstance(urls, Refusal):
        return urls
    refusal = simulator_elsewhere(environment, urls)
    if refusal is not None:
        return refusal
    choices = environments(uses, urls)
    if environment is None:
        message = f"no environment is named, and nothing is chosen for you: {procedure.name} can run in"
        return refused(
            Diagnostic(
                "environment-missing",
                f"{message} {', '.join(choices) or 'none'}",
                subject="-e",
                help=_where(choices),
            )
        )
    servers = {name: _server(use, environment, urls.get(name)) for name, use in uses.items()}
    found = {name: server for name, server in servers.items() if server is not None}
    if len(found) < len(servers):
        return refused(_unknown(environment, sorted(set(servers) - set(found)), choices))
    return Place(environment, uses, found, names_of(procedure))


def simulator_elsewhere(environment: str | None, urls: Mapping[str, str]) -> Refusal | None:
    """Why no server off this machine may be called a simulator. `urls`: contract name -> base URL."""
    elsewhere = [f"{name}={origin_text(url)}" for name, url in urls.items() if not is_local(url)]
    if environment is None or not is_reserved(environment) or not elsewhere:
        return None
    message = f"the environment simulator is reserved for this machine, and {', '.join(elsewhere)} is another"
    help = "name the environment that this server belongs to, or give the address of a simulator: http://127.0.0.1:PORT"
    return refused(Diagnostic("unsafe-server", message, subject=f"-e {environment}", help=help), Exit.REFUSED)


def _where(choices: Sequence[str]) -> str:
    """What to type; the rehearsal first, because the rest is real."""
    real = " or ".join(f"-e {one}" for one in choices if one != SIMULATOR) or "-e NAME"
    return (
        f"-e {SIMULATOR} to rehearse; {real} for the provider itself" if SIMULATOR in choices else f"say where: {real}"
    )


def environments(uses: Mapping[str, ProviderUse], urls: Mapping[str, str]) -> list[str]:
    """The environments that every provider has; one that is pointed elsewhere goes along with any."""
    named = [
        [server.environment for server in use.contract.servers] + ([SIMULATOR] if _is_simulated(use) else [])
        for name, use in uses.items()
        if name not in urls
    ]
    if not named:
        named = [[server.environment for server in use.contract.servers] for use in uses.values()]
    return [one for one in dict.fromkeys(named[0] if named else []) if all(one in names for names in named)]


def _is_simulated(use: ProviderUse) -> bool:
    return use.contract.name in BUNDLED_CONTRACTS


def _server(use: ProviderUse, environment: str, url: str | None) -> Server | None:
    """The server of a provider; None when it has no such environment."""
    declared = use.contract.server(environment)
    if url is not None:
        return elsewhere(use, environment, url, declared)
    if environment == SIMULATOR and declared is None and _is_simulated(use):
        return Server(SIMULATED_URL, SIMULATOR, production=False)
    return declared


def elsewhere(use: ProviderUse, environment: str, url: str, declared: Server | None) -> Server | None:
    """The server that `--server` names. A real host stays real, whatever environment is claimed for it."""
    if environment == SIMULATOR and not is_local(url):
        return None
    real = any(server.production and _host(server.url) == _host(url) for server in use.contract.servers)
    if declared is not None:
        return replace(declared, url=url, production=declared.production or real)
    if environment == SIMULATOR:
        return Server(url, SIMULATOR, production=False)
    return None if use.contract.servers else Server(url, environment, production=not is_this_machine(_host(url)[0]))


def _host(url: str) -> tuple[str, int]:
    """Host and port of a base URL, as a resolver would take them."""
    parts = urlsplit(url)
    return (parts.hostname or "").rstrip("."), parts.port or (443 if parts.scheme == "https" else 80)


def _is_same(one: str, other: str) -> bool:
    """Whether two base URLs lead to the same place, however they are spelled."""
    return _host(one) == _host(other) and urlsplit(one).path.rstrip("/") == urlsplit(other).path.rstrip("/")


def _unknown(environment: str, without: Sequence[str], choices: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        "unknown-environment",
        f"{', '.join(without)} has no environment {environment}",
        subject=f"-e {environment}",
        help=did_you_mean(environment, choices),
    )


def urls_by_contract(names: Mapping[str, str], overrides: Mapping[str, str]) -> dict[str, str] | Refusal:
    """The overrides by the contract's name. `names`: what each contract is called -> its name."""
    urls: dict[str, str] = {}
    for name, url in overrides.items():
        if name not in names:
            help = did_you_mean(name, names)
            message = f'the playbook has no provider "{without_userinfo(name)}"'
            return refused(
                Diagnostic("unknown-provider", message, subject=f"--server {without_userinfo(name)}=…", help=help)
            )
        problem = url_problem(url)
        if problem:
            return refused(Diagnostic("unsafe-server", problem, subject=f"--server {name}=…"), Exit.REFUSED)
        if urls.setdefault(names[name], url.rstrip("/")) != url.rstrip("/"):
            message = f"{names[name]} is given two servers, under two of its names"
            return refused(Diagnostic("usage", message, subject=f"--server {name}=…", help="give it once"))
    return urls


def url_problem(url: str) -> str | None:
    """Why credentials must not be sent to this base URL."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "the URL cannot be read"
    if parts.scheme not in ("http", "https") or not host or port == 0:
        return "the URL must begin with https:// and a host"
    if parts.username is not None or parts.query or parts.fragment:
        return "the URL must be a scheme, a host, a port and a path only"
    if {".", ".."} & set(unquote(parts.path).replace("\\", "/").split("/")):
        return "the path of the URL must have no . or .. in it; nobody knows where that leads"
    if parts.scheme == "http" and not is_this_machine(host):
        return "plain http is only for this machine; credentials would travel readable"
    return None
