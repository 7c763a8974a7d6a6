"""The HTML itself: html-validate, headings, titles, language. And every route has a sample."""

import json
import os
import re
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mintportal.local import tools
from tests.browser.pages import MISSING, fetch, forgotten_routes

HERE = Path(__file__).parent
VALIDATE = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


@pytest.fixture(scope="session")
def sources(portal: str, paths: dict[str, str]) -> dict[str, str]:
    """The HTML of every sample page by its name."""
    return {name: fetch(portal + path, missing=name in MISSING) for name, path in paths.items()}


class Outline(HTMLParser):
    """Notes the language, the title and the levels of the headings."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.language: str | None = None
        self.title = ""
        self.levels: list[int] = []
        self._in_title = False
        self._in_svg = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_svg += tag == "svg"
        if tag == "html":
            self.language = dict(attrs).get("lang")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self._in_title = tag == "title" and not self._in_svg

    def handle_endtag(self, tag: str) -> None:
        self._in_svg -= tag == "svg"
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def test_every_public_route_has_a_sample() -> None:
    assert not forgotten_routes(), "Name a sample in tests/browser/pages.py (or NO_PAGES)."


def test_html_validate_finds_nothing(sources: dict[str, str], tmp_path: Path) -> None:
    for name, source in sources.items():
        (tmp_path / f"{name}.html").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [
            os.environ.get("NODE") or tools.node(),
            VALIDATE,
            *("--config", HERE / ".htmlvalidate.json", "--formatter", "json"),
            *sorted(tmp_path.glob("*.html")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    found = [
        f"{Path(result['filePath']).stem}:{message['line']}: {message['ruleId']}: "
        f"{message['message']}"
        for result in json.loads(done.stdout)
        for message in result["messages"]
    ]
    assert not found, "\n".join(found[:60])


def test_one_h1_and_no_skipped_level(sources: dict[str, str]) -> None:
    wrong = {}
    for name, source in sources.items():
        levels = Outline(source).levels
        steps = zip([0, *levels], levels, strict=False)
        if levels.count(1) != 1 or any(after > before + 1 for before, after in steps):
            wrong[name] = levels
    assert not wrong


def test_titles_are_unique_and_the_language_is_named(sources: dict[str, str]) -> None:
    outlines = {name: Outline(source) for name, source in sources.items()}
    assert {one.language for one in outlines.values()} == {"de"}
    # The list and the map of one search are two looks at the same result.
    titles = Counter(one.title.strip() for name, one in outlines.items() if name[:3] != "map")
    assert [title for title, times in titles.items() if times > 1 or not title] == []
