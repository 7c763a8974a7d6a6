"""The search on the judged queries, over the whole demo world."""

import pytest

from mintportal.demo import world
from mintportal.demo.judging import Judgement, judge


@pytest.fixture
def judged(db: None) -> dict[str, Judgement]:
    """Both files, asked of the demo world."""
    list(world.build())
    return {name: judge(f"{name}.csv") for name in ("judgements", "unseen")}


def test_the_first_page_fits(judged: dict[str, Judgement]) -> None:
    """One test of many parts, so that parallel runs build the world once."""
    tuned, unseen = judged["judgements"], judged["unseen"]
    assert len(tuned.judged) >= 230
    assert len(unseen.judged) >= 100
    assert tuned.ndcg >= 0.90, tuned.worst(10)
    assert unseen.ndcg >= 0.86, unseen.worst(10)
    assert tuned.zero_hits <= 0.02
    assert unseen.zero_hits <= 0.02
    assert all(mean > 0.5 for _, mean, _ in tuned.by_kind()), tuned.by_kind()
