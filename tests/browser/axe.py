"""axe-core inside of a page."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What can differ between the themes.
COLOURS = ("color-contrast", "link-in-text-block")
RUN = """async (names) => {
  const type = names[0].startsWith("wcag") ? "tag" : "rule";
  const options = { runOnly: { type, values: names }, resultTypes: ["violations"] };
  const result = await axe.run(document, options);
  return result.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} at ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def violations(page: Page, names: tuple[str, ...] = TAGS) -> list[str]:
    """What axe objects to in the page as it stands, a line for each element.

    ``names`` are tags of rules, or rules.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    return list(page.evaluate(RUN, names))
