"""The rows of the result list, which are drawn once and then only filled in."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.actions import offers
from offers.cards import cards
from offers.search import Question, search
from tests import cast


def drawn(question: Question, query: str = "") -> list[str]:
    return [str(card) for card in cards(search(question), query)]


def test_a_row_is_drawn_once_and_anew_when_the_offer_changes(world: cast.World) -> None:
    question = Question(regions=(world.nord.region.pk,))
    (before,) = drawn(question)
    found = search(question)
    with CaptureQueriesContext(connection) as statements:
        assert [str(card) for card in cards(found, "")] == [before]
    assert len(statements) == 0
    offer = world.nord.offers["published"]
    offer.title = "Anders"
    offer.save(update_fields=["title"])
    offers.publish(offer)
    (after,) = drawn(question)
    assert "Anders" not in before
    assert "Anders" in after


def test_the_way_back_and_the_distance_are_filled_in_and_escaped(world: cast.World) -> None:
    question = Question(near=(51.4818, 7.2162), regions=(world.nord.region.pk,))
    (card,) = drawn(question, '?q="><script>&ort=44805')
    assert "?q=&quot;&gt;&lt;script&gt;&amp;ort=44805" in card
    assert "km entfernt" in card
    (plain,) = drawn(Question(regions=(world.nord.region.pk,)))
    assert "entfernt" not in plain


def test_what_is_gone_meanwhile_is_not_drawn(world: cast.World) -> None:
    found = search(Question())
    assert len(cards(found, "")) == 2
    fresh = cast.published(world.nord.region, None, title="Neu", by_arrangement=True)
    found = search(Question())
    fresh.delete()
    assert len(found.ids) == 3
    assert len(cards(found, "")) == 2
