"""Dates as iCalendar (RFC 5545), with the time zone they are meant in."""

from collections.abc import Iterable

from django.utils import timezone
from icalendar import Calendar, Event, vText

from offers.models import Occurrence, Offer


def _event(offer: Offer, occurrence: Occurrence, address: str) -> Event:
    event = Event()
    event.add("uid", f"termin-{occurrence.pk}@{address.split('/')[2]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(occurrence.starts_at))
    event.add("dtend", timezone.localtime(occurrence.ends_at))
    event.add("summary", offer.title)
    event.add("description", f"{offer.summary}\n\n{address}")
    event.add("url", address)
    event.add("status", "CANCELLED" if occurrence.is_cancelled else "CONFIRMED")
    town = f"{offer.plz} {offer.town}".strip()
    place = [occurrence.place_name or offer.place_name, offer.street, town]
    event.add("location", ", ".join(part for part in place if part))
    if offer.lat is not None and offer.lon is not None:
        event.add("geo", (offer.lat, offer.lon))
    return event


def of_offer(offer: Offer, occurrences: Iterable[Occurrence], address: str) -> bytes:
    """A calendar of the offer's dates; ``address`` is the offer's absolute address."""
    calendar = Calendar()
    calendar.add("prodid", "-//mintportal//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(offer.title))
    for occurrence in occurrences:
        calendar.add_component(_event(offer, occurrence, address))
    calendar.add_missing_timezones()
    return calendar.to_ical()
