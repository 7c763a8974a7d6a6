"""``python -m tests.browser.shots``: pictures of the pages for docs/screens/ (``make shots``).

DEMO_URL names the portal to photograph, CHROMIUM the browser.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch_options

SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
OFFER = "/angebote/?q=Roboter&ort=44805&klasse=8"
PAGES = {
    "start": "/",
    "regionen": "/regionen/",
    "region": "/regionen/ist-bochum-nrw/",
    "angebote": OFFER,
    "karte": f"{OFFER}&ansicht=karte",
    "angebot": "",  # The first result of the search; its address is looked up.
}
WIDTHS = (1280, 390)
THEMES = {"": "light", "-dunkel": "dark"}
# Cut so that all pictures together stay small; the dark ones show colours, not content.
LONGEST = {"light": 2100, "dark": 1300}
MOST_BYTES = 6_000_000


def addresses(browser: Browser, portal: str) -> dict[str, str]:
    """Every page's name and address."""
    page = browser.new_page()
    page.goto(portal + OFFER)
    first = page.locator(".results article h3 a").first.get_attribute("href") or "/"
    page.close()
    return {name: portal + (path or first) for name, path in PAGES.items()}


def shoot(browser: Browser, portal: str, folder: Path, only: list[str]) -> None:
    """Take every picture; long pages are cut at LONGEST."""
    for name, address in addresses(browser, portal).items():
        if only and name not in only:
            continue
        for width in WIDTHS:
            for suffix, theme in THEMES.items():
                page = browser.new_page(
                    viewport={"width": width, "height": 900},
                    color_scheme=theme,
                    reduced_motion="reduce",
                    locale="de-DE",
                )
                page.goto(address, wait_until="networkidle")
                page.evaluate("document.fonts.ready")
                height = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({"width": width, "height": min(height, LONGEST[theme])})
                page.screenshot(path=folder / f"{name}-{width}{suffix}.png", scale="css")
                page.close()


def main() -> int:
    """Take the pictures, or only those of the pages named as arguments."""
    portal = os.environ.get("DEMO_URL", "").rstrip("/")
    if not portal:
        sys.stderr.write("DEMO_URL fehlt. Am einfachsten: make shots\n")
        return 2
    SCREENS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        shoot(browser, portal, SCREENS, sys.argv[1:])
        browser.close()
    size = sum(path.stat().st_size for path in SCREENS.glob("*.png"))
    sys.stdout.write(f"Bilder in {SCREENS}: {size / 1e6:.1f} MB\n")
    return 0 if size <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
