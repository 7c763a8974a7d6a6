"""The page of an offer: dates, price for a group, calendar, the way to book, the way back."""

import json
from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from mintportal.web.words import day_long
from offers.actions import occurrences, offers
from offers.actions.occurrences import OccurrenceData
from offers.models import Offer
from tests import cast
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import Page, get

NORD = "/regionen/mint-region-nord/angebote/roboter-nord/"

pytestmark = pytest.mark.django_db


def dates(page: Page) -> list[str]:
    """What the booking box says of each date."""
    lists = page.by_id("termine").all("ol")
    return [one.text for one in lists[0].all("li")] if lists else []


def paid(world: World, **changes: object) -> str:
    """The address of an offer that costs 4,50 € per person."""
    data = {"title": "Teuer", "cost": "person", "amount": Decimal("4.5")} | changes
    return cast.published(world.nord.region, None, **data).get_absolute_url()


def booking(page: Page) -> str:
    return page.by_id("termine").one("a", class_="btn-sun")["href"]


def test_everything_a_group_must_know_is_there(world: World) -> None:
    details = {
        "title": "Alles", "flow": ["Bauen | mit Lego", "Fahren"], "adults": 2,
        "curriculum": ["Mechanik"], "prerequisites": "Keine", "material": "Stift",
        "access": ["stufenfrei"], "access_note": "Aufzug im Hof", "directions": "Linie 308",
        "place_name": "Werkhalle", "street": "Weg 7", "focuses": ["maedchen"],
        "languages": ["de", "en"], "deadline_days": 7,
    }  # fmt: skip
    cast.published(world.nord.region, world.nord.museum, **details)
    page = get("/regionen/mint-region-nord/angebote/alles/")
    for words in (
        "Erst wird gebaut, dann programmiert.", "Am Ende fahren alle um die Wette.",
        "Bauen mit Lego", "Mechanik", "Keine", "Stift", "stufenfrei", "Aufzug im Hof",
        "Höranlage: nicht angegeben. Fragen Sie bitte vorher nach.", "Linie 308", "Mädchen",
        "10 bis 28 Lernende, 2 Begleitpersonen", "Deutsch, Englisch", "Klasse 7 bis 10",
        "Anmeldung bis 7 Tage vor dem Termin.", "Das Angebot ist kostenlos.", "4 Stunden",
        "angeboten von Museum Nord",
    ):  # fmt: skip
        assert words in page.text, words
    assert page.by_id("anfahrt").one("address").text == "Werkhalle Weg 7 44805 Bochum"


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_published_is_404(world: World, state: str) -> None:
    one = world.nord.offers[state]
    get(f"/regionen/mint-region-nord/angebote/{one.slug}/", status=404)
    get(f"/regionen/mint-region-nord/angebote/{one.slug}/termine.ics", status=404)


def test_an_offer_lives_in_its_region_alone(world: World) -> None:
    get("/regionen/mint-region-sued/angebote/roboter-nord/", status=404)


def test_past_dates_are_gone_and_cancelled_ones_say_so(world: World) -> None:
    one = cast.dated(world.nord.offers["published"], -3, 12, 14)
    coming = list(one.occurrences.upcoming())
    occurrences.cancel(coming[1])
    page = get(NORD)
    for date, words in zip(coming, dates(page), strict=True):
        assert day_long(date.starts_at) in words
    assert ["abgesagt" in words for words in dates(page)] == [False, True, False]
    assert "Plätzen" not in dates(page)[1]
    assert day_long(timezone.now() - timedelta(days=3)) not in page.text


def test_the_bar_names_the_next_date_that_takes_place(world: World) -> None:
    first, second = cast.dated(world.nord.offers["published"], 4).occurrences.upcoming()[:2]
    occurrences.cancel(first)
    bar = get(NORD).main.one("div", class_="sticky-cta").text
    assert second.seats_free == 28
    assert "28 Plätze frei" in bar
    assert f"{timezone.localtime(second.starts_at).day}." in bar


def test_a_date_over_several_days_names_both(world: World) -> None:
    start = timezone.now().replace(minute=30, second=0) + timedelta(days=20)
    end = start + timedelta(days=2, hours=1)
    one = cast.offer(world.nord.region, None, title="Lang", place_name="Halle 1")
    occurrences.plan(one, [OccurrenceData(start, end, 20, 16, "Raum 7")])
    offers.publish(one)
    said = dates(get(one.get_absolute_url()))[0]
    assert day_long(start) in said
    assert f"bis {day_long(end)}" in said
    assert "Raum 7" in said
    assert "Noch 4 von 20 Plätzen" in said


def test_no_dates_are_told_two_ways(world: World) -> None:
    arranged = cast.offer(world.nord.region, None, title="Absprache", by_arrangement=True)
    page = get(offers.publish(arranged).get_absolute_url())
    assert "Termin nach Vereinbarung." in page.by_id("termine").text
    over = cast.offer(world.nord.region, None, title="Vorbei")
    page = get(offers.publish(cast.dated(over, -5)).get_absolute_url())
    assert "Zurzeit gibt es keinen Termin." in page.by_id("termine").text
    for gone in (arranged, over):
        get(gone.get_absolute_url() + "termine.ics", status=404)


@pytest.mark.parametrize(
    ("typed", "total"),
    [
        ("", "126 € für 28 Personen"),
        ("20", "90 € für 20 Personen"),
        ("1", "4,50 € für 1 Person"),
        (" 7 ", "31,50 € für 7 Personen"),
        ("       7", "31,50 € für 7 Personen"),
        ("2000", "9000 € für 2000 Personen"),
    ],
)
def test_the_price_for_a_group(world: World, typed: str, total: str) -> None:
    page = get(f"{paid(world)}?lernende={quote(typed)}")
    said = page.by_id("termine").text.replace("\u00a0", " ").replace("9.000", "9000")
    assert total in said
    assert "4,50 € pro Person" in said
    assert not page.has_id("lernende-fehler")


@pytest.mark.parametrize(
    "typed",
    ["0", "-1", "2001", "abc", "1,5", "10**9", "9" * 5000, "000001" + "9" * 5000, "٣", "²", "1 2",
     "\x00", "%s", "{{7*7}}", "🎉", " 00000 "],
)  # fmt: skip
def test_a_group_that_is_no_number_is_answered_in_the_form(world: World, typed: str) -> None:
    page = get(f"{paid(world)}?lernende={quote(typed)}")
    assert page.by_id("lernende-fehler").text == "Geben Sie eine Zahl von 1 bis 2000 ein."
    box = page.by_id("lernende")
    assert (box["value"], box["aria-invalid"]) == ("28", "true")
    assert box["aria-describedby"] == "lernende-fehler"
    assert "126 € für 28 Personen" in page.text.replace("\u00a0", " ")


def test_a_price_per_group_counts_groups(world: World) -> None:
    address = paid(world, cost="group", amount=Decimal(120))
    said = get(f"{address}?lernende=30").by_id("termine").text.replace("\u00a0", " ")
    assert "240 € für 30 Personen (120 € pro Gruppe, 2 Gruppen)" in said
    said = get(f"{address}?lernende=28").by_id("termine").text.replace("\u00a0", " ")
    assert "120 € für 28 Personen (120 € pro Gruppe)" in said


def test_a_free_offer_asks_for_no_number(world: World) -> None:
    page = get(f"{NORD}?lernende=abc")
    assert not page.has_id("lernende")
    assert "Das Angebot ist kostenlos." in page.text


def test_the_way_back_keeps_the_search(world: World) -> None:
    query = "?q=Roboter&ort=44805&umkreis=50&stufe=sek1"
    page = get(NORD + query + "&sort=datum&seite=2")
    back = page.main.one("nav", class_="crumbs").all("a")[0]
    assert (back["href"], back.text) == (f"/angebote/{query}", "Zurück zu den Ergebnissen")
    alone = get(NORD).main.one("nav", class_="crumbs").all("a")[0]
    assert (alone["href"], alone.text) == ("/angebote/", "Angebote")
    assert page.canonical == f"http://testserver{NORD}"


def test_working_out_the_price_keeps_the_search(world: World) -> None:
    form = get(f"{paid(world)}?q=Teuer&stufe=sek1&stufe=sek2").main.one("form", class_="costs")
    hidden = [(one["name"], one["value"]) for one in form.all("input", type="hidden")]
    assert hidden == [("q", "Teuer"), ("stufe", "sek1"), ("stufe", "sek2")]


def test_booking_leads_to_the_offer_then_the_institution_then_the_region(world: World) -> None:
    region = crowd.region("Mit Netz", "01002", website="https://netz.example")
    with_site = crowd.partner(region, "Mit Seite")
    without = crowd.partner(region, "Ohne Seite", website="")
    own = "https://buchen.example/x"
    for institution, data, target in (
        (with_site, {"booking_url": own}, own),
        (with_site, {}, "https://haus.example"),
        (without, {}, "https://netz.example"),
        (None, {}, "https://netz.example"),
    ):
        one = cast.published(region, institution, **data)
        page = get(one.get_absolute_url())
        assert booking(page) == target
        assert f"Sie verlassen dieses Portal: {target}" in page.text


def test_booking_without_any_website_leads_to_the_networks_contact(world: World) -> None:
    assert booking(get(NORD)) == "/regionen/mint-region-nord/#kontakt"


def test_the_calendar_holds_the_coming_dates(world: World) -> None:
    one = cast.dated(world.nord.offers["published"], -3, 12)
    occurrences.cancel(one.occurrences.upcoming()[1])
    response = Client().get(NORD + "termine.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="roboter-nord.ics"'
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(one["status"]) for one in events] == ["CONFIRMED", "CANCELLED"]
    assert {str(one["url"]) for one in events} == {f"http://testserver{NORD}"}
    assert len({str(one["uid"]) for one in events}) == 2
    assert "termine.ics" in "".join(get(NORD).links)


def test_similar_offers_are_near_and_not_the_same(world: World) -> None:
    for number in range(5):
        cast.published(world.nord.region, None, title=f"Nummer {number}")
    section = get(NORD).main.one("section", aria_labelledby="aehnlich")
    cards = [one.one("h3").text for one in section.all("article")]
    assert len(cards) == 3
    assert "Roboter Nord" not in cards


def test_machines_can_read_the_offer(world: World) -> None:
    one = world.nord.offers["published"]
    Offer.objects.across_regions().filter(pk=one.pk).update(summary='</script><b>"&')
    page = get(NORD)
    (script,) = page.tree.all("script", type="application/ld+json")
    data = json.loads(str(script.content[0]))
    assert (data["@type"], data["name"], data["description"]) == (
        "Course",
        "Roboter Nord",
        '</script><b>"&',
    )
    assert data["isAccessibleForFree"] is True
    instance = data["hasCourseInstance"][0]
    assert instance["eventStatus"] == "https://schema.org/EventScheduled"
    assert instance["location"]["address"]["postalCode"] == "44805"
    assert page.meta("og:title") == "Roboter Nord"
    assert page.meta("og:url") == page.canonical


@pytest.mark.parametrize(
    ("delivery", "there"),
    [
        ("vor-ort", "Anfahrt"),
        ("hybrid", "Anfahrt"),
        ("mobil", "Wir kommen zu Ihnen"),
        ("online", ""),
    ],
)
def test_where_it_happens_follows_the_delivery(world: World, delivery: str, there: str) -> None:
    one = cast.published(world.nord.region, None, title="Wo", delivery=delivery)
    page = get(one.get_absolute_url())
    assert page.has_id("anfahrt") == bool(there)
    assert not there or there in page.headings


def test_an_offer_that_ran_out_is_gone(world: World) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.published(world.nord.region, None, title="Alt", valid_until=yesterday)
    assert get("/angebote/?q=Alt").by_id("anzahl").text == "0 Angebote gefunden"
