"""What a first visit costs, compressed: the budgets of docs and UX. Nobody else is asked."""

import gzip
import re
from collections import defaultdict

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import NewPage, every_page
from tests.browser.pages import MISSING

KB = 1024
BUDGETS = {"stylesheet": 16 * KB, "script": 22 * KB, "font": 50 * KB}
HTML, HTML_OF_SEARCH, MAP, FIRST_VIEW = 15 * KB, 20 * KB, 60 * KB, 110 * KB
# Pages with a form that is sent: their token needs a cookie.
FORMS = {"contact", "report-barrier", "report-content"}
DRAWING = re.compile(rb'<svg class="map-svg".*?</svg>', re.DOTALL)


def weight(answer: Response) -> int:
    """Bytes on the wire; what our server leaves to the proxy to compress counts as gzip."""
    if "content-encoding" in answer.headers:
        return int(answer.request.sizes()["responseBodySize"])
    return len(answer.body()) if answer.url.endswith(".woff2") else packed(answer.body())


def packed(content: bytes) -> int:
    """The size after gzip."""
    return len(gzip.compress(content, 9))


@every_page
def test_budgets(new_page: NewPage, paths: dict[str, str], name: str) -> None:
    page = new_page(missing=name in MISSING)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(paths[name], wait_until="networkidle")
    weights: dict[str, int] = defaultdict(int)
    for answer in answers:
        weights[answer.request.resource_type] += weight(answer)
    html = answers[0].body()
    drawings = DRAWING.findall(html)
    assert packed(DRAWING.sub(b"", html)) <= (
        HTML_OF_SEARCH if "/angebote/" in paths[name] else HTML
    )
    assert all(packed(drawing) <= MAP for drawing in drawings)
    for kind, budget in BUDGETS.items():
        assert weights[kind] <= budget, f"{kind}: {weights[kind]} bytes"
    assert sum(weights.values()) - sum(map(packed, drawings)) <= FIRST_VIEW, dict(weights)
    # One file of type is announced, and it is the one that is used.
    preloaded = page.locator("link[rel=preload]").all()
    fonts = [answer.url for answer in answers if answer.request.resource_type == "font"]
    assert len(preloaded) == 1
    assert fonts == [page.evaluate("document.querySelector('link[rel=preload]').href")]
    kept = {one["name"] for one in page.context.cookies()}
    assert kept == ({"csrftoken"} if name in FORMS else set())


@pytest.mark.parametrize("name", ["css/pages.css", "js/portal.js"])
def test_static_files_may_stay_for_good(new_page: NewPage, name: str) -> None:
    """A file's name carries its content's fingerprint, so browsers need not ask again."""
    page = new_page()
    found = {}
    page.on("response", lambda answer: found.update({answer.url: answer.headers}))
    page.goto("/")
    stem, ending = name.rsplit(".", 1)
    headers = next(
        headers
        for url, headers in found.items()
        if re.search(rf"/static/{stem}\.[0-9a-f]{{12}}\.{ending}$", url)
    )
    assert "immutable" in headers["cache-control"]
