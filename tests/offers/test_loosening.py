"""When nothing is found: the ways out, with numbers that hold."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from offers.loosening import MOST, ways_out
from offers.search import search
from tests import cast
from tests.offers import generated, questions
from tests.offers.oracle import Oracle
from tests.offers.questions import Asked, ask


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[cast.World]:
    """The crowd, instead of the cast alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield generated.build()
        transaction.set_rollback(True)


def parameters(address: str) -> Asked:
    return dict(QueryDict(address.removeprefix("?")).lists())


def finding_nothing(world: cast.World, oracle: Oracle, most: int) -> list[Asked]:
    """Questions that ask for several things and find nothing."""
    many = questions.questions(21, 300, world)
    found = [one for one in many if len(one) > 1 and not oracle.total(one)]
    assert len(found) >= most
    return found[:most]


def test_each_number_is_what_the_way_out_gives(world: cast.World) -> None:
    oracle = Oracle()
    seen = 0
    for asked in finding_nothing(world, oracle, 30):
        for way in ways_out(ask(asked)):
            assert way.count == oracle.total(parameters(way.address.text)), (asked, way)
            assert way.count == search(ask(way.address.text).question).total > 0
            seen += 1
    assert seen > 50


def test_no_single_step_that_helps_is_missing(world: cast.World) -> None:
    oracle = Oracle()
    for asked in finding_nothing(world, oracle, 30):
        steps = [
            {name: values for name, values in asked.items() if name not in without}
            for without in ({"ort", "umkreis"} if one == "ort" else {one} for one in asked)
            if not without & {"sort"} and without != {"umkreis"}
        ]
        helping = sorted(count for count in map(oracle.total, steps) if count)
        ways = ways_out(ask(asked))
        assert len(ways) == MOST or len(ways) >= len(helping), asked
        assert [way.count for way in ways] == sorted(way.count for way in ways)
        if helping:
            assert ways
            assert ways[0].count <= helping[0]


def test_all_ways_are_counted_in_one_statement(world: cast.World) -> None:
    asked = ask("stufe=kita&klasse=13&alter=99&land=HH&ort=44805&umkreis=5&q=vulkan&bis=2020-01-01")
    assert not search(asked.question).total
    with CaptureQueriesContext(connection) as statements:
        ways_out(asked)
    assert len(statements) == 1
    assert "offers_offer " not in statements[0]["sql"].replace('"', " ")


def test_a_wider_circle_keeps_the_rest(world: cast.World) -> None:
    ways = ways_out(ask("ort=01067&umkreis=50&sort=datum"))
    sentences = {way.sentence: way.address.text for way in ways}
    wider = sentences["Im Umkreis von 200 km suchen"]
    assert wider == "?ort=01067&umkreis=200&sort=datum"
    assert sentences["Ohne die Angabe bei „Wo?“ suchen"] == "?sort=datum"


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("von=2031-02-01&bis=2031-02-03", "von", "?bis=2031-02-03"),
        ("ort=Bayern&kreis=05911", "ort", "?kreis=05911"),
        ("ort=Bayern&land=NW", "ort", "?land=NW"),
    ],
)
def test_only_what_is_taken_away_is_gone(
    world: cast.World, text: str, gone: str, left: str
) -> None:
    for way in ways_out(ask(text)):
        assert search(ask(way.address.text).question).total == way.count
    texts = [way.address.text for way in ways_out(ask(text))]
    assert (left in texts) == (search(ask(left).question).total > 0), gone


@pytest.mark.parametrize(
    ("text", "sentence", "left"),
    [
        ("alter=abc&stufe=sek1", "Ohne die Angabe bei „Alter“ suchen", "?stufe=sek1"),
        ("stufe=foo", "Ohne die Angabe bei „Bildungsstufe“ suchen", ""),
        ("anbieter=foo&stufe=sek1", "Ohne die Angabe bei „Anbieter“ suchen", "?stufe=sek1"),
        ("ort=99999&umkreis=5&land=NW", "Ohne die Angabe bei „Wo?“ suchen", "?land=NW"),
        ("klasse=14&gruppe=0", "Ohne die Angabe bei „Klasse“, „Plätze für“ suchen", ""),
    ],
)
def test_what_could_not_be_understood_goes_first(
    world: cast.World, text: str, sentence: str, left: str
) -> None:
    (way,) = ways_out(ask(text))
    assert (way.sentence, way.address.text) == (sentence, left)
    assert way.count == search(ask(left).question).total
