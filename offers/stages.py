"""From grades to stages, per Land, as the school laws draw the lines."""

from typing import Protocol

from offers.vocabulary import Stage


class ForWhom(Protocol):
    """What says for whom an offer is."""

    stages: list[str]
    grade_min: int | None
    grade_max: int | None
    age_min: int | None
    age_max: int | None


# In Berlin and Brandenburg the Grundschule has six years, elsewhere four.
SIX_YEARS = {"BE", "BB"}
FIRST_GRADE = 0  # Vorschule
LAST_GRADE = 13
STAGE_AGES = {
    Stage.KITA: (0, 6),
    Stage.PRIMARY: (5, 11),
    Stage.SEK1: (9, 17),
    Stage.SEK2: (15, 20),
    Stage.TRAINING: (15, 120),
    Stage.STUDY: (16, 120),
    Stage.WORK: (18, 120),
}
"""Years of age in a stage, with room for early and late starters."""


def stage_of_grade(grade: int, land: str) -> Stage:
    """The stage of a grade 0–13 (0 = Vorschule) in a Land (ISO). Raises ValueError otherwise."""
    if not FIRST_GRADE <= grade <= LAST_GRADE:
        raise ValueError(f"There is no grade {grade}; grades run from 0 to 13.")
    if grade == FIRST_GRADE:
        return Stage.KITA
    if grade <= (6 if land in SIX_YEARS else 4):
        return Stage.PRIMARY
    return Stage.SEK1 if grade <= 10 else Stage.SEK2


def stages_of_grades(first: int, last: int, land: str) -> list[str]:
    """The stages that grades ``first`` to ``last`` touch, in the order of the chain."""
    touched = {stage_of_grade(grade, land) for grade in range(first, last + 1)}
    return [stage.value for stage in Stage if stage in touched]


def grades_of_stages(stages: list[str], land: str) -> set[int]:
    """All grades that belong to one of the stages; stages after school have none."""
    grades = range(FIRST_GRADE, LAST_GRADE + 1)
    return {grade for grade in grades if stage_of_grade(grade, land).value in stages}


def ages_of(offer: ForWhom) -> tuple[int, int]:
    """(from, to) years: as given, else those of the grades, else those of the stages.

    Children of a grade are 5 to 8 years older than its number (school starts at 5 to 7).
    """
    ages = _ages_of_grades(offer.grade_min, offer.grade_max) or _ages_of_stages(offer.stages)
    low = ages[0] if offer.age_min is None else offer.age_min
    high = ages[1] if offer.age_max is None else offer.age_max
    return low, max(low, high)


def _ages_of_grades(first: int | None, last: int | None) -> tuple[int, int] | None:
    return None if first is None or last is None else (first + 5, last + 8)


def _ages_of_stages(stages: list[str]) -> tuple[int, int]:
    known = [STAGE_AGES[Stage(stage)] for stage in stages]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else (0, 120)
