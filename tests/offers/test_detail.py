"""The page of an offer, which is drawn once for each state of what is published."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.actions import occurrences, offers
from offers.detail import detail, drawings
from tests import cast

SITE = "https://portal.example"


def shown(world: cast.World, address: str = "") -> str:
    offer = world.nord.offers["published"]
    return Client().get(f"{offer.get_absolute_url()}{address}").content.decode()


def statements(world: cast.World) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(world)
    return sum(one["sql"].startswith("SELECT") for one in asked)


def test_a_page_that_is_drawn_asks_only_whether_anything_changed(world: cast.World) -> None:
    assert shown(world) == shown(world)
    assert statements(world) == 1
    drawings.forget()
    assert statements(world) == 4


def test_a_change_of_the_offer_is_seen_at_once(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    assert "Nur mit Hut" not in shown(world)
    offer.prerequisites = "Nur mit Hut"
    offer.save(update_fields=["prerequisites"])
    offers.publish(offer)
    assert "Nur mit Hut" in shown(world)


def test_a_cancelled_date_is_seen_at_once(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    assert "abgesagt" not in shown(world)
    occurrences.cancel(offer.occurrences.upcoming()[0])
    assert "abgesagt" in shown(world)


def test_another_offer_nearby_is_seen_at_once(world: cast.World) -> None:
    assert "Brücken bauen" not in shown(world)
    cast.published(world.nord.region, None, title="Brücken bauen", by_arrangement=True)
    assert "Brücken bauen" in shown(world)


def test_what_is_withdrawn_is_gone_at_once(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    assert Client().get(offer.get_absolute_url()).status_code == 200
    offers.withdraw(offer)
    assert Client().get(offer.get_absolute_url()).status_code == 404


def test_a_page_is_good_until_its_next_date_begins(world: cast.World, monkeypatch) -> None:
    offer = cast.published(world.nord.region, None)
    begin = timezone.now() + timedelta(seconds=30)
    offer.occurrences.update(starts_at=begin, ends_at=begin + timedelta(hours=1))
    drawings.forget()
    before = detail(world.nord.region.slug, offer.slug, "", SITE)
    assert before.until == begin
    assert "1 Termin<" in before.main
    monkeypatch.setattr(timezone, "now", lambda: begin)
    after = detail(world.nord.region.slug, offer.slug, "", SITE)
    assert after is not before
    assert "1 Termin<" not in after.main


def test_a_page_without_dates_is_good_until_midnight(world: cast.World) -> None:
    offer = cast.offer(world.nord.region, None, by_arrangement=True)
    offers.publish(offer)
    until = timezone.localtime(detail(world.nord.region.slug, offer.slug, "", SITE).until)
    assert (until.hour, until.minute) == (0, 0)
    assert timedelta() < until - timezone.now() <= timedelta(hours=25)


def test_the_way_back_differs_from_visitor_to_visitor(world: cast.World) -> None:
    plain = shown(world)
    assert "Zurück zu den Ergebnissen" not in plain
    found = shown(world, "?q=%22%3E%3Cscript%3E&ort=44805&seite=2")
    assert "Zurück zu den Ergebnissen" in found
    assert 'href="/angebote/?q=%22%3E%3Cscript%3E&amp;ort=44805"' in found
    assert shown(world) == plain


def test_the_search_is_carried_along_when_costs_are_worked_out(world: cast.World) -> None:
    offer = cast.published(
        world.nord.region, None, by_arrangement=True, cost="person", amount="4.00"
    )
    page = Client().get(f"{offer.get_absolute_url()}?q=%22a%22&lernende=12").content.decode()
    assert '<input type="hidden" name="q" value="&quot;a&quot;">' in page
    assert "48" in page
    assert "\ue000" not in page
    assert "\ue000" not in shown(world)
