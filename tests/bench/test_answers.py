"""Portal, floor and oracle answer alike, and a difference is noticed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection, transaction

from bench import choice, equality, oracle
from bench.asked import Asked, Plan, read_plan
from bench.equality import differences, of_floor, of_portal
from bench.floor import Floor
from bench.inside import count
from offers.models import Offer, SearchRow

QUESTIONS = 50


@pytest.fixture(scope="module")
def plan(filled: list[str]) -> Plan:
    return choice.plan(searches=120, details=20)


@pytest.fixture(scope="module")
def floor(plan: Plan) -> Iterator[Floor]:
    """The floor on the tests' own connection, which alone sees the offers."""
    yield Floor(lambda: connection.connection, plan.columns)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")


@pytest.fixture
def undone() -> Iterator[None]:
    """What the test changes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fetch(floor: Floor, address: str) -> tuple[str, str]:
    """The floor's status and page."""
    told: list[str] = []
    path, _, query = address.partition("?")
    environ = {"PATH_INFO": path, "QUERY_STRING": query}
    body = b"".join(floor(environ, lambda status, _: told.append(status)))
    return told[0], body.decode()


def compared(searches: list[Asked], plan: Plan, floor: Floor) -> list[str]:
    with connection.connection.cursor() as cursor:
        return list(differences(searches, plan.columns, floor, cursor))


def test_fifty_questions_are_answered_alike(plan: Plan, floor: Floor) -> None:
    asked = plan.all_searches()
    assert len(asked) >= QUESTIONS
    assert compared(asked, plan, floor) == []


def test_the_questions_are_worth_asking(plan: Plan) -> None:
    asked = plan.all_searches()
    answers = [of_portal(one) for one in asked]
    assert all(answer.total for answer in answers)
    assert all(len(one.facets) == 2 for one in asked)
    assert len({one.portal() for one in asked}) > 0.8 * len(asked)
    assert len({one.words for one in asked}) > 10
    assert plan.searches["74 %"]
    assert plan.searches["5 %"]
    assert any(answer.total > len(answer.ids) for answer in answers)
    # Every facet is asked for, and every kind of count is told.
    assert {name for one in asked for name in one.facets} == {one.parameter for one in plan.columns}
    assert {name for one in answers for name, told in one.counts.items() if told} == {
        facet for facet, _ in oracle.STATEMENTS
    }


def test_the_plan_is_the_same_each_time(plan: Plan, tmp_path: Path) -> None:
    assert choice.plan(searches=10, details=3) == choice.plan(searches=10, details=3)
    plan.write(tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == plan


def test_a_wrong_count_is_noticed(plan: Plan, floor: Floor, undone: None) -> None:
    asked = max(plan.all_searches(), key=lambda one: of_portal(one).total)
    assert compared([asked], plan, floor) == []
    SearchRow.objects.update(languages=1)
    found = compared([asked], plan, floor)
    assert any("floor counts sprache otherwise" in line for line in found)


def test_an_offer_that_is_missing_is_noticed(plan: Plan, floor: Floor, undone: None) -> None:
    asked = plan.all_searches()[0]
    first = of_floor(floor, asked, plan.columns).ids[0]
    Offer.objects.across_regions().filter(pk=first).update(status=Offer.Status.WITHDRAWN)
    found = compared([asked], plan, floor)
    assert any("portal finds" in line for line in found)
    assert any("floor finds" in line for line in found)
    assert any("shows" in line for line in found)


def test_another_order_is_noticed(plan: Plan) -> None:
    right = of_portal(plan.all_searches()[0])
    other = replace(right, ids=(0, *right.ids[1:]))
    assert list(equality._compared(right, other)) == [f"shows {other.ids}, not {right.ids}"]
    assert list(equality._compared(right, right)) == []


def test_pages_are_as_large_as_the_portals(plan: Plan, floor: Floor) -> None:
    for kind, pairs in plan.addresses().items():
        counted, sized = count(pairs[:5])
        assert 0 < counted.statements <= 5
        sizes = [len(fetch(floor, address)[1].encode()) for _, address in sized]
        assert sum(sizes) / len(sizes) == pytest.approx(counted.bytes, rel=0.1), kind


def test_floor_tells_of_an_offer(plan: Plan, floor: Floor) -> None:
    for portal, least in plan.details:
        offer = Offer.objects.across_regions().get(slug=portal.rstrip("/").rsplit("/", 1)[1])
        status, body = fetch(floor, least)
        assert status == "200 OK"
        for paragraph in offer.description.split("\n\n"):
            assert paragraph.split("„")[0].split('"')[0].split("&")[0] in body


def test_floor_escapes_what_others_wrote(plan: Plan, floor: Floor, undone: None) -> None:
    Offer.objects.across_regions().update(title="<script>")
    asked = plan.all_searches()[0]
    for address in (asked.floor(plan.columns), plan.details[0][1]):
        body = fetch(floor, address)[1]
        assert "&lt;script&gt;" in body
        assert "<script>" not in body


@pytest.mark.parametrize("address", ["/angebot/0", "/gibt-es-nicht/"])
def test_floor_has_no_other_pages(floor: Floor, address: str) -> None:
    assert fetch(floor, address) == ("404 Not Found", "")


def test_floor_finds_nothing_for_a_word_that_nobody_has(plan: Plan, floor: Floor) -> None:
    answer = of_floor(floor, Asked("x", "'gibtesnicht'"), plan.columns)
    assert (answer.total, answer.ids) == (0, ())
    assert not any(answer.counts.values())
