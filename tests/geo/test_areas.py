"""Länder and Kreise: complete, current, well named, and found by a point."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintportal.geo.areas import (
    KREISE,
    LAENDER,
    borders,
    kreis_at,
    kreise_in,
    land_at,
    land_borders,
)
from mintportal.geo.gazetteer import gazetteer

MOVED_2019 = {"16054", "16063", "16066", "16070", "16072", "16073"}
"""Their figures are of 2018, their borders of today."""


def test_all_are_there():
    assert len(KREISE) == 400
    assert sum(kreis.is_city for kreis in KREISE.values()) == 106
    assert sum(kreis.population_2018 for kreis in KREISE.values()) == 83_019_213
    assert len({kreis.nuts3 for kreis in KREISE.values()}) == 400
    assert next(iter(LAENDER)) == "SH"
    assert list(LAENDER)[-1] == "TH"
    assert len(LAENDER) == 16


@pytest.mark.parametrize("gone", ["03152", "03156", "16056"])
def test_reforms_are_done(gone):
    assert gone not in KREISE
    assert "03159" in KREISE


@pytest.mark.parametrize("detail", ["low", "mid", "high"])
def test_borders_are_whole(detail):
    assert set(borders(detail)) == set(KREISE)
    assert set(land_borders(detail)) == set(LAENDER)
    for shape in borders(detail).values():
        assert all(len(ring) >= 3 for polygon in shape for ring in polygon)


def test_areas_on_the_map_are_those_of_the_register():
    """Firths and lagoons belong to a Kreis in the register but are not drawn."""
    exact = 0
    for ags, shape in borders("high").items():
        if ags in MOVED_2019:
            continue
        drawn = sum(_area(rings[0]) - sum(map(_area, rings[1:])) for rings in shape)
        assert 0.75 * KREISE[ags].area_km2 < drawn < 1.04 * KREISE[ags].area_km2 + 1, ags
        exact += drawn == pytest.approx(KREISE[ags].area_km2, rel=0.02)
    assert exact > 370


def test_labels_are_unique_and_tell_the_type():
    labels = Counter(kreis.label for kreis in KREISE.values())
    assert max(labels.values()) == 1
    assert KREISE["09162"].label == "München (Stadt)"
    assert KREISE["09184"].label == "München (Landkreis)"
    assert KREISE["03403"].label == "Oldenburg (Stadt)"
    assert KREISE["05911"].label == "Bochum"


@pytest.mark.parametrize(
    ("ags", "official"),
    [("09184", "Landkreis München"), ("05170", "Kreis Wesel"), ("05962", "Märkischer Kreis"),
     ("05911", "Stadt Bochum"), ("03241", "Region Hannover"), ("05334", "Städteregion Aachen"),
     ("03358", "Landkreis Heidekreis"), ("16070", "Ilm-Kreis"), ("13072", "Landkreis Rostock")],
)  # fmt: skip
def test_official_names(ags, official):
    assert KREISE[ags].official == official


@pytest.mark.parametrize(
    ("lat", "lon", "ags"),
    [(51.4818, 7.2162, "05911"), (52.52, 13.405, "11000"), (54.18, 7.89, "01056"),
     (53.55, 8.58, "04012"), (49.02, 12.10, "09362"), (48.99, 12.25, "09375"),
     (50.98, 10.32, "16063"), (51.73, 10.25, "03159"), (47.698, 8.688, "08335"),
     (50.6136, 10.1367, "16066"), (50.5167, 11.1833, "16072")],
)  # fmt: skip
def test_points_lie_in_their_kreis(lat, lon, ags):
    assert kreis_at(lat, lon) == ags
    assert land_at(lat, lon) == KREISE[ags].land


@pytest.mark.parametrize(("lat", "lon"), [(48.85, 2.35), (47.37, 8.54), (54.6, 7.2), (0, 0)])
def test_abroad_and_at_sea_is_nowhere(lat, lon):
    assert kreis_at(lat, lon) is None
    assert land_at(lat, lon) is None


def test_middles_lie_inside():
    for kreis in KREISE.values():
        assert kreis_at(kreis.lat, kreis.lon) == kreis.ags
    for land in LAENDER.values():
        assert land_at(land.lat, land.lon) == land.iso


def test_nearly_all_plz_lie_in_their_kreis():
    areas = [area for area in map(gazetteer().area, gazetteer().codes) if area]
    inside = sum(kreis_at(area.lat, area.lon) == area.kreis for area in areas)
    assert inside / len(areas) > 0.97


@given(st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_any_point_is_answered(lat, lon):
    assert kreis_at(lat, lon) in {None, *KREISE}


@given(st.floats(47.3, 55), st.floats(6, 15))
def test_a_point_lies_in_one_kreis_at_most(lat, lon):
    found = kreis_at(lat, lon)
    assert found is None or found in KREISE


def test_kreise_of_a_land():
    assert [kreis.label for kreis in kreise_in("HB")] == ["Bremen", "Bremerhaven"]
    assert len(kreise_in("BY")) == 96
    assert kreise_in("XX") == []
    labels = [kreis.label for kreis in kreise_in("NW")]
    assert labels == sorted(labels)


def _area(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))) / 2
