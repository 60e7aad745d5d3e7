from pathlib import Path

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
"""


def read(text: str, environment: str = "stage") -> tuple[Profile | None, list]:
    return read_profile(Source("profile.yaml", text), environment, Path("/base"))


def test_an_environment_adds_to_what_holds_everywhere():
    profile, found = read(TEXT)
    assert not found
    assert profile == Profile(
        Path("/base"),
        {"TOKEN": "exec:op read op://stage", "OTHER": "env:OTHER"},
        "/base/stage.pem",
        "http://proxy.example:3128",
        "profile.yaml",
    )
    profile, _ = read(TEXT, "prod")
    assert profile == Profile(
        Path("/base"), {"TOKEN": "file:token", "OTHER": "env:OTHER"}, "/base/all.pem", None, "profile.yaml"
    )


@pytest.mark.parametrize("text", ["", "# proxy: http://x\n"])
def test_an_empty_profile_says_nothing(text):
    assert read(text) == (Profile(Path("/base"), name="profile.yaml"), [])


def test_every_mistake_is_found_in_one_go():
    profile, found = read(
        "secret: {}\nca_file: 7\nenvironments:\n  stage: { proxi: x, secrets: { T: 'env:' } }\n  prod: [1]\n"
    )
    assert profile is None
    assert {one.message for one in found} == {
        "a profile has no secret",
        "ca_file must be text",
        "a profile has no proxi",
        "line 4 does not say where the secret T is",
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
