"""Postings that follow each change are those that would be built from nothing."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from offers import projection
from offers.actions import offers
from offers.models import Offer, SearchForm, SearchPosting, SearchText
from offers.search import Question, postings, search
from offers.search.postings import Level, analyse
from tests import cast
from tests.conftest import create_database, drop_database
from tests.offers.generated import homes
from tests.offers.search.test_rows import change_something
from tests.offers.test_search import live

Stored = dict[tuple[str, int], tuple[int, list[int]]]


def stored() -> Stored:
    """By word and level: the count as stored, and the offers."""
    found = postings.read(SearchPosting.objects.values_list("word", flat=True).distinct())
    counts = {
        (word, level): n
        for word, level, n in SearchPosting.objects.values_list("word", "level", "count")
    }
    return {
        (word, level): (n, list(found[word][Level(level)])) for (word, level), n in counts.items()
    }


def forms() -> dict[str, str]:
    return dict(SearchForm.objects.values_list("written", "word"))


def documents() -> dict[int, tuple[str, str]]:
    return {
        pk: (text, digest)
        for pk, text, digest in SearchText.objects.values_list("pk", "document", "digest")
    }


def rewritten(pk: int, **changes: Any) -> None:
    """An offer with other words."""
    one = Offer.objects.across_regions().select_related("region").get(pk=pk)
    Offer.objects.in_region(one.region).filter(pk=pk).update(**changes)
    projection.refresh([pk])


# --- the same as from nothing -----------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_after_many_changes_they_are_those_of_a_rebuild(world: cast.World, seed: int) -> None:
    chance = Random(seed)
    at = homes(world)
    for _ in range(40):
        change_something(chance, at)
    followed, texts, written = stored(), documents(), forms()
    projection.rebuild()
    assert followed == stored()
    assert texts == documents()
    assert len(followed) > 30
    assert all(count == len(ids) > 0 for count, ids in followed.values())
    # A form that nobody writes any more stays as long as its word does.
    assert forms().items() <= written.items()
    assert set(written.values()) <= {word for word, _ in followed}


def test_a_word_that_leaves_a_title_leaves_the_postings(world: cast.World) -> None:
    one = live(world.nord, "Vulkanit und Prisma")
    two = live(world.nord, "Prisma")
    assert stored()["prisma", Level.TITLE] == (2, [one, two])
    rewritten(one, title="Quarz", summary="Prisma")
    after = stored()
    assert after["prisma", Level.TITLE] == (1, [two])
    assert after["prisma", Level.SUMMARY] == (1, [one])
    assert not [key for key in after if key[0] == "vulkanit"]


def test_withdrawing_takes_out_every_word_and_publishing_brings_it_back(world: cast.World) -> None:
    one = cast.published(world.nord.region, world.nord.museum, title="Roboterwettbewerb")
    before = stored()
    offers.withdraw(one)
    assert not [key for key, (_, ids) in stored().items() if one.pk in ids]
    offers.publish(one)
    assert stored() == before


def test_several_offers_in_one_go_are_the_same_as_one_by_one(world: cast.World) -> None:
    pks = [live(world.nord, title) for title in ("Prisma", "Prisma Vulkan", "Vulkan")]
    for pk, title in zip(pks, ("Quarz", "Quarz Prisma", "Vulkan Quarz"), strict=True):
        Offer.objects.in_region(world.nord.region).filter(pk=pk).update(title=title)
    Offer.objects.in_region(world.nord.region).filter(pk=pks[0]).update(status="withdrawn")
    assert projection.refresh(pks) == 2
    together = stored()
    assert together["quarz", Level.TITLE] == (2, pks[1:])
    projection.rebuild()
    assert together == stored()


# --- forms ------------------------------------------------------------------------------------


def test_another_form_of_the_same_word_is_known(world: cast.World) -> None:
    """„Vulkane“ for „Vulkan“ changes no stem, but what beginnings and slips are looked up in."""
    one = live(world.nord, "Vulkan")
    rewritten(one, title="Vulkane")
    assert forms()["vulkane"] == forms()["vulkan"] == "vulkan"


def test_forms_go_with_the_last_offer_that_has_the_word(world: cast.World) -> None:
    first = cast.published(world.nord.region, None, title="Vulkane", by_arrangement=True)
    second = cast.published(world.nord.region, None, title="Vulkan", by_arrangement=True)
    offers.withdraw(first)
    assert forms()["vulkane"] == "vulkan"
    offers.withdraw(second)
    assert not {"vulkan", "vulkane"} & set(forms())
    offers.publish(second)
    assert forms()["vulkan"] == "vulkan"


def test_forms_that_nobody_writes_any_more_do_not_hide_those_that_are(world: cast.World) -> None:
    letters = "abcdefghijklm"
    old = " ".join(f"zephyr{a}{b}" for a in letters for b in letters)
    offers.withdraw(
        offers.publish(cast.offer(world.nord.region, None, description=old, by_arrangement=True))
    )
    one = live(world.nord, "Zephyrgeschwindigkeitsmesser")
    assert search(Question(words="zephyr")).ids == [one]


# --- what is not written ----------------------------------------------------------------------


def test_the_same_words_are_not_written_again(world: cast.World) -> None:
    one = live(world.nord, "Vulkan")
    with CaptureQueriesContext(connection) as statements:
        projection.refresh([one])
        projection.refresh_all()
    written = [sql["sql"] for sql in statements if not sql["sql"].startswith("SELECT")]
    assert not [sql for sql in written if "offers_searchposting" in sql]
    assert not [sql for sql in written if "offers_searchform" in sql]
    assert not [sql for sql in written if "offers_searchtext" in sql]
    assert [sql for sql in written if "offers_searchrow" in sql]


def test_only_changed_words_are_written(world: cast.World) -> None:
    one = live(world.nord, "Vulkan und Prisma")
    with CaptureQueriesContext(connection) as statements:
        rewritten(one, title="Vulkan und Quarz")
    written = " ".join(
        sql["sql"]
        for sql in statements
        if "offers_searchposting" in sql["sql"] and not sql["sql"].startswith("SELECT")
    )
    assert "'quarz'" in written
    assert "'prisma'" in written
    assert "'vulkan'" not in written


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"title": "Vulkan"}, {"title": "VULKAN"}, True),
        ({"title": "Vulkan"}, {"summary": "Vulkan"}, False),
        ({"title": "Vulkan Prisma"}, {"title": "Prisma Vulkan"}, False),
        ({"keyword": "Vulkan"}, {"summary": "Vulkan"}, False),
        ({"name": "Vulkan"}, {"label": "Vulkan"}, False),
        ({"title": "Vulkan"}, {"title": "Vulkan Vulkan"}, False),
    ],
)
def test_the_digest_tells_whether_words_moved(one: dict, other: dict, is_same: bool) -> None:
    assert (analyse(one).digest == analyse(other).digest) is is_same


# --- two at once ------------------------------------------------------------------------------


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """A database in which threads really commit; this thread keeps its connections."""
    settings = {alias: connections[alias].settings_dict for alias in ("default", "owner")}
    before = {alias: one["NAME"] for alias, one in settings.items()}
    create_database(name)
    try:
        for one in settings.values():
            one["NAME"] = name
        yield
    finally:
        for alias, one in settings.items():
            one["NAME"] = before[alias]
        drop_database(name)


def in_threads(*tasks: Callable[[], Any]) -> list[Any]:
    """What the tasks return, each done on a connection of its own."""

    def done(task: Callable[[], Any]) -> Any:
        try:
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(done, tasks))


def test_two_who_publish_at_once_lose_nothing(
    django_db_setup: None, django_db_blocker: Any, worker_id: str
) -> None:
    each, start = 15, Barrier(3)
    halves: list[cast.Half] = []
    drafts: list[list[Offer]] = []

    def prepare() -> None:
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        halves.extend(
            cast.half(*facts)
            for facts in (
                ("Nord", "05911", "NW", "44805", "Bochum"),
                ("Süd", "09761", "BY", "86150", "Augsburg"),
            )
        )
        drafts.extend(
            [
                cast.offer(one.region, None, title=f"Vulkan {n}", by_arrangement=True)
                for n in range(each)
            ]
            for one in halves
        )

    def publish(which: list[Offer]) -> Callable[[], None]:
        def task() -> None:
            start.wait(30)
            for one in which:
                offers.publish(one)

        return task

    def read() -> list[int]:
        start.wait(30)
        return [search(Question(words="Vulkan")).total for _ in range(2 * each)]

    def compare() -> tuple[int, Stored, Stored]:
        total, followed = search(Question(words="Vulkan")).total, stored()
        projection.rebuild()
        return total, followed, stored()

    name = f"test_mintportal_{os.getpid()}_{worker_id}_two"
    with django_db_blocker.unblock(), own_database(name):
        in_threads(prepare)
        *_, totals = in_threads(publish(drafts[0]), publish(drafts[1]), read)
        [(total, followed, rebuilt)] = in_threads(compare)
    assert totals == sorted(totals)
    assert total == 2 * each
    assert followed["vulkan", Level.TITLE][0] == 2 * each
    assert followed == rebuilt
