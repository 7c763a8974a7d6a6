"""The health checks of docker-compose.yml: `python -m mintportal.local.health web|beat`."""

import os
import sys
import time
from pathlib import Path

from mintportal.local.portal import is_well

# Beat writes its schedule down every three minutes.
LONGEST_SILENCE = 600


def web() -> bool:
    """Does the app server answer, asked by the name visitors use?"""
    first = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    return is_well(int(os.environ.get("PORT", "8000")), first.lstrip("."))


def beat(folder: Path = Path("/tmp/beat")) -> bool:  # noqa: S108 - the container's own /tmp
    """Has beat written its schedule lately?"""
    times = [path.stat().st_mtime for path in folder.glob("schedule*")]
    return bool(times) and time.time() - max(times) < LONGEST_SILENCE


CHECKS = {"web": web, "beat": beat}

if __name__ == "__main__":
    sys.exit(0 if CHECKS[sys.argv[1]]() else 1)
