"""Words that mean the same: how they are read, kept, and found."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from mintportal.audit.models import Entry
from offers.actions import offers, synonyms
from offers.models import Synonym
from offers.search import Question, search
from offers.search.alternative import Why
from offers.search.meaning import terms
from offers.search.synonyms import load
from offers.search.text import stem, tokens
from offers.search.typed import parse
from tests import cast


def stems(text: str) -> tuple[str, ...]:
    return tuple(map(stem, text.split()))


def meant(text: str) -> dict[tuple[str, ...], Why]:
    return load().get(stems(text), {})


def live(half: cast.Half, title: str, **changes: Any) -> int:
    """The id of a published offer by arrangement with plain words."""
    plain = {"summary": "Satz.", "description": "Text.", "by_arrangement": True, **changes}
    return offers.publish(cast.offer(half.region, half.museum, title=title, **plain)).pk


def found(text: str) -> list[int]:
    return search(Question(words=text)).ids


# --- reading ----------------------------------------------------------------------------------


def test_equals_mean_each_other(db: None) -> None:
    Synonym.objects.create(words=["quagga", "zwirbel", "krumpel"])
    assert meant("quagga") == {("zwirbel",): Why.SYNONYM, ("krumpel",): Why.SYNONYM}
    assert set(meant("zwirbel")) == {("quagga",), ("krumpel",)}


def test_narrower_words_are_meant_but_do_not_mean_the_wider(db: None) -> None:
    Synonym.objects.create(words=["quagga"], narrower=["zwirbel", "krumpel"])
    assert meant("quagga") == {("zwirbel",): Why.NARROWER, ("krumpel",): Why.NARROWER}
    assert meant("zwirbel") == {}


def test_equals_of_the_wider_and_of_the_narrower_are_meant_as_well(db: None) -> None:
    Synonym.objects.create(words=["quagga", "yak"])
    Synonym.objects.create(words=["quagga"], narrower=["zwirbel"])
    Synonym.objects.create(words=["zwirbel", "krumpel"])
    narrower = {("zwirbel",): Why.NARROWER, ("krumpel",): Why.NARROWER}
    assert meant("yak") == {("quagga",): Why.SYNONYM, **narrower}
    assert meant("quagga") == {("yak",): Why.SYNONYM, **narrower}
    assert meant("krumpel") == {("zwirbel",): Why.SYNONYM}


def test_what_is_narrower_than_the_narrower_is_not_meant(db: None) -> None:
    Synonym.objects.create(words=["quagga"], narrower=["zwirbel"])
    Synonym.objects.create(words=["zwirbel"], narrower=["krumpel"])
    assert meant("quagga") == {("zwirbel",): Why.NARROWER}


def test_an_equal_that_is_also_narrower_stays_an_equal(db: None) -> None:
    Synonym.objects.create(words=["quagga"], narrower=["zwirbel"])
    Synonym.objects.create(words=["quagga", "zwirbel"])
    assert meant("quagga") == {("zwirbel",): Why.SYNONYM}


def test_nothing_means_itself(db: None) -> None:
    Synonym.objects.create(words=["Zwirbel", "Zwirbeln"])
    Synonym.objects.create(words=["quagga"], narrower=["quagga", "krumpel"])
    assert meant("zwirbel") == {}
    assert meant("quagga") == {("krumpel",): Why.NARROWER}
    assert all(entry not in same for entry, same in load().items())


def test_hyphens_are_read_as_words_and_as_one(db: None) -> None:
    Synonym.objects.create(words=["Quagga-Yak", "Zwirbel"])
    assert set(meant("zwirbel")) == {("quagga", "yak"), ("quaggayak",)}
    assert ("zwirbel",) in meant("quaggayak")
    assert ("zwirbel",) in meant("quagga yak")


def test_stop_words_in_an_entry_do_not_count(db: None) -> None:
    Synonym.objects.create(words=["Quagga auf der Yak", "Zwirbel"])
    assert set(meant("zwirbel")) == {("quagga", "yak")}


def test_a_word_twice_can_be_typed_but_is_never_meant(db: None) -> None:
    Synonym.objects.create(words=["Quagga quagga", "Zwirbel"])
    assert set(load()[("quagga", "quagga")]) == {("zwirbel",)}
    assert meant("zwirbel") == {}


def test_every_entry_of_the_first_table_is_understood_when_it_is_typed(db: None) -> None:
    """Whatever it holds: stop words, noise, the same word twice."""
    table = load()
    entries = {entry for row in Synonym.objects.all() for entry in row.words}
    assert len(entries) > 1000
    for entry in entries:
        stems = tuple(one.stem for one in tokens(entry) if not (one.is_joined or one.is_stop))
        said = {one for term in terms(parse(entry), table) for one in term.alternatives}
        assert table[stems].keys() <= {one.stems for one in said}, entry


def test_the_first_table_is_there(db: None) -> None:
    assert meant("kita")[("kindergart",)] == Why.SYNONYM
    assert meant("kita")[("kripp",)] == Why.NARROWER


# --- keeping ----------------------------------------------------------------------------------


def test_an_entry_is_kept_tidy_and_recorded(world: cast.World) -> None:
    olga = world.people["olga"]
    entry = synonyms.add(["  Quagga ", "Zwirbel  Tag", "", "Quagga"], [" Yak ", " "], by=olga)
    kept = Synonym.objects.get(pk=entry.pk)
    assert (kept.words, kept.narrower) == (["Quagga", "Zwirbel Tag"], ["Yak"])
    synonyms.change(entry, ["Quagga", "Krumpel"], by=olga)
    synonyms.remove(entry, by=olga)
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["Synonym angelegt", "Synonym geändert", "Synonym entfernt"]


TWELVE = [f"quagga{number}" for number in range(12)]
WRONG = [
    ([], [], "Nennen Sie mindestens zwei Wörter."),
    (["Quagga"], [], "Nennen Sie mindestens zwei Wörter."),
    (["Quagga", " Quagga "], [], "Nennen Sie mindestens zwei Wörter."),
    ([], ["Quagga", "Yak"], "Nennen Sie mindestens zwei Wörter."),
    ([*TWELVE, "Yak"], [], "Auf jeder Seite gehen bis zu 12 Wörter."),
    (["Yak"], [*TWELVE, "Zwirbel"], "Auf jeder Seite gehen bis zu 12 Wörter."),
    (["Quagga", "der"], [], "Danach können wir nicht suchen: der"),
    (["Quagga"], ["für die", "!!!"], "Danach können wir nicht suchen: für die, !!!"),
]


@pytest.mark.parametrize(("words", "narrower", "sentence"), WRONG)
def test_what_cannot_be_searched_is_refused(
    db: None, words: list[str], narrower: list[str], sentence: str
) -> None:
    entry = synonyms.add(["Zwirbel", "Krumpel"])
    before = Synonym.objects.count()
    with pytest.raises(ValidationError) as refused:
        synonyms.add(words, narrower)
    assert refused.value.messages == [sentence]
    with pytest.raises(ValidationError) as refused:
        synonyms.change(entry, words, narrower)
    assert refused.value.messages == [sentence]
    entry.refresh_from_db()
    assert (entry.words, Synonym.objects.count()) == (["Zwirbel", "Krumpel"], before)


def test_as_many_words_as_may_be_and_no_longer_ones(db: None) -> None:
    assert synonyms.add(TWELVE, TWELVE[::-1]).pk
    assert synonyms.add(["Quagga", "x" * 60]).pk
    with pytest.raises(ValidationError, match="60"):
        synonyms.add(["Quagga", "x" * 61])


# --- finding ----------------------------------------------------------------------------------


def test_a_change_is_found_by_the_next_search(world: cast.World) -> None:
    quagga, yak = live(world.nord, "Quagga"), live(world.sued, "Yakherde")
    assert found("quagga") == [quagga]
    entry = synonyms.add(["Quagga", "Yakherde"])
    assert found("quagga") == [quagga, yak]
    assert found("yakherde") == [yak, quagga]
    synonyms.change(entry, ["Quagga"], ["Yakherde"])
    assert found("quagga") == [quagga, yak]
    assert found("yakherde") == [yak]
    synonyms.change(entry, ["Quagga", "Zwirbel"])
    assert found("quagga") == [quagga]
    assert found("zwirbel") == [quagga]
    synonyms.remove(entry)
    assert found("zwirbel") == []


def test_several_words_that_mean_one(world: cast.World) -> None:
    pk = live(world.nord, "Zwirbeltag")
    assert found("Quagga Yakherde") == []
    synonyms.add(["Quagga-Yakherde", "Zwirbeltag"])
    for text in ("Quagga Yakherde", "Quagga-Yakherde", "quaggayakherde", "der Quagga Yakherde"):
        assert found(text) == [pk], text


@pytest.mark.parametrize("entry", ["Quagga Hilfe", "Angebot Quagga", "Quagga in MINT"])
def test_noise_counts_in_an_entry_of_several_words(world: cast.World, entry: str) -> None:
    one, other = live(world.nord, "Zwirbel"), live(world.nord, entry)
    synonyms.add([entry, "Zwirbel"])
    assert found(entry) == [other, one]
    assert found(f"suche ein {entry}") == [other, one]
    assert found("Zwirbel") == [one, other]


def test_noise_in_an_entry_is_not_needed(world: cast.World) -> None:
    one = live(world.nord, "Quagga im Zoo")
    synonyms.add(["Quagga Hilfe", "Zwirbel"])
    assert found("Quagga Hilfe") == [one]


def test_a_narrower_word_counts_less_than_an_equal(world: cast.World) -> None:
    narrower, equal = live(world.nord, "Krumpel"), live(world.nord, "Zwirbel")
    synonyms.add(["Quagga", "Zwirbel"])
    synonyms.add(["Quagga"], ["Krumpel"])
    assert found("quagga") == [equal, narrower]
