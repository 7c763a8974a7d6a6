"""Chain, tiles, price, places, numbers and days in templates."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from mintportal.web import words
from offers.address import Address
from offers.models import Offer
from offers.templatetags import offers as tags
from offers.vocabulary import CHAIN, Stage

HOSTILE = "<script>alert('x')</script>"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"


def shown(text: str, **context: Any) -> str:
    return Template(text).render(Context(context))


# --- the chain --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ([], ""),
        (["sek1"], "Sek I"),
        (["sek2", "sek1"], "Sek I und Sek II"),
        (["kita", "sek2"], "Kita und Sek II"),
        (["grundschule", "sek1", "sek2"], "Grundschule bis Sek II"),
        (["kita", "sek1", "sek2"], "Kita, Sek I und Sek II"),
        (Stage.values, "Kita bis Beruf & Fachkräfte"),
        (["sek1", "sek1"], "Sek I"),
    ],
)
def test_stages_in_words(stages: list[str], said: str) -> None:
    assert tags.stages_in_words(stages) == said


@pytest.mark.parametrize(
    ("stages", "beads"),
    [
        ([], ["", "", "", "", "", ""]),
        (["kita"], ["on", "", "", "", "", ""]),
        (["ausbildung"], ["", "", "", "", "on half-a", ""]),
        (["studium"], ["", "", "", "", "on half-b", ""]),
        (["ausbildung", "studium", "beruf"], ["", "", "", "", "on", "on"]),
    ],
)
def test_the_chain_has_six_beads(stages: list[str], beads: list[str]) -> None:
    html = tags.chain(stages)
    assert "".join(f'<i class="{bead}"></i>' for bead in beads) in html
    assert html.count("<i ") == len(CHAIN) == 6
    assert tags.stages_in_words(stages).replace("&", "&amp;") in html


def test_words_of_the_chain_are_escaped() -> None:
    html = shown("{% chain stages words %}", stages=["sek1"], words=HOSTILE)
    assert ESCAPED in html
    assert HOSTILE not in html


@given(st.lists(st.sampled_from(Stage.values)))
def test_any_stages_can_be_said(stages: list[str]) -> None:
    said = tags.stages_in_words(stages)
    assert bool(said) is bool(stages)
    if len(set(stages)) < 3:
        assert all(str(Stage(one).label) in said for one in stages)


# --- subjects ---------------------------------------------------------------------------------


def test_tiles_have_a_letter_to_see_and_a_word_to_hear() -> None:
    html = tags.tiles(["technik", "mathematik", "physik"])
    assert [html.index(f"f-{letter}") for letter in "mnt"] == sorted(
        html.index(f"f-{letter}") for letter in "mnt"
    )
    assert html.count("aria-hidden") == 3
    for word in ("Mathematik", "Naturwissenschaften", "Technik"):
        assert f">{word} <" in html
    assert tags.tiles(["berufsorientierung"]) == '<span class="mints"></span>'


def test_subjects_by_name() -> None:
    assert tags.subject_names(["physik", "mint", "berufsorientierung"]) == [
        ("physik", "n", "Physik"),
        ("mint", "", "MINT übergreifend"),
        ("berufsorientierung", "", "Berufs- und Studienorientierung"),
    ]


# --- for whom, how many, how much ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "age", "said"),
    [
        ((7, 10), (None, None), "Klasse 7 bis 10"),
        ((7, 7), (None, None), "Klasse 7"),
        ((0, 0), (5, 6), "Klasse 0"),
        ((7, None), (None, None), "ab Klasse 7"),
        ((None, 4), (None, None), "bis Klasse 4"),
        ((None, None), (10, 14), "10 bis 14 Jahre"),
        ((None, None), (10, None), "ab 10 Jahren"),
        ((None, None), (None, 6), "bis 6 Jahre"),
        ((None, None), (None, None), ""),
    ],
)
def test_grades(grade: tuple, age: tuple, said: str) -> None:
    offer = Offer(grade_min=grade[0], grade_max=grade[1], age_min=age[0], age_max=age[1])
    assert tags.grades(offer) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (10, 28, "10 bis 28"),
        (1, 24, "bis 24"),
        (None, 24, "bis 24"),
        (0, 24, "bis 24"),
        (10, None, "ab 10"),
        (24, 24, "24"),
        (1, None, ""),
        (None, None, ""),
    ],
)
def test_groups(low: int | None, high: int | None, said: str) -> None:
    assert tags.group(Offer(group_min=low, group_max=high)) == said


@pytest.mark.parametrize(
    ("cost", "amount", "said"),
    [
        ("free", None, "kostenlos"),
        ("person", Decimal("4.50"), "4,50\u00a0€ pro Person"),
        ("person", Decimal("4.00"), "4\u00a0€ pro Person"),
        ("group", Decimal(120), "120\u00a0€ pro Gruppe"),
        ("person", Decimal("0.05"), "0,05\u00a0€ pro Person"),
    ],
)
def test_prices(cost: str, amount: Decimal | None, said: str) -> None:
    assert tags.price(Offer(cost=cost, amount=amount)) == said


def test_access_facts_tell_what_is_there_and_what_important_is_not() -> None:
    assert tags.access_facts(Offer(access=["hoeranlage", "imbiss"])) == [
        (False, "stufenfrei"),
        (True, "Höranlage"),
        (False, "Ruheraum"),
        (True, "Imbiss"),
    ]


def test_names_and_steps() -> None:
    offer = Offer(
        focuses=["ki", "maedchen"],
        languages=["de", "uk"],
        flow=["Ankommen | 10 Minuten", "Bauen", "a|b|c"],
    )
    assert tags.focus_names(offer) == ["Künstliche Intelligenz", "Mädchen"]
    assert tags.language_names(offer) == "Deutsch, Ukrainisch"
    assert tags.steps(offer) == [("Ankommen", "10 Minuten"), ("Bauen", ""), ("a", "b|c")]


def test_addresses_of_changed_searches_are_escaped() -> None:
    address = Address((("q", '"><script>'), ("stufe", "kita")))
    html = shown("{% address_with address 'klasse' 7 %}", address=address)
    assert html == "/angebote/?q=%22%3E%3Cscript%3E&amp;stufe=kita&amp;klasse=7"
    assert shown("{% address_without address 'q' %}", address=address) == "/angebote/?stufe=kita"


@pytest.mark.parametrize(
    "template",
    [
        "components/offer_card.html",
        "components/offer_row.html",
        "components/offer_mini.html",
        "offers/offer_cost.html",
        "offers/list_problems.html",
    ],
)
def test_hostile_words_are_escaped_wherever_an_offer_stands(template: str) -> None:
    offer = Offer(
        pk=1,
        title=HOSTILE,
        slug="x",
        town=HOSTILE,
        duration=HOSTILE,
        summary=HOSTILE,
        funding=HOSTILE,
        cost="person",
        amount=Decimal(3),
        stages=["sek1"],
        subjects=["technik"],
        format="workshop",
        delivery="vor-ort",
    )
    view = SimpleNamespace(
        **{name: getattr(offer, name) for name in ("title", "town", "duration", "summary", "pk")},
        **{name: getattr(offer, name) for name in ("stages", "subjects", "format", "delivery")},
        **{name: getattr(offer, name) for name in ("cost", "amount", "funding", "group_min")},
        group_max=None,
        get_format_display=offer.get_format_display,
        get_cost_display=offer.get_cost_display,
        get_absolute_url="/angebot/",
        institution=SimpleNamespace(name=HOSTILE, get_absolute_url="/partner/x/"),
        region=SimpleNamespace(name=HOSTILE, get_absolute_url="/regionen/x/"),
        search_row=None,
        distance=None,
    )
    problem = SimpleNamespace(sentence=HOSTILE, guesses=[])
    html = Template(f'{{% include "{template}" %}}').render(
        Context(
            {
                "offer": view,
                "query": "",
                "cost": SimpleNamespace(size=5, groups=1, total=Decimal(15), problem=HOSTILE),
                "asked": SimpleNamespace(problems=[problem], finding=SimpleNamespace(place=None)),
            }
        )
    )
    assert ESCAPED in html
    assert "<script>" not in html


# --- numbers and days ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "value", "said"),
    [
        ("{{ v|euro }}", Decimal("4.5"), "4,50\u00a0€"),
        ("{{ v|euro }}", Decimal("1200"), "1200\u00a0€"),
        ("{{ v|km }}", 0.83, "unter 1\u00a0km"),
        ("{{ v|km }}", 9.94, "10\u00a0km"),
        ("{{ v|km }}", 9.96, "10\u00a0km"),
        ("{{ v|km }}", 123.4, "123\u00a0km"),
        ("{{ v|km }}", 0.0, "unter 1\u00a0km"),
        ("{{ v|number }}", 4318, "4.318"),
        ("{{ v|number }}", 0, "0"),
        ("{{ v|number }}", None, ""),
        ("{{ v|clock }}", datetime(2026, 7, 1, 7, 0, tzinfo=UTC), "9 Uhr"),
        ("{{ v|clock }}", datetime(2026, 12, 1, 7, 5, tzinfo=UTC), "8:05 Uhr"),
        ("{{ v|day_short }}", date(2027, 1, 12), "Di, 12. Jan. 2027"),
        ("{{ v|day_long }}", datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "Donnerstag, 2. Juli 2026"),
    ],
)
def test_numbers_and_days(template: str, value: Any, said: str) -> None:
    assert shown(template, v=value) == said


def test_periods() -> None:
    start = datetime(2027, 1, 12, 8, 0, tzinfo=UTC)
    assert words.period(start, start.replace(hour=12)) == "9:00 bis 13:00 Uhr"
    assert words.period(start, start.replace(day=13, hour=14)) == (
        "9:00 Uhr bis Mittwoch, 13. Januar 2027, 15:00 Uhr"
    )
