"""A state folder: held by one, private where it must be, and swept when its holder is gone."""

import os
import stat
from pathlib import Path

import pytest

from mintportal.local.console import Problem
from mintportal.local.place import Place, private_folder, sweep_abandoned


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_one_holder_at_a_time(tmp_path: Path):
    first, second = Place(tmp_path / "state"), Place(tmp_path / "state")
    assert first.open()
    assert not second.open()
    first.close()
    assert second.open()
    second.close()


def test_a_secret_is_made_once_and_readable_by_its_owner_alone(place: Place):
    secret = place.secret("key")
    assert len(secret) >= 50
    assert place.secret("key") == secret
    assert mode(place.folder / "key") == 0o600


def test_a_private_folder_closes_itself_but_not_its_parents(tmp_path: Path):
    parent = tmp_path / "parent"
    parent.mkdir(mode=0o755)
    (parent / "inner").mkdir(mode=0o777)
    private_folder(parent / "inner", None)
    assert mode(parent / "inner") == 0o700
    assert mode(parent) == 0o755


def test_a_folder_elsewhere_is_remembered(place: Place, tmp_path: Path):
    folder = place.elsewhere("data", None, tmp_path)
    assert mode(folder) == 0o700
    assert place.elsewhere("data", None, tmp_path) == folder


@pytest.mark.parametrize("harm", ["opened", "link", "gone"])
def test_a_folder_that_is_no_longer_ours_is_not_used(place: Place, tmp_path: Path, harm: str):
    folder = place.elsewhere("data", None, tmp_path)
    if harm == "opened":
        folder.chmod(0o777)
    else:
        folder.rmdir()
    if harm == "link":
        folder.symlink_to(tmp_path)
    assert place.elsewhere("data", None, tmp_path) != folder


def test_removing_takes_folders_elsewhere_along_but_follows_no_link(place: Place, tmp_path: Path):
    mine = place.elsewhere("mine", None, tmp_path)
    precious = tmp_path / "precious"
    precious.mkdir()
    link = tmp_path / "link"
    link.symlink_to(precious)
    (place.folder / "other.place").write_text(str(link))
    place.remove()
    assert not mine.exists()
    assert not place.folder.exists()
    assert precious.exists()


def test_only_abandoned_places_are_swept(tmp_path: Path):
    held = Place(tmp_path / "runs" / "held")
    held.open()
    abandoned = Place(tmp_path / "runs" / "abandoned")
    abandoned.open()
    abandoned.close()
    sweep_abandoned(tmp_path / "runs")
    assert held.folder.exists()
    held.close()
    assert not abandoned.folder.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="Root may write everywhere.")
def test_a_folder_of_another_account_is_explained(tmp_path: Path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(Problem, match="gehört einem anderen Konto"):
        Place(tmp_path / "closed" / "state").open()
