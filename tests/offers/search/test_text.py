"""German as words: stems, tokens with places, and the parts of compounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.search.text import (
    LONGEST_WORD,
    OWN_STEMS,
    STOP_WORDS,
    WEAK,
    WHOLE,
    normal,
    parts,
    stem,
    tokens,
    words,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)
GERMAN = st.text("abcdefghijklmnoprstuwzäöüß", min_size=1, max_size=30)

# --- stems ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forms",
    [
        "mädchen maedchen madchen",
        "brücke brücken bruecke bruecken brucken",
        "straße straßen strasse strassen",
        "haus häuser haeuser hauser",
        "baum bäume baeume",
        "küche kueche kuche küchen",
        "größe groesse grösse",
        "feuerlöscher feuerloescher",
        "bauernhöfe bauernhoefe bauernhof",
        "steuergerät steuergeräte steuergeraete",
        "lösung lösungen loesung loesungen",
        "übung übungen uebung ubung",
        "körper körpers koerper",
        "azubi azubis",
        "kita kitas",
        "foto fotos",
        "workshop workshops",
        "kurs kurse kursen",
        "glas gläser gläsern",
        "tier tiere tieren tiers",
        "forscherin forscherinnen forscher forschung forschungen forschen",
        "experiment experimente experimentieren",
        "untersuchung untersuchungen untersuchen",
        "universität universitäten universitaet",
        "schüler schülerin schülerinnen schueler schuelerinnen schuler",
        "mutter mütter muetter",
        "strömung strömungen stroemung stroemungen",
        "töpfern töpferei töpfer getöpfert toepfern",
        "café cafe cafés",
        "atelier ateliers",
    ],
)
def test_forms_and_spellings_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1, [stem(one) for one in forms.split()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("eisen", "eis"),
        ("bildung", "bild"),
        ("nähen", "nähe"),
        ("mutter", "motto"),
        ("blüte", "blut"),
        ("zeitung", "zeit"),
        ("watte", "watt"),
        ("kohle", "kohl"),
        ("eiche", "ei"),
        ("rinde", "rinder"),
        ("mündung", "mund"),
        ("achtung", "acht"),
        ("dichtung", "dicht"),
        ("steuerung", "steuer"),
        ("atlas", "atlant"),
        ("3d", "3"),
        ("töpfern", "topf"),
    ],
)
def test_words_that_mean_something_else_have_another(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["0", "7", "123", "2026", "ab", "x", "3d", "co2", "ev3", "１２"])
def test_numbers_and_very_short_words_are_their_own_stem(word: str) -> None:
    assert stem(word) == word


def test_own_stems_hold_for_each_of_their_forms() -> None:
    assert {stem(form) for form in ("nähen", "naehen", "näht", "genäht")} == {"nähen"}
    for form, own in OWN_STEMS.items():
        assert stem(form) == own
    assert all(stem(own) == own for own in set(OWN_STEMS.values()))


def test_only_the_beginning_of_an_endless_word_counts() -> None:
    endless = "donaudampfschifffahrtsgesellschaftskapitän" + "x" * 500
    assert stem(endless) == stem(endless[:LONGEST_WORD])
    assert len(stem(endless)) <= LONGEST_WORD


@given(ANY_TEXT)
def test_a_stem_never_raises_and_never_grows_much(text: str) -> None:
    assert len(stem(normal(text))) <= 2 * LONGEST_WORD  # „ß“ becomes „ss“


@given(GERMAN)
def test_a_stem_is_small_and_not_empty(word: str) -> None:
    found = stem(word)
    assert found
    assert found == found.lower()
    if word not in OWN_STEMS and len(word) > 2:
        assert "ß" not in found


@pytest.mark.parametrize("word", ["roboter", "häuser", "forscherinnen", "azubis", "straßen"])
def test_a_plain_words_stem_is_a_stem(word: str) -> None:
    """Not so for every word: „museen“ → „muse“ → „mus“; so stems are never stemmed again."""
    assert stem(stem(word)) == stem(word)
    assert stem(stem("museen")) != stem("museen")


@given(st.integers(0, 10**30).map(str) | st.text("abäöü3", min_size=1, max_size=2))
def test_numbers_and_short_words_stay_as_they_are(word: str) -> None:
    assert stem(word) == word
    assert stem(stem(word)) == stem(word)


# --- tokens -----------------------------------------------------------------------------------


def placed(text: str) -> list[tuple[str, int]]:
    return [(token.written, token.place) for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("… – ! 😀", []),
        ("Der Wald, der Wald!", [("der", 1), ("wald", 2), ("der", 3), ("wald", 4)]),
        (
            "Lego-Roboter-AG im Wald",
            [
                *(("legoroboterag", 1), ("lego", 1), ("roboter", 2), ("ag", 3)),
                *(("im", 4), ("wald", 5)),
            ],
        ),
        ("3-D", [("3d", 1), ("3", 1), ("d", 2)]),
        ("-x- --y", [("x", 1), ("y", 2)]),
        ("a_b __ c", [("a", 1), ("b", 2), ("c", 3)]),
        ("CO₂ ﬃ Ⅷ", [("co2", 1), ("ffi", 2), ("viii", 3)]),
        ("A\u0308rzte", [("ärzte", 1)]),
        ("Soft\u00adhyphen", [("softhyphen", 1)]),
        ("STRASSE Straße", [("strasse", 1), ("straße", 2)]),
        ("robo\x00ter", [("robo", 1), ("ter", 2)]),
    ],
)
def test_words_stand_in_their_places(text: str, expected: list[tuple[str, int]]) -> None:
    assert placed(text) == expected


def test_only_the_joined_word_is_joined_and_only_pieces_have_parts() -> None:
    joined, first, second = tokens("Wasserlabor-Ferienkurs")
    assert [joined.is_joined, first.is_joined, second.is_joined] == [True, False, False]
    assert joined.parts == ()
    assert first.parts == (stem("wasser"), stem("labor"))


@pytest.mark.parametrize("word", ["der", "DER", "für", "fuer", "fur", "über", "ueber", "außer"])
def test_stop_words_in_all_spellings(word: str) -> None:
    assert [token.is_stop for token in tokens(word)] == [True]
    assert [token.is_stop for token in tokens(f"{word}roboter")] == [False]


@given(ANY_TEXT)
def test_tokens_of_any_text_are_words_in_order(text: str) -> None:
    found = tokens(text)
    assert [one.place for one in found] == sorted(one.place for one in found)
    single = [one for one in found if not one.is_joined]
    assert [one.place for one in single] == list(range(1, len(single) + 1))
    for one in found:
        assert one.written
        assert one.written.isalnum()
        assert len(one.written) <= LONGEST_WORD
        assert one.stem == stem(one.written)


@given(ANY_TEXT)
def test_all_letters_and_digits_are_in_a_word(text: str) -> None:
    kept = "".join(max((word, "".join(pieces)), key=len) for word, pieces in words(text))
    if all(len(word) < LONGEST_WORD for word, _ in words(text)):
        assert kept == "".join(one for one in normal(text) if one.isalnum())


# --- parts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("roboterwettbewerb", "roboter wettbewerb"),
        ("wasserlabor", "wasser labor"),
        ("schulhof", "schule hof"),
        ("schneesturm", "schnee sturm"),
        ("apfelbäume", "apfel baum"),
        ("vogelhäuser", "vogel haus"),
        ("solarautos", "solar auto"),
        ("energiespardetektiv", "energie sparen detektiv"),
        ("vulkanausbruch", "vulkan ausbruch"),
    ],
)
def test_a_compound_of_known_parts(word: str, expected: str) -> None:
    assert parts(word) == tuple(map(stem, expected.split()))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("forschungsschiff", "forschung schiff"),
        ("sternenhimmel", "stern himmel"),
        ("bienenstock", "biene stock"),
        ("ferienkurs", "ferien kurs"),
        ("mausefalle", "maus falle"),
        ("brückenbau", "brücke bau"),
        ("küchenchemie", "küche chemie"),
    ],
)
def test_a_joint_or_a_cut_between_the_parts(word: str, expected: str) -> None:
    assert parts(word) == tuple(map(stem, expected.split()))


def test_a_known_last_part_behind_an_unknown_one() -> None:
    assert parts("xylophonbecken") == ("xylophon", stem("becken"))
    assert parts("xybecken") == ()  # too short
    assert parts("xxzzbecken") == ()  # no vowel
    assert parts("unserlabor") == ()  # a stop word


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("abflussrohre", "abfluss rohr"),
        ("pegnitzhäuser", "pegnitz haus"),
        ("orionnebels", "orion nebel"),
        ("stereolupen", "stereo lupe"),
        ("verpackungsmüll", "verpackung müll"),
    ],
)
def test_a_known_last_part_in_any_form(word: str, expected: str) -> None:
    assert parts(word) == tuple(map(stem, expected.split()))


@pytest.mark.parametrize(
    "word",
    [
        # a prefix and a part of a word: ver|packen is no „Pack“, ein|führung no „Uhr“
        *("verpacken", "einführung", "vorbereitung", "verstopfen", "abgefallen", "ausdrucken"),
        *("herausgefunden", "zusammenbauen", "bestreitet", "wiederholung", "widerstand"),
        # ends that are words elsewhere
        *("funktionieren", "leichteste", "künftigen", "praktischer", "begehbaren", "bestellung"),
        *("übersetzungen", "gleichungen", "koordination", "multiplikatoren", "diebstahl"),
    ],
)
def test_what_a_word_only_ends_with_is_no_part(word: str) -> None:
    assert parts(word) == ()


@pytest.mark.parametrize(
    ("word", "bare"), [("brueckenbau", "brückenbau"), ("maedchentag", "mädchentag")]
)
def test_a_compound_with_umlauts_spelled_out_has_the_same_parts(word: str, bare: str) -> None:
    assert parts(word) == parts(bare) != ()


def test_words_that_only_look_like_compounds_have_no_parts() -> None:
    for whole in ("plankton", "unterricht", "wettbewerb", "badminton", "grundschulen", "talente"):
        assert stem(whole) in WHOLE
        assert parts(whole) == ()


@pytest.mark.parametrize(
    "word",
    [
        *("roboter", "mikroskop", "programmieren", "garten", "forschung", "chemie", "biologie"),
        *("märchen", "wissenschaft", "planet", "transport", "ausstellung", "ausstellungen"),
        *("tomate", "banane", "schmetterling", "elefant", "universum", "instrument", "person"),
        *("der", "x", "123", "", "element", "station", "information", "radioaktiv"),
    ],
)
def test_a_plain_word_has_no_parts(word: str) -> None:
    assert parts(word) == ()


@given(ANY_TEXT | GERMAN)
def test_parts_never_raise_and_are_none_or_several(text: str) -> None:
    for word, _ in words(text):
        found = parts(word)
        assert len(found) != 1
        assert len(found) <= 3
        assert len(set(found)) == len(found)


def test_weak_and_stop_words_are_stored_as_they_are_asked() -> None:
    assert stem("Ausflug".lower()) in WEAK
    assert {"der", "für", "fuer", "fur"} <= STOP_WORDS
    assert not any(word.startswith("#") or word != word.strip() for word in STOP_WORDS)
