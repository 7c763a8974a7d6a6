"""The project's own files, as the tests of the house read them. Paths are relative to its root."""

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
