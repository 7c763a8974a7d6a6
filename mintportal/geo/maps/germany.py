"""Maps of the whole country: Länder with numbers, the dot map, the 400 Kreise in shades."""

from collections.abc import Collection
from functools import cache
from math import sqrt

from mintportal.geo.areas import KREISE, LAENDER, borders, bounds, land_borders
from mintportal.geo.files import read_json
from mintportal.geo.maps.colours import classes
from mintportal.geo.maps.model import Links, Map, Pin, Shape, Titles, Values, value_text
from mintportal.geo.maps.paths import path
from mintportal.geo.maps.window import View, framed
from mintportal.geo.sources import DOTS_ATTRIBUTION

WIDTH, MARGIN = 420, 8
SHIFTED = {"BB": (8, 8), "BE": (0, -2), "HB": (-3, 2), "SL": (-4, 4), "NI": (14, 10)}
"""Units by which a Land's number stands off its widest spot, so that neighbours keep clear."""


def germany(
    values: Values, links: Links, *, title: str, titles: Titles | None = None,
    hot: Collection[str] = (), id: str = "karte",
) -> Map:  # fmt: skip
    """Return the Länder as shapes, each with its value in a bubble; keys are ISO codes.

    A Land without a value has no bubble; its shape is a link all the same, if it has one.
    """
    view, paths = _laender()
    titles = titles or {}
    names = {iso: titles.get(iso) or _title(LAENDER[iso].name, values.get(iso)) for iso in LAENDER}
    shapes = tuple(
        Shape(iso, d, names[iso], links.get(iso, ""), "hot" if iso in hot else "land",
              quiet=iso in values)
        for iso, d in paths.items()
    )  # fmt: skip
    spots = {iso: view.place(land.lat, land.lon) for iso, land in LAENDER.items()}
    pins = (
        _bubble(iso, (x + dx, y + dy), values[iso], names[iso], links, hot)
        for iso, (x, y) in _north_first(spots)
        if iso in values
        for dx, dy in [SHIFTED.get(iso, (0, 0))]
    )
    return Map(id, "germany", title, view.width, view.height, shapes, tuple(pins))


def dot_map(
    values: Values, links: Links, *, title: str, titles: Titles | None = None,
    hot: Collection[str] = (), id: str = "karte",
) -> Map:  # fmt: skip
    """Return Germany as a field of dots with a bubble for each Land that has a value."""
    data, titles = _dots(), titles or {}
    pins = tuple(
        _bubble(iso, (x, y), values[iso], titles.get(iso) or _title(LAENDER[iso].name, values[iso]),
                links, hot)
        for iso, (x, y) in _north_first(data["spots"])
        if iso in values
    )  # fmt: skip
    return Map(
        id, "dots", title, data["width"], data["height"], pins=pins, dots=data["dots"],
        dot_step=data["step"], attribution=DOTS_ATTRIBUTION,
    )  # fmt: skip


def kreise_germany(
    values: Values, links: Links, *, title: str, titles: Titles | None = None,
    legend_title: str = "", id: str = "karte",
) -> Map:  # fmt: skip
    """Return the 400 Kreise shaded by value (AGS → number); without a value they stay plain.

    Borders of the Länder lie over them. The legend says what the shades mean; the same numbers
    belong in a table beside the map.
    """
    view, paths = _kreise()
    tones, legend = classes(values)
    titles = titles or {}
    shapes = [
        Shape(ags, d, titles.get(ags) or _title(KREISE[ags].label, values.get(ags)),
              links.get(ags, ""), tones.get(ags, "none"))
        for ags, d in paths.items()
    ]  # fmt: skip
    shapes += [Shape(iso, d, "", tone="outline") for iso, d in _outlines().items()]
    return Map(
        id,
        "kreise",
        title,
        view.width,
        view.height,
        tuple(shapes),
        legend=legend,
        legend_title=legend_title,
    )


def _bubble(
    iso: str, spot: tuple[float, float], value: float, title: str, links: Links,
    hot: Collection[str],
) -> Pin:  # fmt: skip
    text = value_text(value)
    r = max(min(13 + 1.9 * sqrt(max(value, 0)), 26), 6 + 4.6 * len(text))
    return Pin(
        round(spot[0], 1), round(spot[1], 1), round(r, 1), round(r + 4, 1), title,
        links.get(iso, ""), text, "hot" if iso in hot else "", iso,
    )  # fmt: skip


def _title(name: str, value: float | None) -> str:
    return name if value is None else f"{name}: {value_text(value)}"


def _north_first(spots: dict) -> list:
    return sorted(spots.items(), key=lambda item: (item[1][1], item[1][0]))


@cache
def _laender() -> tuple[View, dict[str, str]]:
    shapes = land_borders("low")
    view = framed(map(bounds, shapes.values()), WIDTH, MARGIN)
    paths = {iso: path(shape, view) for iso, shape in shapes.items()}
    return view, dict(sorted(paths.items(), key=lambda item: -len(item[1])))


@cache
def _kreise() -> tuple[View, dict[str, str]]:
    view, _ = _laender()
    return view, {ags: path(shape, view) for ags, shape in borders("low").items()}


@cache
def _outlines() -> dict[str, str]:
    return _laender()[1]


@cache
def _dots() -> dict:
    return read_json("dots/germany.json")
