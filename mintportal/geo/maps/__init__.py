"""Maps as data: a function per kind of map returns a `Map`, `components/map.html` draws it.

No tiles, no scripts: borders, towns and numbers as inline SVG on an equal-area plane, so that a
shade's weight is the area's weight. Zooming and panning are links to another `Window`.
"""

from mintportal.geo.maps.around import controls, surroundings, window_around
from mintportal.geo.maps.clusters import Cluster, Marker, cluster
from mintportal.geo.maps.germany import dot_map, germany, kreise_germany
from mintportal.geo.maps.model import (
    Circle,
    Control,
    Label,
    LegendStep,
    Map,
    Pin,
    ScaleBar,
    Shape,
)
from mintportal.geo.maps.regional import kreise_map, land_map
from mintportal.geo.maps.window import Window

__all__ = [
    "Circle", "Cluster", "Control", "Label", "LegendStep", "Map", "Marker", "Pin", "ScaleBar",
    "Shape", "Window", "cluster", "controls", "dot_map", "germany", "kreise_germany", "kreise_map",
    "land_map", "surroundings", "window_around",
]  # fmt: skip
