"""The map of a search's result."""

from typing import Any

import pytest

from mintportal.geo.maps import Window
from offers.actions import offers
from offers.models import Offer
from offers.result_map import GERMANY, result_map
from offers.search import search
from tests import cast
from tests.offers.questions import ask


def drawn(text: str) -> Any:
    asked = ask(text)
    return result_map(asked, Offer.objects.cards(search(asked.question).ids))


@pytest.fixture
def spread(world: cast.World) -> cast.World:
    """Offers in Bochum, Augsburg and online."""
    for plz, delivery in (("86150", "vor-ort"), ("44805", "online")):
        changes = {"plz": plz, "delivery": delivery, "by_arrangement": True, "title": f"In {plz}"}
        offers.publish(cast.offer(world.sued.region, world.sued.museum, **changes))
    return world


def counted(drawing: Any) -> int:
    """How many offers the pins stand for; a pin of several bears their number."""
    return sum(int(pin.text or 1) for pin in drawing.pins)


def test_everything_that_has_a_place_is_on_the_map(spread: cast.World) -> None:
    assert counted(drawn("ansicht=karte")) == 3


def test_a_circle_is_drawn_around_the_place(spread: cast.World) -> None:
    drawing = drawn("ansicht=karte&ort=44805&umkreis=10")
    assert drawing.circle
    assert counted(drawing) == 2
    assert drawn("ansicht=karte&ort=44805&umkreis=0").circle is None
    assert drawn("ansicht=karte&ort=Bayern").circle is None


def test_a_window_in_the_address_decides_what_is_seen(spread: cast.World) -> None:
    window = Window(48.37, 10.9, 40)
    drawing = drawn(f"ansicht=karte&ausschnitt={window.text}")
    assert counted(drawing) == 1
    (pin,) = drawing.pins
    assert pin.href == "/regionen/mint-region-sued/angebote/in-86150/"


def test_links_carry_the_search_along(spread: cast.World) -> None:
    drawing = drawn("ansicht=karte&q=Augsburg+%22In+86150%22&stufe=sek1")
    (pin,) = drawing.pins
    assert pin.href.endswith("/in-86150/?q=%22In+86150%22&ort=Augsburg&auch=anderes&stufe=sek1")
    for control in drawing.controls:
        if control.href:
            assert "ort=Augsburg" in control.href
            assert "ansicht=karte" in control.href
            assert control.href.endswith("#karte")


def test_a_result_without_any_place_shows_germany(spread: cast.World) -> None:
    drawing = drawn("ansicht=karte&durchfuehrung=online")
    assert counted(drawing) == 0
    assert GERMANY.width_km > 600


def test_several_at_one_spot_lead_closer_or_to_the_list(spread: cast.World) -> None:
    drawing = drawn("ansicht=karte")
    (cluster,) = [pin for pin in drawing.pins if pin.text]
    assert cluster.text == "2"
    assert cluster.href.startswith(("#treffer-", "?"))
