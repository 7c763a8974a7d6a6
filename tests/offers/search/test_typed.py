"""What somebody typed: words, phrases, and what must not occur."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.search.text import STOP_WORDS, stem
from offers.search.typed import LONGEST_TEXT, MOST_WORDS, Typed, Word, parse

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=400)
LIKE_QUERIES = st.lists(
    st.sampled_from(
        [*'"„“”«»‟‹›-−–', " ", " -", ' "', "wald", "der", "kinder", "Wasser-Labor", "3", "\x00"]
    ),
    max_size=300,
).map("".join)


def written(found: tuple[Word, ...]) -> str:
    return " ".join(word.written for word in found)


def phrases(typed: Typed) -> list[str]:
    return [written(phrase.words) for phrase in typed.phrases]


@pytest.mark.parametrize(
    "text",
    [
        *('"Vulkan im Wald"', "„Vulkan im Wald“", "“Vulkan im Wald”", "«Vulkan im Wald»"),
        *("»Vulkan im Wald«", "‹Vulkan im Wald›", "›Vulkan im Wald‹", "‟Vulkan im Wald”"),
        *('„Vulkan im Wald"', '"Vulkan im Wald', '"Vulkan, im\tWald!"', "„VULKAN im Wald“"),
    ],
)
def test_quotes_of_all_kinds_make_a_phrase(text: str) -> None:
    typed = parse(text)
    assert phrases(typed) == ["vulkan im wald"]
    assert (typed.words, typed.without) == ((), ())


def test_a_phrase_keeps_stop_words_in_their_place() -> None:
    (phrase,) = parse('"Planet auf dem Schulhof"').phrases
    assert phrase.tsquery == "'planet' <-> 'auf' <-> 'dem' <-> 'schulhof'"
    assert written(phrase.telling) == "planet schulhof"


def test_a_hyphen_in_a_phrase_is_words_that_follow_each_other() -> None:
    assert phrases(parse('"Wasser-Labor im Wald"')) == ["wasser labor im wald"]


def test_words_and_several_phrases() -> None:
    typed = parse('Mond "Vulkan im Wald" Sonne „Zug am See“ -Regen')
    assert written(typed.words) == "mond sonne"
    assert phrases(typed) == ["vulkan im wald", "zug am see"]
    assert written(typed.without) == "regen"


@pytest.mark.parametrize("text", ["'Vulkan Wald'", "‚Vulkan Wald‘", "Vulkan`Wald", "Vulkan — Wald"])
def test_other_signs_quote_nothing(text: str) -> None:
    assert written(parse(text).words) == "vulkan wald"
    assert not parse(text).phrases


@pytest.mark.parametrize("text", ["", " ", '""', '"der die"', "„“", "der die das", "-", "- -", "!"])
def test_what_says_nothing_is_nothing(text: str) -> None:
    assert parse(text) == Typed()
    assert not parse(text)


@pytest.mark.parametrize("minus", ["-", "−", "–"])
def test_a_minus_excludes_the_word_behind_it(minus: str) -> None:
    typed = parse(f"Mond {minus}Vulkan Wald")
    assert written(typed.words) == "mond wald"
    assert written(typed.without) == "vulkan"
    assert written(parse(f'Mond {minus}"Vulkan im Wald"').without) == "vulkan wald"


@pytest.mark.parametrize(
    "text", ["Mond - Vulkan", "Mond – Vulkan", "Mond-, Vulkan", "Mond, Vulkan"]
)
def test_a_dash_between_words_excludes_nothing(text: str) -> None:
    typed = parse(text)
    assert written(typed.words) == "mond vulkan"
    assert typed.without == ()


def test_every_excluded_word_counts_but_stop_words() -> None:
    assert written(parse("Wasser -Vulkan -der").without) == "vulkan"
    assert written(parse("Wasser -Kinder").without) == "kinder"
    assert written(parse("Wasser -Kinder -Vulkan").without) == "kinder vulkan"


def test_noise_only_counts_where_nothing_else_is_said() -> None:
    assert written(parse("suche tolle Angebote Roboter").words) == "roboter"
    assert written(parse("suche Angebote").words) == "suche angebote"
    assert written(parse("Klasse Roboter-Angebot").words) == "roboterangebot"
    assert written(parse("Klassen-Angebot Mond").words) == "klassenangebot mond"


def test_noise_in_a_phrase_counts() -> None:
    assert phrases(parse('"Angebote für Kinder"')) == ["angebote für kinder"]


def test_english_noise_is_noise() -> None:
    assert written(parse("robotics for kids").words) == "robotics"


def test_all_that_was_said_stands_in_its_order_noise_and_doubles_as_well() -> None:
    typed = parse("suche die erste Hilfe, Lernen lernen")
    assert written(typed.said) == "suche erste hilfe lernen lernen"
    assert written(typed.words) == "erste lernen"


def test_what_is_said_twice_counts_once() -> None:
    typed = parse("Brücke brücken BRUECKE Vulkan -Wald -Wälder")
    assert [word.stem for word in typed.words] == ["bruck", "vulkan"]
    assert [word.stem for word in typed.without] == ["wald"]


def test_what_hyphens_join_is_one_word_with_pieces() -> None:
    (word,) = parse("Lego-Roboter-und-mehr").words
    assert word.written == "legoroboterundmehr"
    assert word.pieces == ("lego", stem("roboter"))
    assert parse("Roboter").words[0].pieces == ()


def test_the_limits() -> None:
    many = [f"wort{number}" for number in range(60)]
    assert written(parse(" ".join(many)).words) == " ".join(many[:MOST_WORDS])
    assert len(parse(" ".join(f"-{word}" for word in many)).without) == MOST_WORDS
    assert len(parse(" ".join(f'"{word}"' for word in many)).phrases) == MOST_WORDS
    (phrase,) = parse(f'"{" ".join(many)}"').phrases
    assert len(phrase.words) == MOST_WORDS
    assert parse(" " * LONGEST_TEXT + "Vulkan") == Typed()
    assert written(parse("! " * (LONGEST_TEXT // 2 - 3) + "Vulkan").words) == "vulkan"


@given(ANY_TEXT | LIKE_QUERIES)
def test_any_query_is_read_within_the_limits(text: str) -> None:
    typed = parse(text)
    for found in (typed.words, typed.without, typed.phrases):
        assert len(found) <= MOST_WORDS
    assert all(0 < len(phrase.words) <= MOST_WORDS for phrase in typed.phrases)
    for words in (typed.words, typed.without):
        assert len({word.stem for word in words}) == len(words)
        assert not any(word.written in STOP_WORDS for word in words)
    assert all(phrase.telling for phrase in typed.phrases)


@given(ANY_TEXT | LIKE_QUERIES)
def test_what_reaches_the_database_is_letters_and_digits(text: str) -> None:
    typed = parse(text)
    of_phrases = [word for phrase in typed.phrases for word in phrase.words]
    for word in (*typed.words, *typed.without, *of_phrases):
        assert word.written.isalnum()
        assert all(one.isalnum() for one in word.stem)
