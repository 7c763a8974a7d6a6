"""A region's profile: full, empty, stale, with and without offers."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from regions.actions import profiles
from tests import cast
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import Element, Page, get

NORD = "/regionen/mint-region-nord/"

pytestmark = pytest.mark.django_db


def chain(page: Page) -> dict[str, str]:
    """The stages and what stands beside them."""
    bars = page.main.one("ol", class_="chainbars").all("li")
    return {one.one("a").text: one.all("span")[0].text for one in bars}


def contact(page: Page) -> Element:
    return page.by_id("kontakt")


def linked_data(page: Page) -> dict[str, object]:
    scripts = page.tree.all("script", type="application/ld+json")
    assert len(scripts) == 1
    return json.loads(str(scripts[0].content[0]))


def test_a_full_profile_answers_the_three_questions(world: World) -> None:
    profiles.write(world.nord.region, crowd.profile())
    page = get(NORD)
    for words in (
        "Wir bauen Brücken zwischen Schule und Werkbank.",
        "rund 4.318 Lernende",
        "Trägerverein Nord",
        "Mitten im Ruhrgebiet.",
        "An der Ruhr.",
        "Seit 2006 dabei.",
        "Robotik",
        "Nacht der Labore",
        "„Ich kann es!“",
        "Viele kamen wieder.",
        "Dauer 2 Jahre",
        "Zum Gebiet in Nordrhein-Westfalen gehören: Bochum.",
    ):
        assert words in page.text, words
    assert page.main.one("section", id="lage").all("p")[1].text == "An der Ruhr."
    for anchor in page.main.one("nav", class_="toc").all("a"):
        assert page.has_id(anchor["href"].removeprefix("#")), anchor["href"]


def test_the_contact_is_a_role_with_an_address(world: World) -> None:
    profiles.write(world.nord.region, crowd.profile())
    box = contact(get(NORD))
    assert box.one("h2").text == "Netzwerkkoordination"
    assert box.one("address").text == "Haus der Technik Weg 7 44805 Bochum"
    assert box.one("a", class_="btn")["href"] == f"{NORD}kontakt/"


def test_a_profile_of_imported_facts_alone_copes(db: None) -> None:
    crowd.region("Neuland", "01002", land="SH", place="Kiel", founded=None, website="")
    page = get("/regionen/neuland/")
    assert "Zum Gebiet in Schleswig-Holstein gehören: Kiel." in page.text
    assert "Zu diesem Netzwerk kennen wir noch keine Anschrift." in page.text
    assert "Das Netzwerk hat dieses Profil noch nicht selbst ausgefüllt." in page.text
    assert page.main.one("h2", id="frage-1")
    for absent in ("profil", "erfolg", "partner", "kette", "angebote"):
        assert not page.has_id(absent), absent
    assert "None" not in page.text
    assert "ansehen" not in page.text
    for anchor in page.main.one("nav", class_="toc").all("a"):
        assert page.has_id(anchor["href"].removeprefix("#")), anchor["href"]
    assert page.meta("description") == "Kiel"


def test_a_region_without_kreise_names_its_place(db: None) -> None:
    crowd.region("Weit", land="SH", place="Nordsee", lat=None, lon=None)
    page = get("/regionen/weit/")
    assert "Nordsee, Schleswig-Holstein." in page.text
    assert not page.main.all("figure")


def test_highlights_alone_are_found_from_the_contents(db: None) -> None:
    empty = crowd.region("Neuland", "01002", land="SH")
    points = {"besonderes": ["Nacht der Labore"]}
    profiles.write(empty, crowd.profile(answers={}, points=points))
    page = get("/regionen/neuland/")
    assert "Nacht der Labore" in page.text
    assert "#profil" in [one["href"] for one in page.main.one("nav", class_="toc").all("a")]


def test_a_stale_profile_says_so_quietly(world: World) -> None:
    old = timezone.localdate() - timedelta(days=500)
    profiles.write(world.nord.region, crowd.profile(checked_on=old))
    page = get(NORD)
    assert f"Angaben von {old.year}: Dieses Profil wurde länger nicht geprüft." in page.text
    assert "zuletzt geprüft" not in page.text


def test_a_fresh_profile_has_a_day(world: World) -> None:
    day = timezone.localdate() - timedelta(days=30)
    profiles.write(world.nord.region, crowd.profile(checked_on=day))
    page = get(NORD)
    assert f"Profil zuletzt geprüft am {date_format(day, 'j. F Y')}" in page.text
    assert "länger nicht" not in page.text


def test_the_chain_names_its_gaps(world: World) -> None:
    cast.published(world.nord.region, None, title="Für beide", stages=["sek1", "studium"])
    assert chain(get(NORD)) == {
        "Kita": "Lücke",
        "Grundschule": "Lücke",
        "Sekundarstufe I": "2 Angebote",
        "Sekundarstufe II": "Lücke",
        "Ausbildung": "Lücke",
        "Studium": "1 Angebot",
        "Beruf & Fachkräfte": "Lücke",
    }
    bars = get(NORD).main.one("ol", class_="chainbars").all("rect")
    assert [one["width"] for one in bars] == ["0", "0", "100", "0", "0", "50", "0"]
    for link in get(NORD).main.one("ol", class_="chainbars").all("a"):
        assert link["href"].startswith("/angebote/?region=mint-region-nord&stufe=")


def test_partners_stand_in_groups(world: World) -> None:
    crowd.partner(world.nord.region, "Übungshaus", "unternehmen")
    crowd.partner(world.nord.region, "Zoo", "unternehmen")
    crowd.partner(world.nord.region, "Schule am Weg", "schule")
    groups = get(NORD).main.one("div", class_="partners").all("div")[1:]
    assert [(one.one("h3").text, [a.text for a in one.all("a")]) for one in groups] == [
        ("Bildung und Wissenschaft", ["Schule am Weg"]),
        ("Lernorte", ["Museum Nord"]),
        ("Wirtschaft und Verwaltung", ["Übungshaus", "Zoo"]),
    ]
    for status in ("requested", "declined", "ended"):
        assert f"{status} Nord" not in get(NORD).text


def test_the_next_four_offers_are_shown_and_the_rest_linked(world: World) -> None:
    for number in range(5):
        one = cast.offer(world.nord.region, None, title=f"Früh {number}")
        cast.offers.publish(cast.dated(one, number + 1))
    page = get(NORD)
    cards = page.by_id("angebote").all("article")
    assert [one.one("h3").text for one in cards] == [f"Früh {number}" for number in range(4)]
    assert "Alle 6 Angebote der Region" in page.text
    assert "6 Angebote ansehen" in page.text
    found = get("/angebote/?region=mint-region-nord")
    assert found.by_id("anzahl").text == "6 Angebote gefunden"
    assert "Süd" not in page.by_id("angebote").text


def test_machines_can_read_who_it_is(world: World) -> None:
    profiles.write(world.nord.region, crowd.profile(teaser='</script><b>"&'))
    data = linked_data(get(NORD))
    assert data["@type"] == "Organization"
    assert data["name"] == "MINT-Region Nord"
    assert data["description"] == '</script><b>"&'
    assert data["url"] == f"http://testserver{NORD}"
    assert data["areaServed"] == ["Bochum"]
    page = get(NORD)
    assert page.canonical == page.meta("og:url") == f"http://testserver{NORD}"
    assert page.meta("og:title") == "MINT-Region Nord"
    assert page.meta("og:description") == '</script><b>"&'


def test_an_unknown_region_is_404(world: World) -> None:
    assert "Diese Seite gibt es nicht" in get("/regionen/gibt-es-nicht/", status=404).text
