import pytest

from runbook.runtime.confinement import OutsideError, confined, root_above


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    (root / "playbooks" / "kc").mkdir(parents=True)
    (root / "contracts").mkdir()
    (root / "contracts" / "x.yaml").write_text("x")
    (tmp_path / "outside.yaml").write_text("secret")
    return root


def test_files_below_the_root_can_be_reached_also_upwards(project):
    base = project / "playbooks" / "kc"
    assert confined("../../contracts/x.yaml", base, project) == project / "contracts" / "x.yaml"
    assert confined("new.yaml", base, project) == base / "new.yaml"


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("../../../outside.yaml", "leads out of the project"),
        ("../../../project-2/x.yaml", "leads out of the project"),
        ("/etc/passwd", "is an absolute path"),
        ("~/x.yaml", "is an absolute path"),
        ("\\\\server\\share", "is an absolute path"),
        ("https://example.com/x.yaml", "is a URL"),
        ("file:///etc/passwd", "is a URL"),
        ("C:/x.yaml", "leads out|URL|path"),
        ("", "is no path"),
        ("a\0b", "is no path"),
        ("loop", "leads to itself"),
        ("link.yaml", "leads out of the project"),
        ("linked/outside.yaml", "leads out of the project"),
    ],
)
def test_everything_else_is_refused(project, reference, reason):
    base = project / "playbooks" / "kc"
    (base / "loop").symlink_to("loop")
    (base / "link.yaml").symlink_to(project.parent / "outside.yaml")
    (base / "linked").symlink_to(project.parent)
    if reference == "C:/x.yaml":
        assert confined(reference, base, project).is_relative_to(project)
        return
    with pytest.raises(OutsideError, match=reason) as caught:
        confined(reference, base, project)
    assert caught.value.help


def test_the_root_is_the_top_of_the_checkout(project):
    assert root_above(project / "contracts") == project / "contracts"
    root_above.cache_clear()
    (project / ".git").mkdir()
    assert root_above(project / "playbooks" / "kc") == project
    root_above.cache_clear()


def test_without_a_checkout_the_root_is_the_working_directory_around_the_playbook(project, monkeypatch):
    monkeypatch.chdir(project)
    root_above.cache_clear()
    assert root_above(project / "playbooks" / "kc") == project
    root_above.cache_clear()
    monkeypatch.chdir(project / "contracts")
    assert root_above(project / "playbooks" / "kc") == project / "playbooks" / "kc"
    root_above.cache_clear()
