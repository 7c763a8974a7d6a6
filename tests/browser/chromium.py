"""How the system's browser is started."""

import os
from typing import Any

# Nothing that would make the browser talk to anybody but us.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


def launch_options() -> dict[str, Any]:
    """For ``chromium.launch``: the browser named in CHROMIUM; root must do without its sandbox."""
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return {
        "executable_path": os.environ.get("CHROMIUM") or None,
        "args": [*QUIET, "--no-first-run", "--force-color-profile=srgb", "--lang=de-DE", *root],
    }
