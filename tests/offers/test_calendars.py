"""Dates as iCalendar, read back with a parser."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component

from offers.actions import occurrences
from offers.actions.occurrences import OccurrenceData
from offers.calendars import of_offer
from offers.models import Occurrence, Offer
from tests import cast

BERLIN = ZoneInfo("Europe/Berlin")
ADDRESS = "https://portal.example/regionen/nord/angebote/roboter/"


def at(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BERLIN)


@pytest.fixture
def offer(world: cast.World) -> Offer:
    """The published offer with a date before and one after clocks change, and a cancelled one."""
    offer = world.nord.offers["published"]
    offer.occurrences.all().delete()
    starts = (at(2027, 3, 26, 9), at(2027, 3, 29, 9), at(2027, 10, 31, 9))
    planned = occurrences.plan(
        offer, [OccurrenceData(start, start + timedelta(hours=4)) for start in starts]
    )
    occurrences.cancel(planned[2])
    return offer


def parsed(offer: Offer, address: str = ADDRESS) -> Component:
    return Calendar.from_ical(of_offer(offer, offer.occurrences.all(), address))


def test_times_are_german_times_across_the_change_of_clocks(offer: Offer) -> None:
    events = parsed(offer).walk("VEVENT")
    starts = [event["DTSTART"].dt for event in events]
    assert [start.hour for start in starts] == [9, 9, 9]
    assert [start.utcoffset() for start in starts] == [timedelta(hours=n) for n in (1, 2, 1)]
    assert {event["DTSTART"].params["TZID"] for event in events} == {"Europe/Berlin"}
    saved = [one.starts_at for one in offer.occurrences.all()]
    assert starts == saved
    assert [event["DTEND"].dt for event in events] == [
        one.ends_at for one in offer.occurrences.all()
    ]


def test_the_time_zone_is_described_in_the_file(offer: Offer) -> None:
    (zone,) = parsed(offer).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    assert zone.walk("DAYLIGHT")
    assert zone.walk("STANDARD")


def test_a_cancelled_date_says_so(offer: Offer) -> None:
    states = [str(event["STATUS"]) for event in parsed(offer).walk("VEVENT")]
    assert states == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_an_event_keeps_its_id_when_it_moves(offer: Offer) -> None:
    before = [str(event["UID"]) for event in parsed(offer).walk("VEVENT")]
    assert len(set(before)) == 3
    assert all(one.endswith("@portal.example") for one in before)
    for one in offer.occurrences.all():
        one.starts_at += timedelta(hours=1)
        one.save()
    assert [str(event["UID"]) for event in parsed(offer).walk("VEVENT")] == before


def test_words_with_signs_of_the_format_survive(offer: Offer) -> None:
    offer.title = "Bauen; Löten, Rechnen\\n\r\nEND:VEVENT: „Öl“ 😀"
    offer.summary = "x" * 300
    offer.place_name, offer.street = "Halle; 2", "Weg 1, Hof"
    calendar = parsed(offer)
    events = calendar.walk("VEVENT")
    assert len(events) == 3
    assert str(events[0]["SUMMARY"]).replace("\r\n", "\n") == offer.title.replace("\r\n", "\n")
    assert str(events[0]["DESCRIPTION"]) == f"{'x' * 300}\n\n{ADDRESS}"
    assert str(events[0]["LOCATION"]) == "Halle; 2, Weg 1, Hof, 44805 Bochum"
    text = of_offer(offer, offer.occurrences.all(), ADDRESS)
    assert max(map(len, text.split(b"\r\n"))) <= 75
    assert b"X-WR-CALNAME:Bauen\\; L" in text


def test_a_date_in_another_room_says_which(offer: Offer) -> None:
    first: Occurrence = offer.occurrences.all()[0]
    first.place_name = "Aula"
    first.save()
    offer.place_name = "Labor"
    places = [str(event["LOCATION"]) for event in parsed(offer).walk("VEVENT")]
    assert [place.split(",")[0] for place in places] == ["Aula", "Labor", "Labor"]


def test_the_spot_and_the_address_are_there(offer: Offer) -> None:
    event = parsed(offer).walk("VEVENT")[0]
    assert str(event["URL"]) == ADDRESS
    assert (event["GEO"].latitude, event["GEO"].longitude) == (offer.lat, offer.lon)
    offer.lat = None
    assert "GEO" not in parsed(offer).walk("VEVENT")[0]


def test_no_date_is_still_a_calendar(world: cast.World) -> None:
    calendar = Calendar.from_ical(of_offer(world.nord.offers["draft"], [], ADDRESS))
    assert calendar.walk("VEVENT") == []
    assert str(calendar["VERSION"]) == "2.0"
