"""Numbers, days, prices and addresses in German."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintportal.web import words
from mintportal.web.slugs import free_slug, german_slug, sort_key
from mintportal.web.templatetags.web import paragraphs, percent

BERLIN, UTC = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (999, "999"), (4318, "4.318"), (1234567, "1.234.567"), (None, "")]
)
def test_numbers_have_points(value: int | None, said: str) -> None:
    assert words.number(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("4", "4 €"), ("4.5", "4,50 €"), ("120.00", "120 €"), ("0.05", "0,05 €"), ("0", "0 €")],
)
def test_prices(value: str, said: str) -> None:
    assert words.euro(Decimal(value)) == said.replace(" ", "\u00a0")


@pytest.mark.parametrize(("minute", "said"), [(0, "9 Uhr"), (5, "9:05 Uhr"), (30, "9:30 Uhr")])
def test_clock_times_are_german_ones(minute: int, said: str) -> None:
    assert words.clock(datetime(2027, 1, 12, 8, minute, tzinfo=UTC)) == said


def test_days() -> None:
    late = datetime(2027, 1, 11, 23, 30, tzinfo=UTC)  # the next day in Germany
    assert words.day_short(late) == "Di, 12. Jan. 2027"
    assert words.day_long(late) == "Dienstag, 12. Januar 2027"
    assert words.day_long(date(2027, 3, 1)) == "Montag, 1. März 2027"


def test_periods_of_one_day_and_of_several() -> None:
    start = datetime(2027, 1, 12, 9, 0, tzinfo=BERLIN)
    assert words.period(start, start.replace(hour=13, minute=15)) == "9:00 bis 13:15 Uhr"
    assert words.period(start, start.replace(day=13, hour=15)) == (
        "9:00 Uhr bis Mittwoch, 13. Januar 2027, 15:00 Uhr"
    )


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("IST.Bochum.NRW", "ist-bochum-nrw"),
        ("Größe & Maß", "groesse-mass"),
        ("ÄÖÜ äöü ß", "aeoeue-aeoeue-ss"),
        ("zdi/Hamm@Lippe", "zdi-hamm-lippe"),
        ("Crème brûlée", "creme-brulee"),
        ("  --  ", "ohne-name"),
        ("🎉", "ohne-name"),
        ("", "ohne-name"),
        ("<script>", "script"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert german_slug(text) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    assert german_slug("eins zwei drei vier", 12) == "eins-zwei"


@given(st.text(max_size=300), st.integers(10, 90))
def test_a_slug_is_always_one(text: str, length: int) -> None:
    slug = german_slug(text, length)
    assert slug
    assert len(slug) <= max(length, len("ohne-name"))
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_taken_slug_gets_a_number() -> None:
    taken = {"museum", "museum-2"}
    assert free_slug("Museum", taken.__contains__) == "museum-3"
    assert free_slug("Haus", taken.__contains__) == "haus"
    long = free_slug("a" * 200, {"a" * 75}.__contains__)
    assert (long, len(long) <= 80) == ("a" * 75 + "-2", True)


def test_the_german_alphabet() -> None:
    names = ["Zoo", "Übersee", "„Uhrwerk“", "Äpfel", "apfel", "Straße", "Strasse", "Ost", "Öl"]
    assert sorted(names, key=sort_key) == [
        "Äpfel", "apfel", "Öl", "Ost", "Straße", "Strasse", "Übersee", "„Uhrwerk“", "Zoo",
    ]  # fmt: skip


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("a\r\n\r\n b\nc\n\n\n\n") == ["a", "b\nc"]
    assert paragraphs("") == []


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 3, 33), (0, 5, 0), (5, 5, 100), (0, 0, 0)])
def test_percent(part: int, whole: int, said: int) -> None:
    assert percent(part, whole) == said
