"""Why an offer stands where it does: which words it answers, where, and how much that counts."""

from dataclasses import dataclass

from pyroaring import BitMap

from offers.search.matching import Answer
from offers.search.question import Question
from offers.search.results import Result


@dataclass(frozen=True)
class Reason:
    """A typed word, the word of the offer that answers it, where that stands, and its weight."""

    typed: str
    said: str
    why: str
    level: str
    weight: float
    worth: float


@dataclass(frozen=True)
class Explained:
    """An offer of the result with its score and the reasons, the weightiest first."""

    offer_id: int
    score: float
    distance: float
    reasons: tuple[Reason, ...]


def explain(question: Question, most: int = 10) -> tuple[Result, list[Explained]]:
    """The result of a question, and why its first offers come first."""
    result = Result(question)
    at = result.ordered(most)
    ids = [int(one) for one in result.rows.columns["offer_id"][at]]
    scores = dict(zip(result.offers, result.scores(result.rows.at(result.offers)), strict=True))
    answers = result.match.answers if result.match else ()
    return result, [
        Explained(offer, float(scores[offer]), float(km), _reasons(offer, answers))
        for offer, km in zip(ids, result.distances(at), strict=True)
    ]


def _reasons(offer: int, answers: tuple[Answer, ...]) -> tuple[Reason, ...]:
    alone = BitMap([offer])
    found = [
        Reason(
            answer.term.written,
            " + ".join(step.alternative.stems),
            step.alternative.why,
            step.level.name.lower().replace("_", " "),
            step.weight,
            answer.worth,
        )
        for answer in answers
        for step in answer.steps
        if step.offers.intersect(alone)
    ]
    return tuple(sorted(found, key=lambda one: -one.weight * one.worth))
