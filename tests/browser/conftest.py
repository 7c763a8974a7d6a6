"""The portal's address, a browser, and visitors who complain about everything that goes wrong."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import portal as portals
from tests.browser.chromium import launch_options
from tests.browser.pages import MISSING, SAMPLES, addresses

NewPage = Callable[..., Page]
Visit = Callable[..., Page]
PATIENCE_MS = 10_000

every_page = pytest.mark.parametrize("name", [sample.name for sample in SAMPLES])


@pytest.fixture(scope="session")
def portal(static_files: None, testrun_uid: str) -> Iterator[str]:
    """A running portal with the demo world; no slash at the end."""
    with portals.world(testrun_uid) as database, portals.server(database) as address:
        yield address


@pytest.fixture(scope="session")
def paths(portal: str) -> dict[str, str]:
    """The path of every sample page by its name (tests/browser/pages.py)."""
    return addresses(portal)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's browser."""
    return launch_options()


def watch(context: BrowserContext, portal: str, complaints: list[str]) -> None:
    """Write down errors, violations of the CSP and requests to others."""
    own = urlsplit(portal).netloc

    def console(message: Any) -> None:
        if message.type == "error":
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def request(request: Any) -> None:
        if urlsplit(request.url).netloc not in {own, ""}:
            complaints.append(f"request to {request.url}")

    context.on("console", console)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", request)


@pytest.fixture
def new_page(browser: Browser, portal: str) -> Iterator[NewPage]:
    """Make pages: ``new_page(390, js=False, dark=True, missing=True)``.

    The test fails if one of them complains. ``missing`` forgives answers with 404, which the
    browser reports as an error of its own.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    forgiven: list[str] = []

    def make(
        width: int = 1280,
        *,
        js: bool = True,
        dark: bool = False,
        missing: bool = False,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=portal,
            viewport={"width": width, "height": 900},
            java_script_enabled=js,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="de-DE",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        watch(context, portal, forgiven if missing else complaints)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    complaints += [one for one in forgiven if "404" not in one]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def visit(new_page: NewPage, paths: dict[str, str]) -> Visit:
    """Open a sample page by its name: ``visit("home", 390, js=False)``."""

    def go(name: str, width: int = 1280, **options: Any) -> Page:
        page = new_page(width, missing=name in MISSING, **options)
        page.goto(paths[name], wait_until="networkidle" if options.get("js", True) else "load")
        return page

    return go
