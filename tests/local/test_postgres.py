"""The embedded PostgreSQL: private, and not stopped by what a kill left behind."""

import os
import signal
import stat
from pathlib import Path

import pytest

from mintportal.local.place import Place
from mintportal.local.postgres import Cluster, version
from mintportal.local.processes import Interruption, born
from tests.local.servers import Server, ask


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_the_version_we_say(server: Server):
    ((number,),) = ask(server.admin_url, "SELECT current_setting('server_version')")
    assert version().startswith(number)


def test_text_sorts_and_folds_the_same_on_every_system(server: Server):
    question = """SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding), upper('äöü')
                  FROM pg_database WHERE datname = 'mintportal'"""
    assert ask(server.owner_url, question) == [("b", "C.UTF-8", "UTF8", "ÄÖÜ")]


def test_it_listens_on_a_socket_in_a_private_folder_alone(server: Server):
    assert mode(server.cluster.socket) == 0o700
    assert mode(server.cluster.data) == 0o700
    assert ask(server.admin_url, "SHOW listen_addresses") == [("",)]


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root hands the server to another account.")
def test_root_does_not_run_it(server: Server):
    assert Path(f"/proc/{server.child.process.pid}").stat().st_uid != 0


def start_once(place: Place) -> None:
    cluster = Cluster(place, throwaway=True)
    if cluster.is_new:
        cluster.initialise()
    child = cluster.start(Interruption())
    assert ask(cluster.url("postgres", "postgres"), "SELECT 1") == [(1,)]
    child.stop()


def test_no_folder_above_is_opened(tmp_path: Path):
    """Also as root, whose server account cannot enter a 0700 folder: the folder stays closed."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    before = [(folder, mode(folder)) for folder in (closed, *closed.parents)]
    place = Place(closed / "state")
    place.open()
    start_once(place)
    assert [(folder, mode(folder)) for folder, _ in before] == before
    elsewhere = [Path(note.read_text()) for note in place.folder.glob("*.place")]
    assert all(mode(folder) == 0o700 for folder in elsewhere)
    place.remove()
    assert not any(folder.exists() for folder in elsewhere)


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root hands the server to another account.")
def test_programs_that_its_account_cannot_reach_are_copied(place: Place, monkeypatch):
    """As with a checkout in root's own home."""
    monkeypatch.setattr("mintportal.local.postgres._can", lambda *_: False)
    start_once(place)
    assert Cluster(place).programs.is_relative_to(Cluster(place).home)


def test_a_long_path_gets_a_short_socket(tmp_path: Path):
    place = Place(tmp_path / ("ein-sehr-langer-ordner-" * 4) / "state")
    place.open()
    start_once(place)
    cluster = Cluster(place)
    assert len(os.fsencode(cluster.socket / ".s.PGSQL.5432")) < 100
    assert mode(cluster.socket) == 0o700
    place.remove()
    assert not cluster.socket.exists()


def test_a_killed_server_starts_again(place: Place):
    cluster = Cluster(place)
    cluster.initialise()
    child = cluster.start(Interruption())
    url = cluster.url("postgres", "postgres")
    ask(url, "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    ask(url, "CHECKPOINT")
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    assert (cluster.data / "postmaster.pid").exists()
    again = Cluster(place).start(Interruption())
    assert ask(url, "SELECT count(*) FROM kept") == [(1000,)]
    again.stop()


def test_a_note_whose_number_now_means_someone_else_is_no_obstacle(place: Place):
    cluster = Cluster(place, throwaway=True)
    cluster.initialise()
    note = cluster.data / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{cluster.data}\n1\n5432\n\n\n0 0\nready\n")
    (cluster.socket / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    start_once(place)


def test_a_forgotten_server_of_ours_is_ended_first(place: Place):
    first = Cluster(place, throwaway=True)
    first.initialise()
    forgotten = first.start(Interruption())
    forgotten.record.unlink()
    second = Cluster(place, throwaway=True).start(Interruption())
    assert born(forgotten.process.pid) == ""
    forgotten.process.wait()
    second.stop()


def test_a_half_made_cluster_is_made_anew(place: Place):
    draft = Cluster(place).home / "data.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    start_once(place)


def test_someone_elses_settings_do_not_lead_it_astray(place: Place, monkeypatch):
    for name, value in {"PGPORT": "6543", "PGDATA": "/nowhere", "LC_ALL": "xx_XX"}.items():
        monkeypatch.setenv(name, value)
    cluster = Cluster(place, throwaway=True)
    cluster.initialise()
    child = cluster.start(Interruption())
    assert (cluster.socket / ".s.PGSQL.5432").is_socket()
    child.stop()
