"""Where a provider answers, and which environment each server belongs to."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from runbook.deferred import pattern
from runbook.providers.contract import KEY
from runbook.providers.extension import SERVER, ExtensionReader
from runbook.providers.hosts import SIMULATOR, is_local, is_reserved
from runbook.providers.part import Part
from runbook.values.json import Json
from runbook.values.userinfo import has_userinfo

RULE = "contract-server"

_TEST_WORDS = {
    "stage": "stage", "staging": "stage", "sandbox": "sandbox", "test": "test", "testing": "test", "dev": "dev",
    "development": "dev", "qa": "qa", "uat": "uat", "demo": "demo", "localhost": "local",
}  # fmt: skip
_LIVE_WORDS = {"prod": "prod", "production": "prod", "live": "live"}
_VARIABLE = pattern(r"\{([^{}]*)\}")
_URL = pattern(r"https?://[^/?#\s]+[^?#\s]*\Z", re.IGNORECASE)


@dataclass(slots=True)
class _Found:
    """A server whose environment may still need a name."""

    part: Part
    url: str
    environment: str
    production: bool
    declared: bool


def read_servers(root: Part, extensions: ExtensionReader) -> list[Json]:
    """The usable servers: `url`, `environment`, `production`, `description`; each environment once."""
    listing = root.listing("servers")
    found = [one for part in (listing.elements() if listing else ()) if (one := _read(part, extensions))]
    _name_the_rest(found)
    if not found:
        root.warn(RULE, "no server is usable", help="name one with `--server PROVIDER=URL` or in `servers`")
    return [_normal(one) for one in _unique(found)]


def _normal(found: _Found) -> Json:
    return {
        "url": found.url,
        "environment": found.environment,
        "production": found.production,
        "description": found.part.text("description"),
    }


def _read(part: Part, extensions: ExtensionReader) -> _Found | None:
    url = _with_defaults(part)
    if url is None:
        return None
    if not _URL.match(url):
        part.warn(RULE, "this server is left out: it needs a whole http or https URL")
        return None
    if _is_refused(part, url):
        return None
    said = extensions.read(part, SERVER)
    environment = str(said.get("environment", ""))
    words = _words(f"{environment} {part.text('description')} {url}")
    derived = environment or next((_TEST_WORDS.get(word) or _LIVE_WORDS[word] for word in words), "")
    production = said.get("production", not _is_test_system(words))
    if is_reserved(environment) and not (environment == SIMULATOR and is_local(url)):
        _report_reserved(part, url)
        return None
    return _Found(part, url.rstrip("/"), derived, production is True, bool(environment))


def _is_refused(part: Part, url: str) -> bool:
    """Report a URL that holds a password, or whose port is none: nothing of it is repeated."""
    place = part.child("url") or part
    if has_userinfo(url):
        place.report(RULE, "the URL of a server must not hold a user or a password", help=_BY_NAME)
        return True
    try:
        readable = urlsplit(url).port != 0
    except ValueError:
        readable = False
    if not readable:
        place.warn(RULE, "this server is left out: its host or port cannot be read")
    return not readable


_BY_NAME = "take it out, and give credentials by name: a security scheme, and `auth` in the playbook"


def _report_reserved(part: Part, url: str) -> None:
    """The simulator's name gives a server made-up credentials and no confirmation, so no other host may have it."""
    place = part.at((KEY, "environment"))
    if is_local(url):
        place.report(RULE, "this name is too close to the reserved environment `simulator`", help="write `simulator`")
        return
    place.report(
        RULE,
        "the environment `simulator` is reserved for servers on this machine",
        help="give this server another environment, or serve it on 127.0.0.1",
    )


def _with_defaults(part: Part) -> str | None:
    """The URL with the defaults of its variables; None, with a finding, when a variable has none."""
    url = part.text("url")
    variables = part.mapping("variables")
    for name in _VARIABLE.findall(url):
        variable = variables.mapping(name) if variables else None
        default = variable.text("default") if variable else ""
        if not default:
            place = part.child("url") or part
            place.warn(RULE, f"this server is left out: its variable `{name}` has no default")
            return None
        url = url.replace("{" + name + "}", default)
    return url


def _words(text: str) -> list[str]:
    """The words of `text` that tell environments apart, in their order."""
    known = _TEST_WORDS.keys() | _LIVE_WORDS.keys()
    local = ["localhost"] if re.search(r"//(127\.0\.0\.1|\[::1\])", text) else []
    return [word for word in re.split(r"[^a-z]+", text.lower()) if word in known] + local


def _is_test_system(words: list[str]) -> bool:
    """Only what is called a test system and nothing else is one."""
    return bool(words) and all(word in _TEST_WORDS for word in words)


def _name_the_rest(found: list[_Found]) -> None:
    """Name servers that nothing names: `default` when there is one server, `prod` when one is left over."""
    nameless = [one for one in found if not one.environment]
    taken = {one.environment for one in found}
    if len(found) == 1 and nameless:
        nameless[0].environment = "default"
    elif len(nameless) == 1 and "prod" not in taken:
        nameless[0].environment = "prod"
    else:
        for number, one in enumerate(nameless, start=1):
            one.environment = f"server{number}"


def _unique(found: list[_Found]) -> list[_Found]:
    """One server per environment: two that the contract names alike are an error, two we named are numbered."""
    first: dict[str, _Found] = {}
    for one in sorted(found, key=lambda server: not server.declared):
        if one.environment not in first:
            first[one.environment] = one
        elif one.declared:
            one.part.reading.report(
                RULE,
                f"two servers belong to the environment `{one.environment}`",
                one.part.pointer,
                other=((first[one.environment].part.pointer, "the first one"),),
            )
        else:
            one.environment = _numbered(one.environment, first)
            first[one.environment] = one
            one.part.note(
                RULE, f"this server is called `{one.environment}`", help="name it with `x-runbook.environment`"
            )
    return [one for one in found if first.get(one.environment) is one]


def _numbered(name: str, taken: dict[str, _Found]) -> str:
    return next(other for number in range(2, len(taken) + 3) if (other := f"{name}{number}") not in taken)
