"""Which offers have the words and how well, and what is told about it."""

import pytest

from offers.actions import synonyms
from offers.search import Question, search
from offers.search.matching import ENOUGH, MOST_GUESSED, WEIGHTS
from offers.search.postings import Level
from offers.search.results import FEW_NEARBY, Result
from tests import cast
from tests.offers.questions import ask
from tests.offers.test_search import found, live

ESSEN = {"plz": "45127", "town": "Essen"}
BERLIN = {"plz": "10115", "town": "Berlin"}


def scores(text: str) -> dict[int, float]:
    result = Result(Question(words=text))
    at = result.rows.at(result.offers)
    return dict(zip(result.offers, map(float, result.scores(at)), strict=True))


# --- where a word stands ----------------------------------------------------------------------


def test_the_levels_are_in_the_order_of_their_weight_within_each_field() -> None:
    assert set(WEIGHTS) == set(Level)
    assert max(WEIGHTS.values()) == WEIGHTS[Level.TITLE] == 1
    assert WEIGHTS[Level.TITLE] > WEIGHTS[Level.SUMMARY] > WEIGHTS[Level.TEXT]
    for name in ("TITLE", "KEYWORD", "NAME", "SUMMARY", "TEXT"):
        assert WEIGHTS[Level[name]] > WEIGHTS[Level[f"{name}_PART"]], name


def test_title_above_summary_above_text_whoever_was_first(world: cast.World) -> None:
    text = live(world.nord, "Eins", description="Vulkan.")
    summary = live(world.nord, "Zwei", summary="Vulkan.")
    title = live(world.nord, "Vulkan")
    told = scores("vulkan")
    assert found("vulkan") == [title, summary, text]
    assert 1 >= told[title] > told[summary] > told[text] > 0


def test_the_same_word_in_more_places_counts_more_but_never_too_much(world: cast.World) -> None:
    once = live(world.nord, "Vulkan")
    thrice = live(world.nord, "Vulkan!", summary="Vulkan.", description="Vulkan.")
    told = scores("vulkan")
    assert found("vulkan") == [thrice, once]
    assert told[once] < told[thrice] <= 1


def test_an_exact_word_is_above_a_synonym_above_what_is_narrower(world: cast.World) -> None:
    narrower = live(world.nord, "Vorschule")
    synonym = live(world.nord, "Kindergarten")
    exact = live(world.nord, "Kita")
    assert found("kita") == [exact, synonym, narrower]


def test_a_part_of_a_compound_is_below_the_whole_word(world: cast.World) -> None:
    part = live(world.nord, "Magnetwettbewerb")
    whole = live(world.nord, "Wettbewerb")
    assert found("wettbewerb") == [whole, part]


# --- what a word counts -----------------------------------------------------------------------


def test_a_rare_word_counts_more_than_a_frequent_one(world: cast.World) -> None:
    frequent = [live(world.nord, f"Prisma {number}") for number in range(15)]
    rare = live(world.nord, "Zirkel")
    for text in ("prisma zirkel", "zirkel prisma"):
        assert found(text)[0] == rare, text
        assert set(found(text)) == {rare, *frequent}
    answers = Result(Question(words="prisma zirkel")).match.answers
    worth = {one.term.written: one.worth for one in answers}
    assert worth["zirkel"] > worth["prisma"] > 0


@pytest.mark.parametrize("weak", ["bauen", "Projekt", "7"])
def test_a_word_that_says_little_is_not_needed_but_counts(world: cast.World, weak: str) -> None:
    without = live(world.nord, "Vulkan")
    both = live(world.nord, f"Vulkan {weak}")
    answer = search(Question(words=f"vulkan {weak}"))
    assert (answer.ids, answer.partly) == ([both, without], None)


def test_a_word_that_says_little_is_needed_where_it_is_all_that_is_said(world: cast.World) -> None:
    live(world.nord, "Vulkan")
    one = live(world.nord, "Teleskope bauen")
    ids = found("bauen")
    assert one in ids
    assert len(ids) == search(Question(words="bauen")).total < search(Question()).total


def test_a_word_that_says_something_is_needed(world: cast.World) -> None:
    live(world.nord, "Vulkan")
    both = live(world.nord, "Vulkan Zirkel")
    answer = search(Question(words="vulkan zirkel"))
    assert (answer.ids[0], answer.partly) == (both, 1)


# --- what is only near to it --------------------------------------------------------------------


def told(text: str) -> tuple[list[int], int | None]:
    """The ids, and how many of them have all that was asked."""
    answer = search(Question(words=text))
    return answer.ids, answer.partly


def test_the_topic_of_a_compound_alone_is_not_what_was_asked(world: cast.World) -> None:
    part = live(world.nord, "Segel aus Papier")
    assert told("Segelschein") == ([part], 0)
    whole = live(world.nord, "Der Schein für Segel")
    assert told("Segelschein") == ([whole, part], 1)


def test_what_is_narrower_is_only_near_where_nobody_says_the_word(world: cast.World) -> None:
    synonyms.add(["Quagga"], ["Zwirbel"])
    narrower = live(world.nord, "Zwirbel")
    assert told("Quagga") == ([narrower], 0)
    exact = live(world.nord, "Quagga")
    assert told("Quagga") == ([exact, narrower], None)


@pytest.mark.parametrize("text", ["Kindergeburtstag", "Schülerausweis", "Mintkarte"])
def test_noise_is_no_topic(world: cast.World, text: str) -> None:
    live(world.nord, "Kinder und Schüler: MINT für alle")
    assert told(text) == ([], None)


@pytest.mark.parametrize("weak", ["besichtigen", "planen", "interessant", "Termin"])
def test_a_general_word_is_no_hit_beside_another(world: cast.World, weak: str) -> None:
    live(world.nord, f"Zirkel {weak}")
    one = live(world.nord, "Vulkan")
    assert found(f"Vulkan {weak}") == [one]


# --- excluded words ---------------------------------------------------------------------------


@pytest.mark.parametrize("minus", ["-", "−", "–"])
def test_an_excluded_word_alone_leaves_all_the_others(world: cast.World, minus: str) -> None:
    everything = set(search(Question()).ids)
    live(world.nord, "Vulkan")
    live(world.nord, "Eins", description="Am Ende ein Vulkan.")
    assert set(found(f"{minus}vulkan")) == everything


@pytest.mark.parametrize("title", ["Vulkane", "VULKAN", "Vulkan-Projekt", "Vulkanprojekt"])
def test_an_excluded_word_is_excluded_in_every_form(world: cast.World, title: str) -> None:
    kept = live(world.nord, "Prisma")
    gone = live(world.nord, f"Prisma und {title}")
    assert set(found("prisma")) == {kept, gone}
    assert found("prisma -vulkan") == [kept]


def test_an_excluded_word_is_also_kept_from_those_with_only_some_words(world: cast.World) -> None:
    kept = live(world.nord, "Prisma")
    live(world.nord, "Zirkel Vulkan")
    assert found("prisma zirkel -vulkan") == [kept]
    assert found("vulkan -vulkan") == []


def test_an_excluded_word_that_nobody_has_changes_nothing(world: cast.World) -> None:
    one = live(world.nord, "Vulkan")
    assert found("vulkan -gibtesnicht") == [one]


# --- partly -----------------------------------------------------------------------------------


def test_where_a_page_has_all_the_words_no_others_follow(world: cast.World) -> None:
    live(world.nord, "Prisma allein")
    for number in range(ENOUGH - 1):
        live(world.nord, f"Prisma Zirkel {number}")
    few = search(Question(words="prisma zirkel"))
    assert (few.total, few.partly) == (ENOUGH, ENOUGH - 1)
    live(world.nord, "Prisma Zirkel zuletzt")
    enough = search(Question(words="prisma zirkel"))
    assert (enough.total, enough.partly) == (ENOUGH, None)


def test_partly_counts_those_that_fit_the_filters_as_well(world: cast.World) -> None:
    live(world.nord, "Prisma Zirkel")
    live(world.sued, "Prisma Zirkel")
    live(world.sued, "Prisma")
    assert search(Question(words="prisma zirkel")).partly == 2
    south = search(Question(words="prisma zirkel", regions=(world.sued.region.pk,)))
    assert (south.total, south.partly) == (2, 1)


# --- a place among the words ------------------------------------------------------------------


def test_where_few_have_the_words_the_others_at_the_place_follow(world: cast.World) -> None:
    far = live(world.nord, "Vulkan in der Ferne", **BERLIN)
    here = live(world.nord, "Vulkan", **ESSEN)
    other = live(world.nord, "Prisma", **ESSEN)
    answer = search(ask("q=Vulkan+in+Essen").question)
    assert answer.ids[0] == here
    assert other in answer.ids
    assert far not in answer.ids
    assert answer.nearby == 1
    assert answer.total == len(answer.ids)


def test_where_nobody_has_the_words_the_others_at_the_place_are_all(world: cast.World) -> None:
    live(world.nord, "Vulkan in der Ferne", **BERLIN)
    other = live(world.nord, "Prisma", **ESSEN)
    answer = search(ask("q=Vulkan+in+Essen").question)
    assert other in answer.ids
    assert answer.nearby == 0


def test_where_enough_have_the_words_nobody_else_follows(world: cast.World) -> None:
    having = {live(world.nord, f"Vulkan {number}", **ESSEN) for number in range(FEW_NEARBY)}
    live(world.nord, "Prisma", **ESSEN)
    answer = search(ask("q=Vulkan+in+Essen").question)
    assert (set(answer.ids), answer.nearby) == (having, None)


def test_a_place_in_its_own_field_is_a_filter_alone(world: cast.World) -> None:
    here = live(world.nord, "Vulkan", **ESSEN)
    live(world.nord, "Prisma", **ESSEN)
    answer = search(ask("q=Vulkan&ort=Essen").question)
    assert (answer.ids, answer.nearby) == ([here], None)


def test_nearby_counts_those_that_fit_the_filters_as_well(world: cast.World) -> None:
    """The page says „Zu „Vulkan“ passen bei Essen: 1“; there must be one in the result."""
    live(world.nord, "Vulkan", stages=["sek1"], **ESSEN)
    ages = {"grade_min": None, "grade_max": None}
    other = live(world.nord, "Prisma", stages=["kita"], **ages, **ESSEN)
    answer = search(ask("q=Vulkan+in+Essen&stufe=kita").question)
    assert (answer.ids, answer.nearby) == ([other], 0)


# --- corrections and suggestions --------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "typed", "meant"),
    [
        ("Mikroskope", "mikroskob", "mikroskope"),
        ("Chemie", "Chmie", "chemie"),
        ("Vulkan", "vulcan", "vulkan"),
        ("Physik", "fysik", "physik"),
    ],
)
def test_a_slip_is_searched_as_what_was_meant(
    world: cast.World, title: str, typed: str, meant: str
) -> None:
    one = live(world.nord, title)
    answer = search(Question(words=typed))
    assert answer.ids == [one]
    assert [(word, shown.lower()) for word, shown in answer.corrections] == [(typed.lower(), meant)]


@pytest.mark.parametrize("typed", ["vulkan", "Vulkane", "vulk", "vulkanberg", "xyzqqq"])
def test_nothing_is_corrected_where_no_slip_was_made(world: cast.World, typed: str) -> None:
    live(world.nord, "Vulkan")
    assert search(Question(words=typed)).corrections == ()


def test_a_german_word_is_no_slip_even_if_nobody_has_it(world: cast.World) -> None:
    live(world.nord, "Laterne")
    answer = search(Question(words="Latein"))
    assert (answer.ids, answer.corrections) == ([], ())
    assert answer.suggestions == (("latein", ("Laterne",)),)


def test_of_a_pasted_text_only_the_first_slips_are_corrected(world: cast.World) -> None:
    live(world.nord, "Mikroskope")
    slips = [f"mikroskop{letter}" for letter in "abdghlmqt"]
    corrected = search(Question(words=" ".join(slips))).corrections
    assert [word for word, _ in corrected] == slips[:MOST_GUESSED]


def test_only_the_word_with_the_slip_is_corrected(world: cast.World) -> None:
    one = live(world.nord, "Vulkan Prisma")
    answer = search(Question(words="vulcan prisma"))
    assert answer.ids == [one]
    assert [word for word, _ in answer.corrections] == ["vulcan"]


def test_a_word_that_a_withdrawn_offer_had_is_never_meant(world: cast.World) -> None:
    one = cast.published(world.nord.region, None, title="Mikroskope")
    assert search(Question(words="mikroskob")).corrections
    cast.offers.withdraw(one)
    answer = search(Question(words="mikroskob"))
    assert (answer.total, answer.corrections, answer.suggestions) == (0, (), ())


def test_what_looks_alike_is_suggested_where_nothing_is_found(world: cast.World) -> None:
    one = live(world.nord, "Planeten")
    answer = search(Question(words="planung"))
    assert (answer.total, answer.corrections) == (0, ())
    ((typed, (similar, *_)),) = answer.suggestions
    assert (typed, similar.lower()) == ("planung", "planeten")
    assert found(similar) == [one]


def test_nothing_is_suggested_where_something_is_found(world: cast.World) -> None:
    live(world.nord, "Planeten")
    one = live(world.nord, "Vulkan")
    answer = search(Question(words="vulkan planung"))
    assert (answer.ids, answer.suggestions) == ([one], ())
