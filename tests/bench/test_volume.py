"""The invented offers: as many as asked for, of every kind, the same each time."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from bench.volume import Refused, fill
from bench.volume.chance import Chance, words
from bench.volume.texts import Composer
from offers.facets import FACETS
from offers.models import Occurrence, Offer, SearchForm, SearchRow
from offers.vocabulary import Delivery
from partners.models import Institution, InstitutionKind, Partnership
from regions.models import Region, RegionArea
from regions.tenancy import across_regions
from tests.bench.conftest import OFFERS

STORED = ("title", "slug", "summary", "description", "flow", "plz", "amount", "valid_until")


def offers() -> list[Offer]:
    return list(Offer.objects.across_regions().select_related("region").order_by("pk"))


def fingerprint(count: int, seed: str) -> list[tuple[object, ...]]:
    """What a filling writes, without ids; nothing of it stays."""
    with transaction.atomic():
        fill(count, seed=seed, say=lambda _: None)
        rows = list(Offer.objects.across_regions().order_by("pk").values_list(*STORED))
        dates = Occurrence.objects.across_regions().order_by("pk")
        rows += list(dates.values_list("starts_at", "seats", "seats_taken"))
        rows += list(Institution.objects.order_by("pk").values_list("name", "plz"))
        transaction.set_rollback(True)
    return rows


def test_there_is_as_much_as_asked_for(filled: list[str]) -> None:
    assert len(offers()) == SearchRow.objects.count() == OFFERS
    assert Region.objects.count() == RegionArea.objects.across_regions().count() == 400
    assert Institution.objects.count() == OFFERS // 25
    kinds = Institution.objects.order_by().values_list("kind", flat=True)
    assert {*kinds} == {*InstitutionKind.values}
    partnerships = Partnership.objects.across_regions()
    assert partnerships.approved().count() == partnerships.count() >= Institution.objects.count()
    dates = Occurrence.objects.across_regions().upcoming().count()
    assert dates == Occurrence.objects.across_regions().count()
    assert 4 * OFFERS < dates < 6 * OFFERS


def test_it_tells_how_far_it_is(filled: list[str]) -> None:
    assert filled[0].startswith("400 MINT-Regionen, 20 Einrichtungen")
    assert filled[-2].startswith("500 von 500 Angeboten")
    assert filled[-1].startswith("Suche aufgebaut: 500 Angebote")


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.parameter)
def test_every_word_of_every_facet_occurs(filled: list[str], facet) -> None:
    masks = SearchRow.objects.values_list(facet.column, flat=True)
    missing = [
        word
        for bit, word in enumerate(facet.vocabulary.values)
        if not any(mask >> bit & 1 for mask in masks)
    ]
    assert missing == []


def test_offers_could_have_been_written_by_hand(filled: list[str]) -> None:
    for offer in offers():
        offer.clean_fields(exclude={"region", "institution"})
        assert offer.stages
        assert offer.subjects
        assert offer.description.count("\n\n") == 1
        assert "{" not in offer.title + offer.summary + offer.description + "".join(offer.flow)
        assert offer.delivery == Delivery.ONLINE or offer.plz
        assert offer.by_arrangement or offer.occurrences.exists()


def test_words_are_of_every_frequency(filled: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT document FROM offers_searchtext')")
        shares = {word: count / OFFERS for word, count in cursor.fetchall()}
    pupils = SearchForm.objects.get(written="schülerinnen").word
    assert 0.68 < sum("Schülerin" in one.description for one in offers()) / OFFERS < 0.80
    assert 0.68 < shares[pupils] < 0.85
    assert sum(0.04 < share < 0.06 for share in shares.values()) > 40
    assert sum(0.008 < share < 0.012 for share in shares.values()) > 100
    assert sum(share < 0.004 for share in shares.values()) > 0.3 * len(shares)


def test_the_same_seed_makes_the_same_offers(db: None) -> None:
    assert fingerprint(40, "a") == fingerprint(40, "a")
    assert fingerprint(40, "a") != fingerprint(40, "b")


def test_a_database_that_holds_something_is_refused(filled: list[str]) -> None:
    with pytest.raises(Refused, match="nicht leer"):
        fill(1, seed="test", say=lambda _: None)
    with pytest.raises(CommandError, match="nicht leer"):
        call_command("fill_volume", offers=1)
    assert len(offers()) == OFFERS


def test_the_command_fills_only_a_demo(db: None, settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("fill_volume", offers=20)
    settings.DEMO = True
    told = StringIO()
    call_command("fill_volume", offers=20, stdout=told)
    assert "20 von 20 Angeboten" in told.getvalue()
    assert across_regions(Offer._base_manager.all()).count() == 20


def brackets() -> Iterator[str]:
    """Every pattern of every list of sentences."""
    for name, patterns in words("sentences").items():
        yield from patterns if name != "adjectives" else ()


@pytest.mark.parametrize("domain", list(words("domains")))
def test_every_pattern_can_be_filled_in_every_domain(domain: str) -> None:
    made = Composer(Chance("test"), domain, "Bochum", "Herne")
    for pattern in brackets():
        text = pattern.format_map(made)
        assert "{" not in text
        assert "  " not in text
