"""The files of the demo world: valid, rich, each text of its own, and nobody's personal data."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz, process

from mintportal.demo.schedule import PATTERNS, WEEKDAYS
from mintportal.demo.world import FILES, PLAIN, REGISTER, offer_data
from mintportal.geo.areas import LAENDER
from mintportal.geo.places import place_of_plz
from offers import vocabulary
from partners.models import InstitutionKind
from regions import imports

WORDS = {
    "stages": vocabulary.Stage,
    "subjects": vocabulary.Subject,
    "focuses": vocabulary.Focus,
    "access": vocabulary.Access,
    "languages": vocabulary.Language,
}
WORD = {
    "format": vocabulary.Format,
    "delivery": vocabulary.Delivery,
    "cost": vocabulary.Cost,
}
KEYS = {*PLAIN, "institution", "grades", "ages", "group", "amount", "place", "dates"}
ALIKE = 85
PERSONAL = re.compile(
    r"\b(?:Frau|Herrn?|Dr\.|Prof\.|Dipl\.-\w+)\s+(?:\w+\.\s*)*[A-ZÄÖÜ]\w+"
    r"|(?:\+49|\b0\d{2,5})[\s/()-]*\d{3,}"
    r"|\b\d{1,2}\.\d{1,2}\.19\d\d\b|IBAN|\bDE\d{20}\b",
)
FAIRY_TALE = "Frau Holle"
LINK = re.compile(r"https?://([^/\s\"')]+)|[\w.+-]+@([\w.-]+)|\bwww\.([^/\s\"')]+)")


@cache
def world() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}


def offers() -> list[tuple[str, dict[str, Any]]]:
    return [(name, one) for name, file in world().items() for one in file.get("offer", [])]


def institutions() -> list[dict[str, Any]]:
    return [one for file in world().values() for one in file.get("institution", [])]


def texts(told: Any) -> Iterator[str]:
    """Every piece of text in a file."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for value in told.values():
            yield from texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from texts(value)


def every_text() -> list[tuple[str, str]]:
    return [(name, text) for name, file in world().items() for text in texts(file)]


def test_the_world_is_big_enough() -> None:
    assert len(FILES) >= 30
    assert len([file for file in world().values() if "teaser" in file["region"]]) >= 12
    assert len(institutions()) >= 150
    assert len(offers()) >= 600
    assert sum(one.get("dates", {}).get("count", 0) for _, one in offers()) >= 2000


def test_every_file_belongs_to_a_network_of_the_register() -> None:
    names = {row["name"] for row in imports.rows(REGISTER)}
    told = [file["region"]["name"] for file in world().values()]
    assert set(told) <= names
    assert len(set(told)) == len(told)


def test_every_word_is_in_the_vocabulary() -> None:
    for name, one in offers():
        assert set(one) <= KEYS, (name, one["title"], set(one) - KEYS)
        for key, words in WORDS.items():
            assert set(one.get(key, [])) <= set(words.values), (name, one["title"], key)
        for key, words in WORD.items():
            assert one.get(key, "free") in words.values or key != "cost", (name, one["title"])
            if key != "cost":
                assert one[key] in words.values, (name, one["title"], key)


def test_every_institution_is_of_a_known_kind_and_named_once() -> None:
    assert {one["kind"] for one in institutions()} <= set(InstitutionKind.values)
    slugs = Counter(one["slug"] for one in institutions())
    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert [one["slug"] for one in institutions() if place_of_plz(one["plz"]) is None] == []


def test_every_offer_belongs_to_somebody_of_its_file() -> None:
    for name, file in world().items():
        homes = {"", *(one["slug"] for one in file.get("institution", []))}
        assert {one["institution"] for one in file.get("offer", [])} <= homes, name


def test_every_offer_can_be_read_and_has_a_believable_wish_for_dates() -> None:
    for _, one in offers():
        data = offer_data(one)
        assert (data.amount is None) == (data.cost == "free"), one["title"]
        assert data.by_arrangement == ("dates" not in one)
        asked = one.get("dates")
        if asked:
            assert asked["pattern"] in PATTERNS, one["title"]
            assert 1 <= asked["count"] <= 60
            assert asked.get("weekday", "di") in WEEKDAYS
            assert asked["seats"] > 0


def test_no_two_summaries_or_titles_are_alike() -> None:
    for key in ("summary", "title"):
        counted = Counter(one[key].casefold() for _, one in offers())
        assert [text for text, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("key", ["summary", "description"])
def test_no_two_texts_are_nearly_alike(key: str) -> None:
    told = [one[key] for _, one in offers()]
    close = [
        (text, other)
        for index, text in enumerate(told)
        for other, _, _ in process.extract_iter(
            text, told[index + 1 :], scorer=fuzz.ratio, score_cutoff=ALIKE
        )
    ]
    assert close == []


def test_the_measure_of_likeness_works() -> None:
    assert fuzz.ratio("Wir bauen einen Roboter aus Lego.", "Wir bauen Roboter aus Lego.") > ALIKE


def test_nobody_is_named_or_can_be_called() -> None:
    hits = [(name, PERSONAL.search(text.replace(FAIRY_TALE, ""))) for name, text in every_text()]
    assert [(name, hit[0]) for name, hit in hits if hit] == []
    for bad in ("Frau Müller", "Prof. Dr. A. Weber", "0234 123456", "+49 234/12345", "1.2.1975"):
        assert PERSONAL.search(bad), bad


def test_every_link_and_address_is_an_invented_one() -> None:
    hosts = {
        next(part for part in hit if part) for _, text in every_text() for hit in LINK.findall(text)
    }
    assert len(hosts) > 50
    assert sorted(host for host in hosts if not host.endswith(".example")) == []


def test_websites_in_the_register_are_whole_addresses() -> None:
    given = [row["website"] for row in imports.rows(REGISTER) if row["website"]]
    assert all(re.fullmatch(r"https?://[\w.-]+(/\S*)?", one) for one in given)


def test_the_register_reaches_every_land() -> None:
    assert {row["bundesland"] for row in imports.rows(REGISTER)} == {
        land.name for land in LAENDER.values()
    }


def test_rich_profiles_answer_everything() -> None:
    wanted = {"teaser", "sponsor", "learners_per_year", "location", "distinction", "success"}
    for name, file in world().items():
        told = file["region"]
        if "teaser" in told:
            assert wanted <= set(told), name
            assert len(told["focuses"]) >= 3, name
            assert told["highlights"], name
            assert told["contact_email"].endswith(".example"), name


def test_the_files_are_those_in_the_folder() -> None:
    assert sorted(Path(FILES[0]).parent.glob("*.toml")) == list(FILES)
