"""Windows of a map: what links carry, zooming, panning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintportal.geo.distance import distance_km
from mintportal.geo.maps.window import Window, bar_km, fitted, view_of

WINDOWS = st.builds(Window, st.floats(47.5, 54.8), st.floats(6, 15), st.floats(3, 1000))


@given(WINDOWS)
def test_text_and_back(window):
    assert Window.parse(window.text) == window


@pytest.mark.parametrize(
    "text", ["", "1", "1,2", "a,b,c", "1,2,3,4", "nan,1,1", "inf,7,9", "51,7,-inf", "\0,\ud800,1"]
)
def test_nonsense_is_no_window(text):
    assert Window.parse(text) is None


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_parse_never_raises(text):
    Window.parse(text)


def test_windows_stay_in_germany():
    assert Window.parse("0,0,1e9") == Window(47.2, 5.8, 1000)
    assert Window.parse("51,9,0.1") == Window(51, 9, 3)


def test_zoom_halves_and_doubles():
    window = Window(51, 9, 100)
    assert window.zoomed(1).width_km == 50
    assert window.zoomed(-1).width_km == 200
    assert window.zoomed(99).width_km == 3
    assert window.zoomed(-99).width_km == 1000


@given(st.floats(48.5, 53.5), st.floats(7.5, 13), st.floats(5, 100))
def test_pan_moves_by_a_third_and_back(lat, lon, width):
    window = Window(lat, lon, width)
    east = window.panned(1, 0)
    moved = distance_km((window.lat, window.lon), (east.lat, east.lon))
    assert moved == pytest.approx(window.width_km / 3, rel=0.01, abs=0.02)
    assert east.lon > window.lon
    back = east.panned(-1, 0)
    assert (back.lat, back.lon) == pytest.approx((window.lat, window.lon), abs=0.001)
    assert window.panned(0, 1).lat > window.lat


def test_bounds_hold_what_is_seen():
    window = Window(51.48, 7.22, 60)
    south, west, north, east = window.bounds()
    assert south < 51.48 < north
    assert west < 7.22 < east
    assert distance_km((51.48, west), (51.48, east)) == pytest.approx(60, rel=0.05)
    assert distance_km((south, 7.22), (north, 7.22)) == pytest.approx(44, rel=0.08)


def test_the_middle_is_in_the_middle():
    view = view_of(Window(51.48, 7.22, 60), 600, 440)
    assert view.place(51.48, 7.22) == (300, 220)
    assert view.scale == 10


def test_fitted_shows_all_boxes():
    view = fitted([(-10, -10, 30, 5), (0, 0, 5, 60)], 600, 440, margin=40, least_km=20)
    for x, y in ((-10, -10), (30, 60)):
        assert view.holds(*view.xy(x, y), margin=-39)


@given(WINDOWS)
def test_scale_bars_are_round_and_fit(window):
    view = view_of(window, 600, 440)
    km = bar_km(view)
    assert str(km * 2).strip("0.") in {"1", "2", "4"}
    assert km * view.scale <= 120
