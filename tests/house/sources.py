"""The project's own files, as the tests of the house read them. Paths are relative to its root."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("mintportal", "regions", "partners", "offers")


def _below(folder: str, pattern: str) -> list[Path]:
    return sorted(path.relative_to(ROOT) for path in (ROOT / folder).rglob(pattern))


PYTHON = [
    path
    for package in PACKAGES
    for path in _below(package, "*.py")
    if "migrations" not in path.parts
]
TEMPLATES = _below("templates", "*.html")
COMPONENTS = [path for path in TEMPLATES if path.is_relative_to("templates/components")]
TESTS = [path for path in _below("tests", "*.py") if "node_modules" not in path.parts]


@cache
def read(path: Path) -> str:
    """The text of a file."""
    return (ROOT / path).read_text(encoding="utf-8")


def _ignored() -> set[str]:
    """Folders and files that git leaves out, by the lines of .gitignore, and git's own."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return {".git"} | {line.strip("/") for line in lines if line and not line.startswith("#")}


def _committed(folder: Path, ignored: set[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        inside = path.relative_to(ROOT)
        if path.name in ignored or str(inside) in ignored or path.suffix == ".pyc":
            continue
        if path.is_dir():
            yield from _committed(path, ignored)
        else:
            yield inside


def _is_text(path: Path) -> bool:
    return b"\0" not in (ROOT / path).read_bytes()[:8000]


TEXTS = [path for path in _committed(ROOT, _ignored()) if _is_text(path)]
