"""Writing a region's profile."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mintportal.accounts.models import User
from mintportal.audit.models import Entry
from regions.actions import profiles
from regions.actions.profiles import Answer, Profile
from regions.models import ProfilePoint, ProfileSection, Region
from tests import cast

PROFILE = Profile(
    teaser="MINT für alle zwischen Lech und Wertach.",
    sponsor="Stadt Augsburg",
    learners_per_year=6000,
    contact={"role": "Netzwerkkoordination", "email": "kontakt@sued.example"},
    answers={
        "lage": Answer("Im Süden."),
        "erfolg": Answer("Die Forschernacht.", "Alle kommen", [["Gäste", "900"]]),
    },
    points={"schwerpunkt": ["Robotik", "Wasser"], "besonderes": ["Forschernacht"]},
    checked_on=date(2026, 11, 1),
)


def sections(region: Region) -> dict[str, ProfileSection]:
    return {one.kind: one for one in ProfileSection.objects.in_region(region)}


def points(region: Region) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in ProfilePoint.objects.in_region(region)]


def test_a_profile_is_written_as_a_whole(region: Region) -> None:
    profiles.write(region, PROFILE)
    saved = Region.objects.get(pk=region.pk)
    assert saved.teaser == PROFILE.teaser
    assert saved.sponsor == "Stadt Augsburg"
    assert saved.learners_per_year == 6000
    assert saved.contact == PROFILE.contact
    assert saved.checked_on == date(2026, 11, 1)
    found = sections(region)
    assert set(found) == {"lage", "erfolg"}
    assert (found["erfolg"].body, found["erfolg"].motto) == ("Die Forschernacht.", "Alle kommen")
    assert found["erfolg"].facts == [["Gäste", "900"]]
    assert points(region) == [
        ("besonderes", "Forschernacht"),
        ("schwerpunkt", "Robotik"),
        ("schwerpunkt", "Wasser"),
    ]


def test_writing_again_replaces_answers_and_points(region: Region) -> None:
    profiles.write(region, PROFILE)
    again = replace(PROFILE, answers={"lage": Answer("Am Lech.")}, points={"schwerpunkt": ["Luft"]})
    profiles.write(region, again)
    assert sections(region)["lage"].body == "Am Lech."
    assert points(region) == [("schwerpunkt", "Luft")]


def test_writing_twice_the_same_changes_nothing(region: Region) -> None:
    profiles.write(region, PROFILE)
    before = (points(region), {kind: one.pk for kind, one in sections(region).items()})
    profiles.write(region, PROFILE)
    assert before == (points(region), {kind: one.pk for kind, one in sections(region).items()})


def test_the_profile_of_another_region_stays(world: cast.World) -> None:
    profiles.write(world.nord.region, PROFILE)
    profiles.write(world.sued.region, replace(PROFILE, points={"schwerpunkt": ["Luft"]}))
    assert len(points(world.nord.region)) == 3
    assert points(world.sued.region) == [("schwerpunkt", "Luft")]


def test_the_record_names_fields_but_no_values(region: Region) -> None:
    ada = User.objects.create_user("ada@portal.example", name="Ada")
    new = Entry.objects.order_by("pk")[Entry.objects.count() :]
    profiles.write(region, PROFILE, by=ada)
    entry = new.get()
    assert (entry.verb, entry.actor_id, entry.thing_id) == ("Profil geschrieben", ada.pk, region.pk)
    assert set(entry.fields) == {
        *("teaser", "sponsor", "learners_per_year", "contact", "checked_on", "lage", "erfolg")
    }
    assert "kontakt@sued.example" not in str(vars(entry))


@pytest.mark.parametrize(
    "wrong",
    [
        {"teaser": "x" * 161},
        {"sponsor": "x" * 121},
        {"learners_per_year": -1},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_part_leaves_the_profile_as_it_was(region: Region, wrong: dict) -> None:
    profiles.write(region, PROFILE)
    new = Entry.objects.order_by("pk")[Entry.objects.count() :]
    changed = replace(
        PROFILE,
        sponsor="Landkreis",
        answers={"lage": Answer("Anders.")},
        points={},
    )
    with pytest.raises(ValidationError):
        profiles.write(region, replace(changed, **wrong))
    saved = Region.objects.get(pk=region.pk)
    assert (saved.sponsor, saved.teaser) == (PROFILE.sponsor, PROFILE.teaser)
    assert sections(region)["lage"].body == "Im Süden."
    assert len(points(region)) == 3
    assert not new.exists()


@pytest.mark.parametrize("part", ["answers", "points"])
def test_an_unknown_question_or_kind_of_point_writes_nothing(region: Region, part: str) -> None:
    wrong = {"answers": {"fragen": Answer("?")}, "points": {"fragen": ["?"]}}[part]
    with pytest.raises(ValueError, match="fragen"):
        profiles.write(region, replace(PROFILE, **{part: wrong}))
    assert Region.objects.get(pk=region.pk).teaser == ""
    assert not sections(region)
    assert not points(region)
