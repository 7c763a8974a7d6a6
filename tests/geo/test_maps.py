"""Maps as data: what is on them, what their links say, how big and how quick they are."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintportal.geo.areas import KREISE, LAENDER, borders
from mintportal.geo.maps import (
    Marker,
    Window,
    cluster,
    dot_map,
    germany,
    kreise_germany,
    kreise_map,
    land_map,
    surroundings,
)
from mintportal.geo.maps.colours import classes
from mintportal.geo.maps.model import value_text
from mintportal.geo.maps.paths import clipped, path
from mintportal.geo.maps.window import view_of

COUNTS = {"NW": 48, "BY": 19, "HB": 1, "BE": 3, "BB": 5, "SL": 2, "RP": 9}
LINKS = {iso: f"/regionen/?land={iso}" for iso in LAENDER}
BOCHUM = (51.48, 7.22)
POINTS = st.lists(st.tuples(st.floats(47, 55), st.floats(6, 15)), max_size=60)


def _markers(count=40, spread=0.1):
    chance = random.Random(5)
    return [
        Marker(
            51.48 + chance.gauss(0, spread), 7.22 + chance.gauss(0, spread), f"Angebot {n}", "/a"
        )
        for n in range(count)
    ]


def _url(window):
    return f"/angebote/?ausschnitt={window.text}"


def test_germany_has_all_laender_and_a_bubble_for_each_value():
    drawn = germany(COUNTS, LINKS, title="Regionen", hot=["NW"])
    assert {shape.key for shape in drawn.shapes} == set(LAENDER)
    assert {pin.key: pin.text for pin in drawn.pins} == {k: str(v) for k, v in COUNTS.items()}
    assert {pin.key for pin in drawn.pins if pin.kind == "hot"} == {"NW"}
    assert all(shape.quiet == (shape.key in COUNTS) for shape in drawn.shapes)
    assert drawn.tab_stops == 16
    bavaria = next(pin for pin in drawn.pins if pin.key == "BY")
    assert (bavaria.title, bavaria.href) == ("Bayern: 19", "/regionen/?land=BY")


def test_titles_of_the_caller_win():
    drawn = germany({"BY": 19}, {}, title="x", titles={"BY": "Bayern: 19 Regionen"})
    assert drawn.pins[0].title == "Bayern: 19 Regionen"
    assert drawn.role == "img"


@pytest.mark.parametrize("draw", [germany, dot_map])
def test_bubbles_do_not_cover_each_other(draw):
    pins = draw(dict.fromkeys(LAENDER, 48), LINKS, title="x").pins
    assert len(pins) == 16
    for one in pins:
        for other in pins:
            gap = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert one is other or gap > 0.75 * (one.r + other.r), (one.key, other.key)


def test_bubbles_can_be_hit_on_a_phone():
    for drawn in (germany(COUNTS, LINKS, title="x"), dot_map(COUNTS, LINKS, title="x")):
        assert all(2 * pin.hit * 288 / drawn.width >= 24 for pin in drawn.pins)
    drawn = surroundings(*BOCHUM, 25, _markers(), title="x")
    assert all(2 * pin.hit * 288 / drawn.width >= 24 for pin in drawn.pins)


def test_dots_come_with_their_own_source():
    drawn = dot_map(COUNTS, LINKS, title="x")
    assert "Natural Earth" in drawn.attribution
    assert drawn.dots.startswith("M")


def test_kreise_are_shaded_and_linked():
    values = {ags: number % 7 for number, ags in enumerate(KREISE)}
    drawn = kreise_germany(values, {"05911": "/k/05911/"}, title="x", legend_title="Netzwerke")
    areas = [shape for shape in drawn.shapes if shape.tone != "outline"]
    assert len(areas) == 400
    assert len(drawn.shapes) == 416
    assert drawn.tab_stops == 1
    assert {shape.tone for shape in areas} == {step.tone for step in drawn.legend}
    assert all(shape.title for shape in areas)


def test_land_map_draws_its_kreise_at_their_places():
    drawn = land_map("NW", {"05911": 3, "09162": 9}, {"05911": "/x"}, title="NW")
    own = [shape for shape in drawn.shapes if shape.tone != "off"]
    assert len(own) == 53
    assert next(shape.title for shape in own if shape.key == "05911") == "Bochum: 3"
    assert [step.text for step in drawn.legend] == ["3"]
    assert "Köln" in {label.text for label in drawn.labels}


@pytest.mark.parametrize("iso", LAENDER)
def test_every_land_can_be_drawn(iso):
    drawn = land_map(iso, {}, {}, title=iso)
    assert 300 < drawn.height <= 760
    assert all(shape.d for shape in drawn.shapes)


def test_an_unknown_land_is_an_error():
    with pytest.raises(KeyError):
        land_map("XX", {}, {}, title="x")


def test_network_stands_out_and_is_named():
    covered = ["05711", "05754", "05758"]
    drawn = kreise_map(covered, title="OWL", links={"05711": "/x"})
    assert [shape.key for shape in drawn.shapes if shape.tone == "on"] == covered
    assert sum(shape.tone == "off" for shape in drawn.shapes) > 5
    assert {"Bielefeld", "Gütersloh"} <= {label.text for label in drawn.labels}
    assert [label.text for label in drawn.labels].count("Bielefeld") == 1


def test_network_with_unknown_or_no_kreise_still_draws():
    assert kreise_map(["99999"], title="x").shapes
    assert kreise_map([], title="x").scale is not None


def test_surroundings_show_circle_scale_and_towns():
    drawn = surroundings(*BOCHUM, 25, [], title="Bochum")
    assert drawn.circle is not None
    assert (drawn.circle.x, drawn.circle.y) == (300, 220)
    assert drawn.circle.r == pytest.approx(220 / 1.2, abs=1)
    assert drawn.scale is not None
    assert drawn.scale.text == "10 km"
    assert drawn.scale.width == pytest.approx(10 * drawn.circle.r / 25, abs=0.2)
    assert {"Dortmund", "Essen"} & {label.text for label in drawn.labels}
    assert drawn.controls == ()


def test_surroundings_without_radius_have_no_circle():
    assert surroundings(*BOCHUM, 0, [], title="x").circle is None


def test_controls_lead_to_other_windows():
    window = Window(51.48, 7.22, 60)
    drawn = surroundings(*BOCHUM, 25, [], title="x", window=window, url=_url)
    links = {control.kind: control.href for control in drawn.controls}
    assert links["in"].endswith(",30")
    assert links["out"].endswith(",120")
    assert len(set(links.values())) == 6
    closest = surroundings(*BOCHUM, 1, [], title="x", window=Window(*BOCHUM, 3), url=_url)
    assert "in" not in {control.kind for control in closest.controls}


def test_a_wide_window_shows_laender():
    drawn = surroundings(*BOCHUM, 300, [], title="x")
    assert {shape.key for shape in drawn.shapes} <= set(LAENDER)


def test_clusters_keep_every_marker_in_sight():
    window = Window(*BOCHUM, 60)
    found = cluster(_markers(200, 0.05), window)
    assert sum(group.count for group in found) == 200
    assert any(group.marker is None for group in found)
    single = [group for group in found if group.marker]
    assert all(group.markers == (group.marker,) for group in single)


def test_markers_out_of_sight_are_left_out():
    assert cluster([Marker(48.1, 11.5, "München")], Window(*BOCHUM, 60)) == []


@given(POINTS)
def test_signs_keep_their_distance(points):
    markers = [Marker(lat, lon, "x") for lat, lon in points]
    found = cluster(markers, Window(51, 10.4, 900), 50, 600, 700)
    assert sum(group.count for group in found) <= len(markers)
    assert all(0 <= group.x <= 600 and 0 <= group.y <= 700 for group in found)
    assert found == cluster(list(markers), Window(51, 10.4, 900), 50, 600, 700)


def test_a_heap_leads_closer_until_it_falls_apart():
    markers = [Marker(51.48, 7.22, "a", "/a"), Marker(51.49, 7.24, "b", "/b")]
    window = Window(51.0, 7.5, 400)
    for _ in range(12):
        found = cluster(markers, window)
        if len(found) == 2:
            break
        closer = found[0].window(window)
        assert closer.width_km < window.width_km
        window = closer
    assert len(found) == 2


def test_a_stack_at_one_spot_leads_to_its_list():
    stack = [Marker(51.44, 7.27, f"a{n}", "/a") for n in range(12)]
    drawn = surroundings(
        *BOCHUM, 25, stack, title="x", url=_url, stack_url=lambda c: f"/liste?n={c.count}",
        noun="Angebote",
    )  # fmt: skip
    (pin,) = drawn.pins
    assert (pin.href, pin.text, str(pin.title)) == (
        "/liste?n=12", "12", "12 Angebote an diesem Ort",
    )  # fmt: skip


def test_a_heap_says_what_it_does():
    markers = [Marker(51.48, 7.22, "a"), Marker(51.5, 7.24, "b", kind="hot")]
    drawn = surroundings(*BOCHUM, 100, markers, title="x", url=_url, noun="Angebote")
    (pin,) = drawn.pins
    assert str(pin.title) == "2 Angebote, vergrößern"
    assert pin.href.startswith("/angebote/?ausschnitt=51.49")
    assert pin.looks == "map-pin--heap map-pin--hot"
    (plain,) = surroundings(*BOCHUM, 100, markers, title="x", noun="Angebote").pins
    assert (plain.href, str(plain.title)) == ("", "2 Angebote")


def test_names_do_not_cover_each_other():
    for drawn in (kreise_map(["05711"], title="x"), surroundings(*BOCHUM, 25, [], title="x")):
        labels = drawn.labels
        assert len(labels) >= 4
        for one in labels:
            for other in labels:
                apart = abs(one.y + one.dy - other.y - other.dy) >= 17
                wide = (len(one.text) + len(other.text)) * 3
                assert one is other or apart or abs(one.x - other.x) >= wide


@given(st.dictionaries(st.sampled_from(sorted(KREISE)), st.integers(0, 500), max_size=60))
def test_classes_are_ordered(values):
    tones, legend = classes(values)
    assert set(tones) == set(values)
    assert {tones[key] for key in values} == {step.tone for step in legend}
    for one in values:
        for other in values:
            if values[one] <= values[other]:
                assert tones[one] <= tones[other]


def test_values_are_written_in_german():
    assert [value_text(n) for n in (0, 7, 1234, 3.5, 1234567)] == [
        "0", "7", "1.234", "3,5", "1.234.567",
    ]  # fmt: skip


def test_clipping_keeps_to_the_box():
    ring = clipped([(0, 0), (10, 0), (10, 10), (0, 10)], (2, -5, 5, 5))
    assert {(x, y) for x, y in ring} == {(2, 0), (5, 0), (5, 5), (2, 5)}
    assert clipped([(0, 0), (1, 0), (1, 1)], (5, 5, 6, 6)) == []


def test_paths_can_be_read_back():
    view = view_of(Window(*BOCHUM, 60), 600, 440)
    d = path(borders("high")["05911"], view)
    numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", d)]
    x = y = 0.0
    corners = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        corners.append((x, y))
    exact = [view.xy(*point) for point in borders("high")["05911"][0][0]]
    assert all(min(abs(x - u) + abs(y - v) for u, v in exact) < 0.11 for x, y in corners)
