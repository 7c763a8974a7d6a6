"""The commands of the search: why something is found, and the table of synonyms."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from offers.models import Synonym
from offers.search import Question, search
from tests import cast
from tests.offers.test_search import HOSTILE, found, live


def printed(*words: str, **options: object) -> list[str]:
    """The lines that a command prints."""
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue().splitlines()


def listed(lines: list[str]) -> list[str]:
    """The titles of the offers, in their order."""
    matches = (re.fullmatch(r" ?\d+\. (.*) \(score [\d.]+(?:, \d+ km)?\)", one) for one in lines)
    return [match.group(1) for match in matches if match]


# --- explain_search ---------------------------------------------------------------------------


def test_filters_words_and_reasons_are_told(world: cast.World) -> None:
    live(world.nord, "Vulkan bauen", plz="45127", town="Essen")
    live(world.nord, "Prisma", summary="Mit Vulkan.", plz="45127", town="Essen")
    live(world.nord, "Vulkan im Süden", plz="86150", town="Augsburg")
    lines = printed("explain_search", "Vulkan bauen Klasse 8 in Essen")
    assert lines[:4] == ["q = Vulkan bauen", "ort = Essen", "auch = anderes", "klasse = 8"]
    assert any(
        re.match(r"word „vulkan“: 3 offers, worth \d\.\d\d: vulkan \(exact\)", one) for one in lines
    )
    assert any(one.startswith("weak „bauen“: ") for one in lines)
    assert listed(lines)[:2] == ["Vulkan bauen", "Prisma"]
    assert "Vulkan im Süden" not in listed(lines)
    first, second = (
        next(n for n, one in enumerate(lines) if title in one)
        for title in (". Vulkan bauen (", ". Prisma (")
    )
    assert re.search(r"\(score \d\.\d{3}, \d+ km\)$", lines[first])
    assert re.fullmatch(
        r" +„vulkan“: vulkan in title \(exact\), 1\.00 of a word worth \d\.\d\d", lines[first + 1]
    )
    assert re.fullmatch(
        r" +„vulkan“: vulkan in summary \(exact\), 0\.45 of a word worth \d\.\d\d",
        lines[second + 1],
    )
    assert f"{len(listed(lines))} offers" in lines


def test_the_order_is_that_of_the_search_and_ends_after_ten(world: cast.World) -> None:
    for number in range(12):
        summary = "Vulkan." if number % 2 else "Satz."
        live(world.nord, f"Vulkan {number}", summary=summary)
    lines = printed("explain_search", "Vulkan")
    answer = search(Question(words="Vulkan"))
    titles = dict(cast.Offer.objects.across_regions().values_list("pk", "title"))
    assert listed(lines) == [titles[pk] for pk in answer.ids[:10]]
    assert "12 offers" in lines
    for number, line in enumerate(lines):
        if listed([line]):
            assert lines[number + 1].startswith("      „vulkan“: vulkan in title"), line


def test_an_address_is_read_as_the_page_reads_it(world: cast.World) -> None:
    lines = printed("explain_search", "?q=Roboter&region=mint-region-nord&sort=datum")
    assert listed(lines) == ["Roboter Nord"]
    assert "region = mint-region-nord" in lines
    lines = printed("explain_search", "?stufe=unsinn&q=Roboter")
    assert "! „unsinn“ kennen wir bei „Bildungsstufe“ nicht." in lines
    assert "0 offers" in lines


def test_phrases_synonyms_and_slips_say_what_they_are(world: cast.World) -> None:
    live(world.nord, "Planeten auf dem Schulhof im Kindergarten")
    lines = printed("explain_search", '"Planeten auf dem Schulhof" Kita Schulhov')
    text = "\n".join(lines)
    assert "phrase „planeten auf dem schulhof“: 1 offers" in text
    assert "(synonym)" in text
    assert "schulhof (slip)" in text
    assert listed(lines) == ["Planeten auf dem Schulhof im Kindergarten"]


@pytest.mark.parametrize(
    "text", [*HOSTILE, "", " ", "?", "?=&&", "?q", "?seite=9", "\udcff"], ids=ascii
)
def test_nonsense_is_coped_with(world: cast.World, text: str) -> None:
    lines = printed("explain_search", text)
    counts = [one for one in lines if re.fullmatch(r"\d+ offers", one)]
    assert len(counts) == 1
    assert len(listed(lines)) == min(10, int(counts[0].split()[0]))


def test_an_empty_portal_has_nothing_to_explain(world: cast.World) -> None:
    for half in (world.nord, world.sued):
        cast.offers.withdraw(half.offers["published"])
    assert printed("explain_search", "Roboter bauen")[-1] == "0 offers"
    assert printed("explain_search", "")[-1] == "0 offers"


# --- synonyms ---------------------------------------------------------------------------------


def test_all_entries_are_shown_or_those_with_a_word(world: cast.World) -> None:
    assert len(printed("synonyms")) == Synonym.objects.count() > 50
    Synonym.objects.all().delete()
    one = Synonym.objects.create(words=["Vulkan", "Feuerberg"], narrower=["Ätna"])
    two = Synonym.objects.create(words=["Prisma", "Keil"])
    assert printed("synonyms") == [f"{one.pk}: Vulkan, Feuerberg > Ätna", f"{two.pk}: Prisma, Keil"]
    for word in ("vulkan", "FEUERBERG", "ätna"):
        assert printed("synonyms", word) == [f"{one.pk}: Vulkan, Feuerberg > Ätna"], word
    assert printed("synonyms", "Vulk") == []


def test_what_is_added_is_shown_and_searched_until_it_is_removed(world: cast.World) -> None:
    vulkan = live(world.nord, "Vulkan")
    assert found("feuerberg") == []
    (line,) = printed("synonyms", add=" Feuerberg,Vulkan , ")
    number = int(line.split(":")[0])
    assert line == f"{number}: Feuerberg, Vulkan"
    assert printed("synonyms", "feuerberg") == [line]
    assert found("feuerberg") == [vulkan]
    assert printed("synonyms", remove=number) == []
    assert found("feuerberg") == []
    assert printed("synonyms", "feuerberg") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Vulkan", "mindestens zwei Wörter"),
        ("Vulkan, Vulkan", "mindestens zwei Wörter"),
        ("> Vulkan, Prisma", "mindestens zwei Wörter"),
        (" , ,", "mindestens zwei Wörter"),
        ("", "mindestens zwei Wörter"),
        ("Vulkan, !!!", "Danach können wir nicht suchen: !!!"),
        ("Vulkan, der", "Danach können wir nicht suchen: der"),
        (", ".join(f"Wort{n}" for n in range(13)), "bis zu 12 Wörter"),
        ("Vulkan > " + ", ".join(f"Wort{n}" for n in range(13)), "bis zu 12 Wörter"),
        (f"Vulkan, {'x' * 61}", "60"),
    ],
    ids=range(10),
)
def test_what_cannot_be_added_is_said_and_not_kept(
    world: cast.World, text: str, message: str
) -> None:
    before = Synonym.objects.count()
    with pytest.raises(CommandError, match=re.escape(message)):
        printed("synonyms", add=text)
    assert Synonym.objects.count() == before


@pytest.mark.parametrize("number", [0, 2_000_000_000, -1])
def test_an_entry_that_is_not_there_cannot_be_removed(world: cast.World, number: int) -> None:
    before = Synonym.objects.count()
    with pytest.raises(CommandError, match=f"There is no entry {number}."):
        printed("synonyms", remove=number)
    assert Synonym.objects.count() == before
