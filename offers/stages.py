"""From grades to stages, per Land, as the school laws draw the lines."""

from offers.vocabulary import Stage

# In Berlin and Brandenburg the Grundschule has six years, elsewhere four.
SIX_YEARS = {"BE", "BB"}
FIRST_GRADE = 0  # Vorschule
LAST_GRADE = 13


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
