"""The search before anybody offers anything."""

from offers import projection
from offers.loosening import ways_out
from offers.search import Question, positions, search
from tests.offers.questions import ask


def test_the_search_answers(db: None) -> None:
    for question in (Question(), Question(words="roboter", near=(51.0, 10.0), masks={"stufe": 1})):
        answer = search(question)
        assert (answer.ids, answer.total, answer.pages, answer.distances) == ([], 0, 1, {})
        assert positions(question) == []


def test_there_is_no_way_out(db: None) -> None:
    assert ways_out(ask("")) == []
    assert ways_out(ask("stufe=sek1&ort=44805")) == []


def test_the_night_has_nothing_to_do(db: None) -> None:
    assert projection.refresh_all() == 0
