"""Runs other programs to their end, with their output in hand."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

# The numbers of a user and of a group.
Account = tuple[int, int]


def capture(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
    account: Account | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and return what it printed, errors among the rest."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        cwd=folder,
        env=os.environ | dict(variables or {}),
        user=account[0] if account else None,
        group=account[1] if account else None,
        extra_groups=[] if account else None,
    )


def indented(text: str, count: int = 15) -> str:
    """The last lines of a text, set off from our own."""
    return "\n".join(f"    {line}" for line in text.splitlines()[-count:])


def about(pid: int, field: str) -> str:
    """What `ps` says about a process, where there is no /proc; empty when it says nothing."""
    try:
        return capture(["ps", "-o", f"{field}=", "-p", str(pid)]).stdout.strip()
    except FileNotFoundError:
        return ""
