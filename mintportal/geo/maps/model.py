"""What a drawn map consists of: plain data in SVG user units, for `components/map.html`.

Nothing here knows HTML or colours: `tone` and `kind` are words; the stylesheet makes looks of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from mintportal.geo.sources import MAP_ATTRIBUTION

Links = Mapping[str, str]
Titles = Mapping[str, str]
Values = Mapping[str, float]

_ICONS = {
    "in": "M12 5v14M5 12h14",
    "out": "M5 12h14",
    "north": "M12 19V5M6 11l6-6 6 6",
    "south": "M12 5v14M6 13l6 6 6-6",
    "west": "M19 12H5M11 6l-6 6 6 6",
    "east": "M5 12h14M13 6l6 6-6 6",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """An area; `d` is an SVG path, `tone` a look. `quiet`: its pin is the link people tab to."""

    key: str
    d: str
    title: str
    href: str = ""
    tone: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A round sign with a text in it; `hit` is the radius in which it can be clicked."""

    x: float
    y: float
    r: float
    hit: float
    title: str | Promise
    href: str = ""
    text: str = ""
    kind: str = ""
    key: str = ""

    @property
    def looks(self) -> str:
        """The classes of the stylesheet for its kind, which may be several words."""
        return " ".join(f"map-pin--{word}" for word in self.kind.split())


@dataclass(frozen=True, slots=True)
class Label:
    """A name, centred `dx`, `dy` off its spot (x, y); `kind` is „town“ (with a dot) or „area“."""

    x: float
    y: float
    text: str
    kind: str
    dx: float = 0
    dy: float = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """The radius of a search around its middle."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of `width` units that stands for `text` („10 km“)."""

    x: float
    y: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Control:
    """A link beside the map that shows another window of it; `kind`: in, out, north, west …"""

    kind: str
    label: str | Promise
    href: str

    @property
    def icon(self) -> str:
        """The path of its icon on a field of 24 by 24."""
        return _ICONS[self.kind]


@dataclass(frozen=True, slots=True)
class LegendStep:
    """A colour class of a choropleth and the values it stands for."""

    tone: str
    text: str | Promise


@dataclass(frozen=True, slots=True)
class Map:
    """A finished map. `kind` names the function that drew it; `id` must be unique on the page."""

    id: str
    kind: str
    title: str
    width: int
    height: int
    shapes: tuple[Shape, ...] = ()
    pins: tuple[Pin, ...] = ()
    labels: tuple[Label, ...] = ()
    circle: Circle | None = None
    scale: ScaleBar | None = None
    controls: tuple[Control, ...] = ()
    legend: tuple[LegendStep, ...] = ()
    legend_title: str = ""
    dots: str = ""
    dot_step: float = 0
    attribution: str = MAP_ATTRIBUTION

    @property
    def view_box(self) -> str:
        """The SVG attribute of that name."""
        return f"0 0 {self.width} {self.height}"

    @property
    def tab_stops(self) -> int:
        """How many links the map adds to the way through the page."""
        areas = sum(1 for shape in self.shapes if shape.href and not shape.quiet)
        return areas + sum(1 for pin in self.pins if pin.href)

    @property
    def role(self) -> str:
        """The ARIA role: a group of links, or just a picture."""
        return "group" if self.tab_stops else "img"

    @property
    def long(self) -> bool:
        """Whether people on a keyboard deserve a link past the map."""
        return self.tab_stops > 5


def value_text(value: float) -> str:
    """Return a number as Germans write it: 1.234 or 3,5."""
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", ".")
    return f"{value:,.1f}".translate(str.maketrans(",.", ".,"))
