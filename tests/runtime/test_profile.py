from pathlib import Path

import certifi
import pytest

from runbook.diagnostics.diagnostic import Severity
from runbook.diagnostics.source import Source
from runbook.runtime.profile import Profile, load_profile, read_profile

TEXT = """
secrets:
  TOKEN: file:token
  OTHER: env:OTHER
ca_file: all.pem
environments:
  stage:
    secrets: { TOKEN: "exec:op read op://stage" }
    ca_file: stage.pem
    proxy: http://proxy.example:3128
principals: { KEY: the lending account }
"""


BASE = Path(certifi.where()).parent


def read(text: str, environment: str = "stage", base: Path = BASE) -> tuple[Profile | None, list]:
    return read_profile(Source("profile.yaml", text), environment, base)


def test_an_environment_adds_to_what_holds_everywhere(tmp_path):
    for name in ("all.pem", "stage.pem"):
        (tmp_path / name).write_text(Path(certifi.where()).read_text())
    profile, found = read(TEXT, base=tmp_path)
    assert not found
    assert profile == Profile(
        tmp_path,
        {"TOKEN": "exec:op read op://stage", "OTHER": "env:OTHER"},
        f"{tmp_path}/stage.pem",
        "http://proxy.example:3128",
        "profile.yaml",
        {"KEY": "the lending account"},
    )
    profile, _ = read(TEXT, "prod", tmp_path)
    assert profile is not None
    assert (profile.secrets, profile.ca_file, profile.proxy) == (
        {"TOKEN": "file:token", "OTHER": "env:OTHER"},
        f"{tmp_path}/all.pem",
        None,
    )


@pytest.mark.parametrize("text", ["", "# proxy: http://x\n"])
def test_an_empty_profile_says_nothing(text):
    assert read(text) == (Profile(BASE, name="profile.yaml"), [])


def test_every_mistake_is_found_in_one_go():
    profile, found = read(
        "secret: {}\nca_file: 7\nenvironments:\n  stage: { proxi: x, secrets: { T: 'env:' } }\n  prod: [1]\n"
    )
    assert profile is None
    assert {one.message for one in found} == {
        "a profile has no secret",
        "ca_file must be text",
        "a profile has no proxi",
        "line 4: the secret T has no place where it is",
        "a profile is a mapping",
    }


def test_a_secret_that_stands_in_the_profile_itself_is_refused_and_not_shown():
    _, found = read("secrets:\n  TOKEN: tw_sk_live_CANARY\n")
    assert found[0].help.startswith("never write a secret here")
    assert found[0].span is None
    assert "CANARY" not in repr(found)


def test_the_file_is_found_by_its_own_variable_then_xdg_then_home(tmp_path):
    for name, place in (("own", "p.yaml"), ("xdg", "runbook/profile.yaml"), ("home", ".config/runbook/profile.yaml")):
        path = tmp_path / name / place
        path.parent.mkdir(parents=True)
        path.write_text(f"proxy: http://{name}\n")
    own, xdg, home = (str(tmp_path / name) for name in ("own", "xdg", "home"))
    everything = {"RUNBOOK_PROFILE": f"{own}/p.yaml", "XDG_CONFIG_HOME": xdg, "HOME": home}
    proxies = []
    for name in ("RUNBOOK_PROFILE", "XDG_CONFIG_HOME", "HOME"):
        profile, found = load_profile(everything, "stage")
        assert profile is not None
        assert not found
        proxies.append(profile.proxy)
        del everything[name]
    assert proxies == ["http://own", "http://xdg", "http://home"]
    assert load_profile({}, "stage") == (Profile(Path()), [])
    assert load_profile({"HOME": "/nonexistent"}, "stage") == (Profile(Path()), [])


def test_a_profile_that_is_named_and_not_there_is_an_error(tmp_path):
    profile, found = load_profile({"RUNBOOK_PROFILE": str(tmp_path / "nope.yaml")}, "stage")
    assert profile is None
    assert "does not exist" in found[0].message


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o644, False), (0o664, True), (0o666, True)])
def test_a_profile_that_others_can_write_is_warned_about(tmp_path, mode, warned):
    path = tmp_path / "p.yaml"
    path.write_text("proxy: http://x\n")
    path.chmod(mode)
    profile, found = load_profile({"RUNBOOK_PROFILE": str(path)}, "stage")
    assert profile is not None
    assert [one.severity for one in found] == ([Severity.WARNING] if warned else [])


@pytest.mark.parametrize(
    "url", ["socks5h://127.0.0.1:1080", "proxy.example:3128", "https://", "http://p.example:99999"]
)
def test_a_proxy_that_is_none_is_told_with_its_place_in_every_section(url):
    for text in (f"proxy: '{url}'\n", f"environments:\n  other: {{ proxy: '{url}' }}\n"):
        profile, found = read(text)
        assert profile is None
        assert found[0].rule == "profile"
        assert found[0].span is not None
        assert found[0].help


def test_the_line_of_a_proxy_with_a_password_is_not_shown():
    profile, found = read("proxy: 'http://ann:hun ter2@proxy.example:3128'\n")
    assert profile is None
    assert found[0].message.startswith("line 1: ")
    assert found[0].span is None
    assert "ter2" not in repr(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("secrets: [A]\n", "line 1: secrets must be a mapping"),
        ("secrets: tw_sk_live_CANARY\n", "line 1: secrets must be a mapping"),
        ("environments: [stage]\n", "line 1: environments must be a mapping"),
        ("principals: { KEY: 7 }\n", "a principal must be the name of an account"),
        ("principals: { KEY: ' ' }\n", "a principal must be the name of an account"),
        ("proxy: { url: x }\n", "proxy must be text"),
        ("proxy: ''\n", "proxy must be text"),
        ("ca_file: [a]\n", "ca_file must be text"),
        ("secrets: { A: 'exec:op \"read' }\n", "line 1: the secret A names a program with a quote that is not closed"),
    ],
)
def test_every_value_of_a_wrong_kind_is_told(text, said):
    profile, found = read(text)
    assert profile is None
    assert [one.message for one in found] == [said]
    assert "CANARY" not in repr([one for one in found if one.span is None])


def test_a_file_of_authorities_that_cannot_be_used_is_told_with_its_place(tmp_path):
    (tmp_path / "empty.pem").write_text("no certificate\n")
    for name in ("empty.pem", "nowhere.pem", "."):
        profile, found = read(f"ca_file: {name}\n", base=tmp_path)
        assert profile is None
        assert "cannot be used" in found[0].message
        assert found[0].span is not None


def test_only_the_authorities_of_the_environment_that_is_used_must_be_there():
    profile, found = read("environments: { other: { ca_file: nowhere.pem } }\n")
    assert profile is not None
    assert not found
