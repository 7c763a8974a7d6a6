"""An offer as schema.org data: whole, without empty parts, and never more than data."""

import json
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from mintportal.web import jsonld
from offers.jsonld import of_offer
from offers.models import Occurrence, Offer
from offers.vocabulary import Stage, Subject
from tests import cast

ADDRESS = "https://portal.example/regionen/nord/angebote/roboter/"


def block(offer: Offer, dates: list[Occurrence] | None = None) -> str:
    return jsonld.script(of_offer(offer, dates or [], ADDRESS))


def data(offer: Offer, dates: list[Occurrence] | None = None) -> dict[str, Any]:
    """What a parser of HTML and then one of JSON find."""
    tags: list[tuple[str, Any]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            tags.append((tag, dict(attrs)))

        def handle_data(self, data: str) -> None:
            tags.append(("", data))

    Reader(convert_charrefs=False).feed(block(offer, dates))
    assert [tag for tag, _ in tags] == ["script", ""]
    assert tags[0][1] == {"type": "application/ld+json"}
    return json.loads(tags[1][1])


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [value, *(leaf for one in inner for leaf in leaves(one))]
    return [value]


@pytest.fixture
def offer(world: cast.World) -> Offer:
    """A draft with hardly anything said."""
    return world.nord.offers["draft"]


def test_a_course_says_what_it_is(offer: Offer) -> None:
    found = data(offer)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Course")
    assert (found["@id"], found["url"]) == (ADDRESS, ADDRESS)
    assert (found["name"], found["description"]) == (offer.title, offer.summary)
    assert found["provider"] == {"@type": "Organization", "name": "Museum Nord"}
    assert found["isAccessibleForFree"] is True
    assert found["offers"]["category"] == "Free"
    assert found["inLanguage"] == ["de"]


def test_every_stage_and_subject_has_its_uris(offer: Offer) -> None:
    offer.stages, offer.subjects = Stage.values, Subject.values
    found = data(offer)
    # KIM has no level for Ausbildung, so there is one less than two for each stage.
    assert len(found["educationalLevel"]) == len(set(found["educationalLevel"])) == 13
    assert all(
        uri.startswith(("http://w3id.org/", "https://w3id.org/"))
        for uri in found["educationalLevel"]
    )
    assert len({one["@id"] for one in found["about"]}) == len(Subject.values)


def test_nothing_is_empty(offer: Offer) -> None:
    offer.summary, offer.languages, offer.subjects, offer.stages = "", [], [], []
    offer.street = offer.town = offer.place_name = ""
    start = timezone.now()
    date = Occurrence(starts_at=start, ends_at=start + timedelta(hours=1))
    for leaf in leaves(data(offer, [date])):
        assert leaf not in (None, "", [], {})


@pytest.mark.parametrize(
    ("delivery", "mode", "has_place"),
    [
        ("vor-ort", "onsite", True),
        ("hybrid", "blended", True),
        ("online", "online", False),
        ("mobil", "onsite", False),
    ],
)
def test_dates_say_when_where_and_whether(
    offer: Offer, delivery: str, mode: str, has_place: bool
) -> None:
    offer.delivery = delivery
    start = timezone.now().replace(microsecond=0)
    dates = [
        Occurrence(starts_at=start, ends_at=start + timedelta(hours=1), is_cancelled=cancelled)
        for cancelled in (False, True)
    ]
    first, second = data(offer, dates)["hasCourseInstance"]
    assert parse_datetime(first["startDate"]) == start
    assert first["startDate"].endswith(("+01:00", "+02:00"))
    assert parse_datetime(first["endDate"]) == start + timedelta(hours=1)
    assert first["eventStatus"] == "https://schema.org/EventScheduled"
    assert second["eventStatus"] == "https://schema.org/EventCancelled"
    assert first["courseMode"] == mode
    assert ("location" in first) is has_place
    if has_place:
        assert first["location"]["address"]["postalCode"] == "44805"


def test_a_price_is_a_number_with_a_currency(offer: Offer) -> None:
    offer.cost, offer.amount = "person", Decimal("4.50")
    found = data(offer)
    assert found["isAccessibleForFree"] is False
    assert found["offers"] == {
        "@type": "Offer",
        "price": "4.50",
        "priceCurrency": "EUR",
        "category": "Paid",
    }


def test_a_region_may_be_the_provider(world: cast.World) -> None:
    own = cast.offer(world.nord.region, None)
    assert data(own)["provider"]["name"] == "MINT-Region Nord"


@pytest.mark.parametrize(
    "hostile",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "&lt;/script&gt;",
        '"},{"@type":"x',
        "\u2028\u2029\x7f",
        "{{ 7 }}{% now %}",
        "\\u003C/script>",
    ],
)
def test_no_title_breaks_out_of_the_block(offer: Offer, hostile: str) -> None:
    offer.title = offer.summary = hostile
    text = block(offer)
    inner = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(inner)
    assert (data(offer)["name"], data(offer)["description"]) == (hostile, hostile)
