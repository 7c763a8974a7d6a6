"""The template: valid, named, linked, small, and nothing a strict CSP would refuse."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template import Context, Engine

from mintportal.geo.areas import KREISE, LAENDER
from mintportal.geo.maps import Marker, dot_map, germany, kreise_germany, kreise_map, land_map
from mintportal.geo.maps import surroundings as around

ROOT = Path(__file__).parents[2]
ENGINE = Engine(
    dirs=[ROOT / "templates"], libraries={"i18n": "django.templatetags.i18n"}, autoescape=True
)
COUNTS = dict.fromkeys(LAENDER, 12)
LINKS = {iso: f"/regionen/?land={iso}&x=1" for iso in LAENDER}
EVIL = '"><script>alert(1)</script>'


def _html(drawn) -> str:
    return ENGINE.get_template("components/map.html").render(Context({"map": drawn}))


def _around(radius=25, **more):
    markers = [Marker(51.4 + n / 50, 7.1 + n / 40, f"Angebot {n}", f"/a/{n}/") for n in range(20)]
    options = {"url": lambda w: f"/?a={w.text}&b=1", "noun": "Angebote", "id": "umkreis"}
    return around(51.48, 7.22, radius, markers, title="Umkreis", **options | more)


MAPS = {
    "germany": lambda: germany(COUNTS, LINKS, title="Regionen", hot=["NW"]),
    "dots": lambda: dot_map(COUNTS, LINKS, title="Regionen"),
    "kreise": lambda: kreise_germany(
        {ags: n % 9 for n, ags in enumerate(KREISE)}, {a: f"/k/{a}/" for a in KREISE}, title="K"
    ),
    "land": lambda: land_map("BY", {"09162": 3}, {"09162": "/k/09162/"}, title="Bayern"),
    "network": lambda: kreise_map(["05711", "05754"], title="OWL"),
    "around": _around,
}


@pytest.mark.parametrize("name", MAPS)
def test_is_well_formed_and_free_of_what_csp_refuses(name):
    html = _html(MAPS[name]())
    ElementTree.fromstring(html)
    assert "style=" not in html
    assert "<script" not in html
    assert not re.search(r"\son\w+=", html)
    assert not re.search(r'="[^"]*\d,\d+"', html.replace("?a=51", "")) or name == "around"


@pytest.mark.parametrize("name", MAPS)
def test_has_a_name_and_its_source(name):
    drawn = MAPS[name]()
    html = _html(drawn)
    tree = ElementTree.fromstring(html)
    svg = next(tree.iter("svg"))
    assert svg.get("role") in {"group", "img"}
    assert svg.find("title").get("id") == svg.get("aria-labelledby")
    assert svg.find("title").text == drawn.title
    source = tree.find("figcaption/a")
    assert (source.get("href"), source.text) == ("/datenquellen/", drawn.attribution)


@pytest.mark.parametrize("name", MAPS)
def test_every_link_has_a_name_or_hides(name):
    tree = ElementTree.fromstring(_html(MAPS[name]()))
    for link in tree.iter("a"):
        named = link.get("aria-label") or (link.text or "").strip()
        hidden = link.get("aria-hidden") == "true" and link.get("tabindex") == "-1"
        assert named or hidden
        assert link.get("href")


def test_ids_are_unique():
    html = _html(germany(COUNTS, LINKS, title="x", id="a")) + _html(_around(id="b"))
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 4


def test_a_way_past_the_many_links():
    tree = ElementTree.fromstring(_html(MAPS["germany"]()))
    skip = next(link for link in tree.iter("a") if link.get("class") == "map-skip")
    assert tree.find(f".//*[@id='{skip.get('href')[1:]}']") is not None
    assert "map-skip" not in _html(MAPS["network"]())


def test_what_others_wrote_is_escaped():
    marker = Marker(51.48, 7.22, EVIL, f"/{EVIL}", kind=EVIL, key=EVIL, number=EVIL)
    html = _html(around(51.48, 7.22, 10, [marker], title=EVIL))
    assert "<script" not in html
    ElementTree.fromstring(html)


@pytest.mark.parametrize(
    ("draw", "kilobytes"),
    [
        (MAPS["germany"], 10),
        (MAPS["dots"], 3),
        (MAPS["kreise"], 48),
        (MAPS["land"], 20),
        (MAPS["network"], 12),
        (lambda: _around(10), 15),
        (lambda: _around(25), 15),
        (lambda: _around(100), 15),
        (lambda: _around(150), 15),
        (lambda: _around(300), 15),
    ],
)
def test_is_small(draw, kilobytes):
    assert len(gzip.compress(_html(draw()).encode())) < kilobytes * 1024


def test_classes_of_the_data_exist_in_the_stylesheet():
    css = (ROOT / "static" / "css" / "map.css").read_text(encoding="utf-8")
    for name, draw in MAPS.items():
        for word in set(
            re.findall(r"map-[\w-]+", " ".join(re.findall(r'class="([^"]+)"', _html(draw()))))
        ):
            known = f".{word}" in css or word.startswith(("map-control--", "map-pin--"))
            assert known, (name, word)
