"""The start page of the simulator: one file, no request to anywhere else."""

import secrets
from html import escape
from pathlib import Path
from string import Template

from runbook.simulator.exchange import Response
from runbook.values.json import Json

_FILE = Path(__file__).with_name("page.html")
_TITLES = {"karmacheck": "KarmaCheck", "vault": "Vault", "truework": "Truework"}


def page(described: dict[str, Json]) -> Response:
    """The page for what `Simulator.describe` says."""
    nonce = secrets.token_urlsafe(16)
    text = Template(_FILE.read_text("utf-8")).substitute(
        nonce=nonce,
        servers=_servers(described["servers"]),
        seeds=_seeds(described["seeds"]),
        faults=_faults(described["faults"]),
        secrets=_secrets(described["secrets"]),
    )
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = (
        ("content-type", "text/html; charset=utf-8"),
        ("content-security-policy", policy),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    )
    return Response(200, text.encode(), headers)


def _servers(servers: Json) -> str:
    rows = servers.items() if isinstance(servers, dict) else ()
    return "".join(f"<li><b>{_TITLES[name]}</b> {_copyable(str(url), 'server')}</li>" for name, url in rows)


def _seeds(seeds: Json) -> str:
    """One section per provider, one row per id."""
    sections: dict[str, list[str]] = {name: [] for name in _TITLES}
    for seed in seeds if isinstance(seeds, list) else ():
        if isinstance(seed, dict):
            sections[str(seed["provider"])].append(_seed(seed))
    return "".join(
        f'<section><h2 id="{name}">{_TITLES[name]}</h2><ul class="seeds">{"".join(rows)}</ul></section>'
        for name, rows in sections.items()
    )


def _seed(seed: dict[str, Json]) -> str:
    return (
        f'<li><code class="id">{_shown(seed["id"])}</code><div><b>{_shown(seed["title"])}</b>'
        f"<p>{_shown(seed['happens'])}</p>{_copyable(str(seed['command']), 'command')}</div></li>"
    )


def _faults(faults: Json) -> str:
    return "".join(
        f'<tr><td><code>--{_shown(fault["suffix"])}</code></td><td class="number">{_shown(fault["number"])}</td>'
        f"<td>{_shown(fault['meaning'])}</td></tr>"
        for fault in (faults if isinstance(faults, list) else ())
        if isinstance(fault, dict)
    )


def _secrets(values: Json) -> str:
    lines = values.items() if isinstance(values, dict) else ()
    return escape("\n".join(f"export {name}={value}" for name, value in lines))


def _copyable(text: str, kind: str) -> str:
    words = " ".join(f"<span>{escape(word)}</span>" for word in text.split(" "))
    return f'<button class="copy {kind}" title="Copy"><code>{words}</code></button>'


def _shown(value: Json) -> str:
    return escape(str(value))
