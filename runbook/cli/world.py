"""Puts the world of a run together: secrets, connections, the simulator, the clock."""

import threading
from collections.abc import Mapping
from contextlib import ExitStack

from runbook.cli.exits import Exit
from runbook.cli.keyrings import Keyring
from runbook.cli.place import Place
from runbook.cli.preparation import Prepared
from runbook.cli.refusal import Refusal, refused
from runbook.cli.run_keyring import keyring_for
from runbook.cli.switchboard import Switchboard
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen
from runbook.language.declared import ProviderUse
from runbook.providers.adapter import Adapter
from runbook.providers.hosts import SIMULATOR
from runbook.runtime.access import Access
from runbook.runtime.authorize import Authorizer
from runbook.runtime.clock import SystemClock
from runbook.runtime.http import HttpTransport
from runbook.runtime.minted import MintedSecrets
from runbook.runtime.ports import Credentials
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory
from runbook.runtime.tls import TrustError
from runbook.runtime.wire import ProxyUrlError
from runbook.runtime.world import Party
from runbook.simulator.adapters import simulated
from runbook.simulator.server import Simulator
from runbook.values.userinfo import password_of


@frozen
class Outside:
    """What a run needs of the world besides its journal. `wake`: setting it ends every wait.

    `minters`: contract name -> what asks for its tokens. `minted`: the secrets that providers answered.
    """

    keyring: Keyring
    memory: SecretMemory
    clock: SystemClock
    wake: threading.Event
    authorizer: Authorizer
    transport: Switchboard
    minters: Mapping[str, HttpTransport]
    parties: Mapping[str, Party]
    minted: MintedSecrets


def opened_world(
    prepared: Prepared, stack: ExitStack, memory: SecretMemory, moved: Mapping[str, str] | None = None
) -> Outside | Refusal:
    """The same as `open_world`, or why there is no such world; nothing was sent then."""
    try:
        return open_world(prepared, stack, memory, moved)
    except (TrustError, ProxyUrlError) as error:
        return refused(Diagnostic("profile", str(error), subject=prepared.profile.name))
    except OSError as error:
        message = f"the simulator cannot be started: {error.strerror or error}"
        help = "nothing was sent; close other programs or raise the limit (ulimit -n), then run it again"
        return refused(Diagnostic("simulator-not-started", message, subject="-e simulator", help=help), Exit.REFUSED)


def open_world(
    prepared: Prepared, stack: ExitStack, memory: SecretMemory, moved: Mapping[str, str] | None = None
) -> Outside:
    """The world for a prepared run; what must be closed is on `stack`.

    Errors: TrustError, ProxyUrlError, OSError when the simulator has no port.

    `moved`: contract name -> where its simulator is now, for a run that knew it elsewhere.
    """
    wake = threading.Event()
    clock = SystemClock(wake)
    place = prepared.place
    keyring = keyring_for(place, prepared.plan, prepared.profile, memory, clock.now())
    memory.learn(password_of(prepared.profile.proxy or ""))
    urls = moved or {}
    if not set(place.simulated) <= set(urls):
        urls = stack.enter_context(Simulator()).servers
    access = {name: Access(use.contract, use.adapter, place.servers[name]) for name, use in place.uses.items()}
    authorizer = Authorizer(access, keyring, clock, memory.learn)
    minted = MintedSecrets(keyring, memory.learn)
    transports = {name: _transport(name, place, urls, minted, authorizer, prepared.profile) for name in place.uses}
    parties = {name: Party(place.servers[name], _adapter(use, place)) for name, use in place.uses.items()}
    return Outside(keyring, memory, clock, wake, authorizer, Switchboard(transports), transports, parties, minted)


def _adapter(use: ProviderUse, place: Place) -> Adapter:
    return simulated(use.adapter) if place.environment == SIMULATOR else use.adapter


def _transport(
    name: str,
    place: Place,
    urls: Mapping[str, str],
    credentials: Credentials,
    authorizer: Authorizer,
    profile: Profile,
) -> HttpTransport:
    """The connections to one provider; those to the simulator go to the port it really has, past any proxy."""
    if name in urls:
        return HttpTransport(credentials, authorizer, servers={place.servers[name].url: urls[name]})
    return HttpTransport(credentials, authorizer, ca_file=profile.ca_file, proxy=profile.proxy)
