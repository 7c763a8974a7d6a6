"""Maps of a part of the country: one Land with its Kreise, a network's Kreise among others."""

from collections.abc import Collection, Iterable

from django.utils.functional import Promise

from mintportal.geo.areas import KREISE, LAENDER, borders, boxes, land_borders
from mintportal.geo.maps.clusters import PLACES, Grouping, Marker, clusters_in, pins_of
from mintportal.geo.maps.colours import classes
from mintportal.geo.maps.labels import Rooms, kreis_names, towns
from mintportal.geo.maps.model import Links, Map, ScaleBar, Shape, Titles, Values, value_text
from mintportal.geo.maps.paths import CUT_MARGIN, path, touches
from mintportal.geo.maps.window import View, Window, bar_km, fitted, framed
from mintportal.geo.projection import unproject

WIDTH, HEIGHT, TALLEST = 600, 440, 760
LAND_MARGIN, NETWORK_MARGIN, LEAST_KM = 14, 46, 55.0
LEAST_SCALE = 1.2
"""Units per km; in smaller maps the borders of Kreise would be a tangle."""


def land_map(
    iso: str, values: Values, links: Links, *, title: str, titles: Titles | None = None,
    legend_title: str = "", id: str = "karte",
) -> Map:  # fmt: skip
    """Return one Land (ISO code) with its Kreise shaded by value (AGS → number).

    Neighbouring Länder lie faint around it. Raises KeyError for an unknown Land.
    """
    own = [ags for ags, kreis in KREISE.items() if kreis.land == LAENDER[iso].iso]
    shown = [boxes("mid")[ags] for ags in own]
    view = framed(shown, WIDTH, LAND_MARGIN)
    if view.height > TALLEST:
        view = fitted(shown, WIDTH, TALLEST, margin=LAND_MARGIN, least_km=LEAST_KM)
    detail = "high" if view.detail == "high" else "mid"
    tones, legend = classes({ags: value for ags, value in values.items() if ags in set(own)})
    titles = titles or {}
    around = (
        Shape(other, path(shape, view, cut=True), LAENDER[other].name, tone="off")
        for other, shape in land_borders(detail).items()
        if other != iso
    )
    kreise = [
        Shape(ags, path(borders(detail)[ags], view), titles.get(ags) or _title(ags, values),
              links.get(ags, ""), tones.get(ags, "none"))
        for ags in own
    ]  # fmt: skip
    return Map(
        id, "land", title, view.width, view.height,
        (*(shape for shape in around if shape.d), *kreise),
        labels=tuple(towns(Rooms(view), 7)), legend=legend, legend_title=legend_title,
    )  # fmt: skip


def kreise_map(
    ags_list: Collection[str], *, title: str, links: Links | None = None,
    titles: Titles | None = None, markers: Iterable[Marker] = (),
    noun: str | Promise = PLACES, id: str = "karte",
) -> Map:  # fmt: skip
    """Return the Kreise a network covers, highlighted in their surroundings.

    Unknown keys are passed over; without any known one the whole country is in view.
    """
    known = [ags for ags in ags_list if ags in KREISE]
    shown = [boxes("mid")[ags] for ags in known or KREISE]
    view = fitted(shown, WIDTH, HEIGHT, margin=NETWORK_MARGIN, least_km=LEAST_KM)
    pins = pins_of(clusters_in(markers, view), window_of(view), Grouping(noun))
    rooms = Rooms(view)
    bar = scale_bar(view, rooms)
    rooms.take_all(pins)
    names = kreis_names(rooms, known if len(known) > 1 else ())
    named = {KREISE[ags].name for ags in known} if names else set()
    return Map(
        id, "network", title, WIDTH, HEIGHT,
        kreise_in_view(view, known, links or {}, titles or {}), pins,
        (*names, *towns(rooms, 6, named)), scale=bar,
    )  # fmt: skip


def kreise_in_view(
    view: View, on: Collection[str], links: Links, titles: Titles, rest: str = "off"
) -> tuple[Shape, ...]:
    """Return the Kreise that touch a view, cut to it; those in `on` come last and stand out.

    Where nearly the whole country is in view and none stands out, Länder take their place.
    """
    if view.scale < LEAST_SCALE and not on:
        laender = land_borders("low").items()
        return tuple(Shape(iso, path(shape, view, cut=True), LAENDER[iso].name, tone=rest)
                     for iso, shape in laender)  # fmt: skip
    box = view.box(CUT_MARGIN)
    seen = [ags for ags, own in boxes(view.detail).items() if touches(own, box)]
    shapes = (
        Shape(ags, path(borders(view.detail)[ags], view, cut=True),
              titles.get(ags) or KREISE[ags].label, links.get(ags, ""), "on" if ags in on else rest)
        for ags in sorted(seen, key=lambda ags: (ags in on, ags))
    )  # fmt: skip
    return tuple(shape for shape in shapes if shape.d)


def scale_bar(view: View, rooms: Rooms) -> ScaleBar:
    """Return the bar for the lower left corner and keep names away from it."""
    km = bar_km(view)
    width, y = round(km * view.scale, 1), view.height - 16
    rooms.take(16 + width / 2, y - 8, width / 2 + 12, 20)
    return ScaleBar(16, y, width, f"{value_text(km)} km")


def window_of(view: View) -> Window:
    """Return the window that a view shows."""
    west, south, east, north = view.box()
    return Window(*unproject((west + east) / 2, (south + north) / 2), east - west)


def _title(ags: str, values: Values) -> str:
    label = KREISE[ags].label
    return f"{label}: {value_text(values[ags])}" if ags in values else label
