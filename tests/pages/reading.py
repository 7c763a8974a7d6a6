"""Reading an answer the way a visitor does: elements, words, ids, links."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {"a", "b", "em", "i", "q", "span", "strong", "svg", "time", "use"}
SILENT = {"script", "style", "title"}


@dataclass
class Element:
    """A tag with its attributes and what is in it: elements and pieces of text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str, default: str = "") -> str:
        """An attribute, or the default."""
        return self.attributes.get(name, default)

    def walk(self) -> Iterator["Element"]:
        """The element and everything in it, in the order of the page."""
        yield self
        for one in self.content:
            if isinstance(one, Element):
                yield from one.walk()

    def all(self, tag: str = "", **wanted: str) -> list["Element"]:
        """Elements of a tag whose attributes are as wanted (``class_``: has the class)."""
        return [one for one in self.walk() if (not tag or one.tag == tag) and one.matches(wanted)]

    def matches(self, wanted: dict[str, str]) -> bool:
        """Whether every wanted attribute is there; an underscore stands for a hyphen."""
        for name, value in wanted.items():
            has = self.get(name.rstrip("_").replace("_", "-"), "")
            if (value not in has.split()) if name == "class_" else has != value:
                return False
        return True

    def one(self, tag: str = "", **wanted: str) -> "Element":
        """The only such element; anything else is a failure."""
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} × <{tag}> {wanted}"
        return found[0]

    @property
    def text(self) -> str:
        """All words in it, with single spaces, without scripts."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        """The words as they stand; a block parts them."""
        if self.tag in SILENT:
            return ""
        words = "".join(one if isinstance(one, str) else one._words() for one in self.content)
        return words if self.tag in INLINE else f" {words} "


class Parser(HTMLParser):
    """Builds the tree; a closing tag that was never opened is a failure."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        assert not [name for name, count in names.items() if count > 1], f"<{tag}> twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read(html: str) -> Element:
    """The tree of a page or of a part of one; everything opened is closed."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    assert [one.tag for one in parser.open] == ["document"]
    return parser.open[0]


@dataclass
class Page:
    """An answer, read."""

    response: Any
    tree: Element

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def main(self) -> Element:
        """What is between header and footer."""
        return self.tree.one("main")

    @property
    def text(self) -> str:
        return self.main.text

    @property
    def title(self) -> str:
        words = "".join(str(one) for one in self.tree.one("head").one("title").content)
        return " ".join(words.split())

    def by_id(self, name: str) -> Element:
        return self.tree.one(id=name)

    def has_id(self, name: str) -> bool:
        return bool(self.tree.all(id=name))

    @property
    def ids(self) -> list[str]:
        return [one["id"] for one in self.tree.walk() if "id" in one.attributes]

    @property
    def links(self) -> list[str]:
        """Where the links of the main part lead."""
        return [one["href"] for one in self.main.all("a") if "href" in one.attributes]

    @property
    def headings(self) -> list[str]:
        tags = {"h1", "h2", "h3"}
        return [one.text for one in self.main.walk() if one.tag in tags]

    @property
    def notes(self) -> list[str]:
        """The warnings above the results."""
        return [one.text for one in self.main.all("div", class_="is-warn")]

    def meta(self, name: str) -> str:
        """The content of a <meta> by its property or name."""
        found = [
            one["content"]
            for one in self.tree.all("meta")
            if name in (one.get("property"), one.get("name"))
        ]
        assert len(found) == 1, f"{len(found)} × meta {name}"
        return found[0]

    @property
    def canonical(self) -> str:
        return self.tree.one("link", rel="canonical")["href"]


def get(address: str, *, client: Client | None = None, status: int = 200, **headers: str) -> Page:
    """The page at an address, read; its status must be as said."""
    response = (client or Client()).get(address, headers=headers)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return Page(response, read(response.content.decode()))
