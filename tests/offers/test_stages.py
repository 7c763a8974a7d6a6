"""From grades to stages, and the words of the field."""

import pytest

from mintportal.geo.areas import LAENDER
from offers import vocabulary as v
from offers.facets import BY_PARAMETER, FACETS
from offers.stages import grades_of_stages, stage_of_grade, stages_of_grades


@pytest.mark.parametrize("land", LAENDER)
def test_every_grade_has_a_stage_in_every_land(land: str) -> None:
    six_years = land in {"BE", "BB"}
    for grade in range(14):
        expected = (
            "kita" if grade == 0
            else "grundschule" if grade <= (6 if six_years else 4)
            else "sek1" if grade <= 10
            else "sek2"
        )  # fmt: skip
        assert stage_of_grade(grade, land) == expected


@pytest.mark.parametrize("grade", [-1, 14, 100])
def test_there_is_no_other_grade(grade: int) -> None:
    with pytest.raises(ValueError, match=f"no grade {grade}"):
        stage_of_grade(grade, "NW")


@pytest.mark.parametrize("land", ["NW", "BE"])
def test_grades_of_stages_and_stages_of_grades_agree(land: str) -> None:
    for stage in v.Stage.values:
        grades = grades_of_stages([stage], land)
        if grades:
            assert stages_of_grades(min(grades), max(grades), land) == [stage]
        else:
            assert stage in {"ausbildung", "studium", "beruf"}
    assert grades_of_stages(v.Stage.values, land) == set(range(14))
    assert stages_of_grades(0, 13, land) == ["kita", "grundschule", "sek1", "sek2"]


def test_masks_hold_words_as_bits() -> None:
    for facet in FACETS:
        values = facet.vocabulary.values
        assert facet.mask(values) == 2 ** len(values) - 1
        assert facet.mask([values[-1], values[-1]]) == 1 << len(values) - 1
        assert facet.mask([]) == 0
        assert BY_PARAMETER[facet.parameter] is facet
        with pytest.raises(ValueError, match="quatsch"):
            facet.mask(["quatsch"])


def test_every_word_has_its_uri_its_letters_and_its_place_in_the_chain() -> None:
    assert set(v.STAGE_URIS) == set(v.Stage) == set(v.STAGE_LONG)
    assert [stage for link in v.CHAIN for stage in link] == list(v.Stage)
    assert set(v.SUBJECT_URIS) == set(v.SUBJECT_LETTERS) == set(v.Subject)
    assert all(
        uri.startswith("http://w3id.org/kim/schulfaecher/s1") for uri in v.SUBJECT_URIS.values()
    )
    assert len(set(v.SUBJECT_URIS.values())) == len(v.Subject)
    uris = [uri for pair in v.STAGE_URIS.values() for uri in pair if uri]
    assert len(set(uris)) == len(uris) == 13
    assert v.STAGE_URIS[v.Stage.TRAINING][0] == ""


def test_letters_stand_in_their_order() -> None:
    assert v.letters_of(["technik", "mathematik"]) == "mt"
    assert v.letters_of(["mint", "physik"]) == "mint"
    assert v.letters_of(["berufsorientierung"]) == ""
