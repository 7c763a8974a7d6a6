"""Children are stopped, found again after a kill, and never confused with somebody else's."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mintportal.local.console import Problem
from mintportal.local.place import Place
from mintportal.local.processes import (
    Child,
    Interruption,
    Stopped,
    born,
    command_line,
    foreground,
    stop_together,
    sweep,
)

STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True);"


def child(place: Place, code: str, name: str = "Kind") -> Child:
    return Child(
        name=name,
        command=[sys.executable, "-u", "-c", code],
        log=place.logs / f"{name}.log",
        record=place.records / f"{name}.pid",
    )


def wait_for(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.02)


def test_a_child_stops_and_leaves_no_record(place: Place):
    sleeper = child(place, "import time; time.sleep(60)")
    sleeper.start()
    assert sleeper.code() is None
    assert sleeper.record.exists()
    sleeper.stop()
    assert sleeper.code() == -signal.SIGTERM
    assert not sleeper.record.exists()


def test_a_stubborn_child_is_killed_with_its_children(place: Place):
    code = (
        STUBBORN + "import subprocess, sys;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    stubborn = child(place, code)
    stubborn.start()
    wait_for(lambda: stubborn.log.read_text().count("\n") == 2)
    grandchild = int(stubborn.log.read_text().split()[1])
    stubborn.stop(patience=0.3)
    assert stubborn.code() == -signal.SIGKILL
    wait_for(lambda: born(grandchild) == "")


def test_several_stop_together(place: Place):
    slow = "import signal, sys, time;"
    slow += "signal.signal(15, lambda *_: (time.sleep(0.5), sys.exit()));"
    slow += "print('up', flush=True); time.sleep(60)"
    children = [child(place, slow, name=f"Kind{number}") for number in range(4)]
    for each in children:
        each.start()
    wait_for(lambda: all("up" in each.log.read_text() for each in children))
    started = time.monotonic()
    stop_together(children)
    assert time.monotonic() - started < 1.5
    assert [each.code() for each in children] == [0, 0, 0, 0]


def test_a_crash_names_the_child_and_shows_its_last_lines(place: Place):
    crashing = child(place, "print('Kein Platz mehr'); raise SystemExit(3)")
    with pytest.raises(Problem, match=r"Kind ist unerwartet .*Ergebnis 3[\s\S]*Kein Platz mehr"):
        crashing.run(Interruption())


def test_waiting_ends_with_a_crash_and_with_patience(place: Place):
    crashing = child(place, "raise SystemExit(1)")
    crashing.start()
    with pytest.raises(Problem, match="unerwartet"):
        crashing.wait_until(lambda: False, Interruption())
    sleeper = child(place, "import time; time.sleep(60)")
    sleeper.start()
    with pytest.raises(Problem, match="noch nicht bereit"):
        sleeper.wait_until(lambda: False, Interruption(), limit=0.2)
    sleeper.stop()


def test_lines_are_handed_on_whole_and_harmless(place: Place):
    lines: list[str] = []
    code = "print('eins\\x1b[31m'); print('zwei', end=''); import time; time.sleep(.2); print()"
    child(place, code).run(Interruption(), lines.append)
    assert lines == ["eins[31m", "zwei"]


def test_an_interruption_is_noticed_at_the_next_pause_and_ends_the_running_step(place: Place):
    sleeper = child(place, "import time; time.sleep(60)")
    with Interruption() as interruption:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGHUP)
        with pytest.raises(Stopped):
            sleeper.run(interruption)
    assert sleeper.code() == -signal.SIGTERM


def test_the_old_signal_handlers_come_back():
    before = signal.getsignal(signal.SIGTERM)
    with Interruption():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


def test_what_a_killed_launcher_left_is_swept(place: Place):
    left = child(place, "import time; time.sleep(60)")
    left.start()
    sweep(place.records)
    assert left.code() is not None or born(left.process.pid) == ""
    left.process.wait()
    assert not left.record.exists()


def test_a_reused_number_is_left_alone(place: Place):
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        (place.records / "old.pid").write_text(f"{other.pid} 15 12345")
        sweep(place.records)
        assert other.poll() is None
        other.kill()


@pytest.mark.parametrize("text", ["", "x", "999999999 15 7", "7"])
def test_a_broken_record_is_thrown_away(place: Place, text: str):
    record = place.records / "broken.pid"
    record.write_text(text)
    sweep(place.records)
    assert not record.exists()


def test_a_process_is_known_by_its_birth_and_its_command():
    assert born(os.getpid())
    assert "pytest" in command_line(os.getpid()) or "python" in command_line(os.getpid())
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        wait_for(lambda: born(ended.pid) == "")
        assert command_line(ended.pid) == ""


def test_a_child_hears_no_ctrl_c_of_the_terminal(place: Place):
    sleeper = child(place, "import time; time.sleep(60)")
    sleeper.start()
    assert os.getsid(sleeper.process.pid) == sleeper.process.pid != os.getsid(0)
    sleeper.stop()


def test_a_kill_is_handed_on_to_the_program_in_the_foreground():
    code = "import os, signal, time; os.kill(os.getppid(), signal.SIGTERM); time.sleep(60)"
    with Interruption() as interruption:
        started = time.monotonic()
        assert foreground([sys.executable, "-c", code], interruption) == -signal.SIGTERM
        assert time.monotonic() - started < 30


def test_ctrl_c_is_left_to_the_program_in_the_foreground():
    code = "import os, signal, time; os.kill(os.getppid(), signal.SIGINT); time.sleep(0.5)"
    with Interruption() as interruption:
        assert foreground([sys.executable, "-c", code], interruption) == 0
        assert interruption.asked


def test_logs_lie_in_the_place(place: Place):
    assert place.logs == Path(place.folder) / "log"
