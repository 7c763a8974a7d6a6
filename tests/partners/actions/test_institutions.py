"""Registering an institution."""

from dataclasses import asdict, replace

import pytest
from django.core.exceptions import ValidationError

from mintportal.accounts.models import User
from mintportal.audit.models import Entry
from mintportal.geo.places import place_of_plz
from partners.actions import institutions
from partners.actions.institutions import InstitutionData
from partners.models import Institution

MUSEUM = InstitutionData(
    "Übersee-Museum",
    "museum",
    "Zum Anfassen.",
    "Bahnhofsplatz 13",
    "28195",
    "Bremen",
    "https://museum.example",
)


def test_the_place_on_the_map_follows_from_the_postcode(db: None) -> None:
    saved = Institution.objects.get(pk=institutions.register(MUSEUM).pk)
    bremen = place_of_plz("28195")
    assert bremen
    assert (saved.lat, saved.lon) == (bremen.lat, bremen.lon)
    assert (saved.kreis, saved.land) == ("04011", "HB")
    for name, value in asdict(MUSEUM).items():
        assert getattr(saved, name) == value


def test_without_a_postcode_it_has_no_place(db: None) -> None:
    saved = institutions.register(replace(MUSEUM, plz=""))
    assert (saved.lat, saved.lon, saved.kreis, saved.land) == (None, None, "", "")


@pytest.mark.parametrize("plz", ["99999", "00000", "1234", "abcde", "4480５", "44805 "])
def test_a_postcode_that_does_not_exist_is_refused_in_a_german_sentence(db: None, plz: str) -> None:
    with pytest.raises(ValidationError) as refused:
        institutions.register(replace(MUSEUM, plz=plz))
    assert refused.value.message_dict == {"plz": [f"Die Postleitzahl {plz} gibt es nicht."]}
    assert not Institution.objects.exists()
    assert not Entry.objects.exists()


def test_names_make_addresses_and_the_order_of_lists(db: None) -> None:
    slugs = [institutions.register(MUSEUM).slug for _ in range(3)]
    assert slugs == ["uebersee-museum", "uebersee-museum-2", "uebersee-museum-3"]
    assert Institution.objects.all()[0].name_sort == "ubersee-museum"
    for name in ("Zoo", "Uhrwerk", "Ulmer Labor", "Uboot"):
        institutions.register(replace(MUSEUM, name=name))
    names = list(dict.fromkeys(Institution.objects.values_list("name", flat=True)))
    assert names == ["Übersee-Museum", "Uboot", "Uhrwerk", "Ulmer Labor", "Zoo"]


def test_the_address_of_the_registration_page_is_never_given_away(db: None) -> None:
    assert institutions.register(replace(MUSEUM, name="Registrieren")).slug == "registrieren-2"
    assert institutions.register(MUSEUM, slug="registrieren").slug == "registrieren-3"


def test_a_wished_address_is_made_one(db: None) -> None:
    assert institutions.register(MUSEUM, slug="Mein Häuschen").slug == "mein-haeuschen"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "zoo"},
        {"kind": ""},
        {"name": ""},
        {"name": "x" * 161},
        {"summary": "x" * 401},
        {"website": "javascript:alert(1)"},
        {"website": "museum"},
    ],
    ids=str,
)
def test_a_wrong_field_is_refused(db: None, wrong: dict) -> None:
    with pytest.raises(ValidationError) as refused:
        institutions.register(replace(MUSEUM, **wrong))
    assert set(wrong) <= set(refused.value.message_dict)
    assert not Institution.objects.exists()


def test_the_record_names_fields_but_no_values(db: None) -> None:
    mia = User.objects.create_user("mia@portal.example", name="Mia")
    institution = institutions.register(MUSEUM, by=mia)
    entry = Entry.objects.get()
    assert (entry.verb, entry.thing) == ("registriert", "partners.institution")
    assert (entry.thing_id, entry.actor_id) == (institution.pk, mia.pk)
    assert entry.fields == sorted(asdict(MUSEUM))
    assert "Übersee" not in str(vars(entry))
