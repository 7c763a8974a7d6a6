"""The plane: there and back, distances, areas."""

from math import radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintportal.geo.distance import distance_km
from mintportal.geo.projection import CENTRE, EARTH_RADIUS_KM, project, unproject

LATS, LONS = st.floats(47, 55.2), st.floats(5.5, 15.5)
BERLIN, HAMBURG, MUNICH = (52.5200, 13.4050), (53.5511, 9.9937), (48.1351, 11.5820)


@given(LATS, LONS)
def test_there_and_back(lat, lon):
    assert unproject(*project(lat, lon)) == pytest.approx((lat, lon), abs=1e-9)


@given(st.floats(-89, 89), st.floats(-100, 120))
def test_there_and_back_far_away(lat, lon):
    assert unproject(*project(lat, lon)) == pytest.approx((lat, lon), abs=1e-5)


def test_centre_and_axes():
    assert project(*CENTRE) == (0, 0)
    assert unproject(0, 0) == CENTRE
    assert project(52.2, 10.4)[1] == pytest.approx(111.19, abs=0.01)
    assert project(51.2, 11.4)[0] > 69


def test_the_antipode_has_no_place():
    with pytest.raises(ValueError, match="antipode"):
        project(-51.2, -169.6)


def test_points_beyond_the_earth_come_back():
    lat, lon = unproject(1e6, 1e6)
    assert -90 <= lat <= 90
    assert lon == lon


def test_known_distances():
    assert distance_km(BERLIN, HAMBURG) == pytest.approx(255, abs=1)
    assert distance_km(BERLIN, MUNICH) == pytest.approx(504, abs=1)
    assert distance_km(BERLIN, BERLIN) == 0
    assert distance_km((0, 0), (0, 180)) == pytest.approx(EARTH_RADIUS_KM * 3.14159265)


@given(LATS, LONS, st.floats(-1.5, 1.5), st.floats(-2, 2))
def test_planar_distances_are_near_the_true_ones(lat, lon, dlat, dlon):
    other = (min(55.2, max(47, lat + dlat)), min(15.5, max(5.5, lon + dlon)))
    true = distance_km((lat, lon), other)
    (x1, y1), (x2, y2) = project(lat, lon), project(*other)
    assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 == pytest.approx(true, rel=0.0012, abs=1e-6)


@pytest.mark.parametrize("lat", [47.5, 51, 54.5])
def test_areas_are_equal(lat):
    """A cell of 0.01° has the same area on the plane as on the sphere."""
    corners = [(lat, 12), (lat, 12.01), (lat + 0.01, 12.01), (lat + 0.01, 12)]
    points = [project(*corner) for corner in corners]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    planar = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
    height = sin(radians(lat + 0.01)) - sin(radians(lat))
    assert planar == pytest.approx(EARTH_RADIUS_KM**2 * radians(0.01) * height, rel=1e-5)
