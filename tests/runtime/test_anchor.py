from pathlib import Path

from runbook.runtime.anchor import Anchor


def test_a_file_that_stays_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    anchor = Anchor(tmp_path / "a")
    (tmp_path / "a").write_text("22")
    assert anchor.lost() is None


def test_a_file_that_is_removed_or_replaced_or_whose_folder_moves_is_lost(tmp_path: Path) -> None:
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "a"
        path.write_text("1")
        anchor = Anchor(path)
        if number == 0:
            path.unlink()
        elif number == 1:
            (folder / "b").write_text("1")
            (folder / "b").replace(path)
        else:
            folder.rename(tmp_path / "moved")
        assert anchor.lost() == path


def test_what_is_not_there_is_not_held_until_it_is(tmp_path: Path) -> None:
    path = tmp_path / "late"
    anchor = Anchor(path)
    assert anchor.lost() is None
    path.write_text("1")
    anchor.hold(path)
    path.unlink()
    assert anchor.lost() == path


def test_a_file_that_was_cut_off_is_lost_and_one_that_grew_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("1")
    anchor = Anchor(path)
    path.write_text("12345")
    assert anchor.lost() is None
    path.write_text("1234")
    assert anchor.lost() == path


def test_what_we_cut_off_ourselves_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("12345")
    anchor = Anchor(path)
    path.write_text("")
    anchor.renew(path)
    assert anchor.lost() is None
    path.unlink()
    anchor.renew(path)
    assert anchor.lost() is None
