"""How far two places are from each other, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

from mintportal.geo.projection import EARTH_RADIUS_KM

Point = tuple[float, float]
"""Degrees north, degrees east."""


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance of two points (lat, lon in degrees) in km.

    Haversine formula (R. W. Sinnott, „Virtues of the Haversine“, Sky and Telescope 68, 1984) on a
    sphere of 6371 km; within 0.5 % of the ellipsoid, far below the 1 to 4 km a PLZ is accurate to.
    """
    lat_a, lon_a, lat_b, lon_b = (radians(value) for value in (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))
