"""The demo world is built through the actions, once for each version of its files."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from mintportal.audit.models import Entry
from mintportal.demo import world
from mintportal.demo.models import World
from mintportal.geo.areas import LAENDER
from offers.models import Occurrence, Offer, SearchRow
from offers.search import Question, search
from partners.models import Institution, Partnership
from regions import imports
from regions.models import Region
from tests import cast
from tests.pages.reading import get

SMALL = [path for path in world.FILES if path.stem in {"herne", "worms"}]


def counts() -> dict[str, int]:
    """How many rows of everything there are."""
    owned = {
        model.__name__: model.objects.across_regions().count()
        for model in (Offer, Occurrence, Partnership)
    }
    return owned | {m.__name__: m.objects.count() for m in (Region, Institution, World, SearchRow)}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world of two files, which builds in a second."""
    monkeypatch.setattr(world, "FILES", SMALL)


@pytest.fixture
def whole(db: None) -> list[str]:
    """The whole world; gives what was said while it was built."""
    return list(world.build())


def test_the_whole_world_is_built(whole: list[str]) -> None:
    """One test of many parts, so that parallel runs build it once."""
    assert len(whole) == 1 + len(world.FILES)
    assert whole[0] == f"{len(imports.rows(world.REGISTER))} MINT-Regionen"
    made = counts()
    assert made["Offer"] == made["SearchRow"] >= 600
    assert made["Institution"] == made["Partnership"] >= 150
    assert made["Occurrence"] >= 2000
    assert world.is_built()
    check_offers()
    check_gaps()
    check_robots()
    check_records()
    check_pages()


def check_offers() -> None:
    """All are published, lie where they say, and have only dates ahead."""
    offers = Offer.objects.across_regions()
    assert not offers.exclude(status="published").exists()
    assert not offers.filter(lat=None).exclude(delivery="online").exclude(plz="").exists()
    assert set(offers.values_list("land", flat=True)) == set(LAENDER)
    assert not Occurrence.objects.across_regions().filter(starts_at__lt=timezone.now()).exists()
    full = Occurrence.objects.across_regions().filter(seats_taken__gt=0)
    assert full.count() > 500


def check_gaps() -> None:
    """Some region with offers has a stage without one, and some region has none at all."""
    numbers = [search(Question(regions=(region.pk,))) for region in Region.objects.all()]
    with_offers = [found.counts["stufe"] for found in numbers if found.total]
    assert len(with_offers) >= 12
    assert any(0 in stages.values() for stages in with_offers)
    assert any(not found.total for found in numbers)


def check_robots() -> None:
    """The search of the issue: robots for Klasse 8 near Bochum."""
    asked = "q=Roboter&format=workshop&klasse=8&ort=44805&umkreis=10"
    assert int(get(f"/angebote/?{asked}").by_id("anzahl").text.split()[0]) >= 3


def check_records() -> None:
    """The actions were at work: whatever was made left an entry."""
    made = counts()
    assert Entry.objects.filter(verb="Angebot veröffentlicht").count() == made["Offer"]
    assert Entry.objects.filter(verb="registriert").count() == made["Institution"]


def check_pages() -> None:
    """Every profile, every tenth offer and the great lists can be read."""
    for region in Region.objects.all():
        get(region.get_absolute_url())
    for offer in Offer.objects.across_regions().select_related("region").order_by("pk")[::10]:
        get(offer.get_absolute_url())
    for address in ("/", "/angebote/", "/angebote/?ansicht=karte", "/regionen/", "/partner/"):
        get(address)


@pytest.mark.django_db
def test_building_twice_doubles_nothing(small: None) -> None:
    list(world.build())
    before = counts()
    slugs = set(Offer.objects.across_regions().values_list("region__slug", "slug"))
    dates = list(
        Occurrence.objects.across_regions()
        .order_by("offer__region__slug", "offer__slug", "starts_at")
        .values_list("offer__slug", "starts_at", "seats", "seats_taken")
    )
    list(world.build())
    assert counts() == before
    assert set(Offer.objects.across_regions().values_list("region__slug", "slug")) == slugs
    assert dates == list(
        Occurrence.objects.across_regions()
        .order_by("offer__region__slug", "offer__slug", "starts_at")
        .values_list("offer__slug", "starts_at", "seats", "seats_taken")
    )


@pytest.mark.django_db
def test_building_replaces_what_was_there(small: None) -> None:
    cast.build()
    list(world.build())
    assert not Region.objects.filter(name="MINT-Region Nord").exists()
    assert not Institution.objects.filter(name="Museum Nord").exists()
    assert not SearchRow.objects.exclude(
        pk__in=Offer.objects.across_regions().values("pk")
    ).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("digest", "age", "stands"),
    [("", 0, True), ("", 14, True), ("", 15, False), ("0" * 64, 0, False)],
)
def test_a_world_stands_while_its_files_and_dates_are_fresh(
    digest: str, age: int, stands: bool
) -> None:
    assert not world.is_built()
    day = timezone.localdate() - timedelta(days=age)
    World.objects.create(digest=digest or world.digest(), built_on=day)
    assert world.is_built() is stands


@pytest.mark.django_db
def test_the_command_builds_and_then_answers_at_once(
    small: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("build_demo")
    said = capsys.readouterr().out
    assert "MINT-Regionen" in said
    assert len(said.splitlines()) == 1 + len(SMALL)
    before = counts()
    call_command("build_demo")
    assert capsys.readouterr().out == "Die Demo-Welt steht schon.\n"
    assert counts() == before


@pytest.mark.django_db
def test_nothing_is_replaced_outside_of_the_demo(settings: object) -> None:
    settings.DEMO = False
    before = cast.build() and counts()
    with pytest.raises(CommandError, match=r"This replaces all data\. Set DEMO=1"):
        call_command("build_demo")
    assert counts() == before


def test_the_fingerprint_follows_the_files(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = world.digest()
    assert before == world.digest()
    monkeypatch.setattr(world, "FILES", SMALL[:1])
    assert world.digest() != before
