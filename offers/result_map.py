"""The map of a search's result: all that was found, clustered, this page's offers by name."""

from mintportal.geo.maps import Cluster, Map, Marker, Window, surroundings
from mintportal.geo.projection import unproject
from offers.filters import OfferFilter
from offers.models import Offer
from offers.search import positions
from offers.search.rows import Rows

GERMANY = Window(51.2, 10.4, 720)
ROOM = 1.25
SMALLEST_KM = 12


def _window(asked: OfferFilter, places: list[tuple[int, float, float]]) -> Window:
    """What the address says, else the circle around the place, else all that was found."""
    said = Window.parse(asked.clean("ausschnitt") or "")
    if said:
        return said
    near, radius = asked.question.near, asked.question.radius
    if near and radius:
        return Window(*near, radius * 2 * ROOM)
    if not places:
        return GERMANY
    xs, ys = [x for _, x, _ in places], [y for _, _, y in places]
    middle = unproject((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    width = max(max(xs) - min(xs), (max(ys) - min(ys)) * ROOM, SMALLEST_KM) * ROOM
    return Window(*middle, min(width, GERMANY.width_km))


def _marker(pk: int, x: float, y: float, shown: dict[int, Offer], search: str) -> Marker:
    lat, lon = unproject(x, y)
    if pk not in shown:
        return Marker(lat, lon, "", href="", kind="other", key=str(pk))
    return Marker(lat, lon, shown[pk].title, shown[pk].get_absolute_url() + search, key=str(pk))


def result_map(asked: OfferFilter, offers: list[Offer], rows: Rows | None = None) -> Map:
    """The drawing, with zoom and pan as links; clusters lead closer."""
    places = positions(asked.question, rows)
    shown = {offer.pk: offer for offer in offers}
    window = _window(asked, places)
    search = asked.address.only_search().text
    markers = [_marker(pk, x, y, shown, search) for pk, x, y in places]
    near, radius = asked.question.near, asked.question.radius

    def closer(to: Window) -> str:
        return f"{asked.address.replaced('ausschnitt', to.text).text}#karte"

    def stack(cluster: Cluster) -> str:
        listed = next((marker.key for marker in cluster.markers if int(marker.key) in shown), None)
        return f"#treffer-{listed}" if listed else "#anzahl"

    return surroundings(
        *(near or (window.lat, window.lon)),
        radius if near and radius else 0,
        markers,
        title=asked.form.fields["ansicht"].label,
        window=window,
        url=closer,
        stack_url=stack,
        height_px=640,
    )
