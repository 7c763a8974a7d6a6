"""The snapshot in a process's memory: it knows every change at once, and nothing that is undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers import projection
from offers.actions import occurrences, offers, synonyms
from offers.models import Offer, SearchChange, SearchRow
from offers.search import rows
from offers.search.rows import NOTHING, Rows, current, day_number
from tests import cast
from tests.offers.generated import WORDS, give_dates, homes
from tests.offers.test_search import live


@pytest.fixture(autouse=True)
def own_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts as a new process does: knowing nothing."""
    monkeypatch.setattr(rows, "_snapshots", {})


READ = [name for name in rows.COLUMNS if name != "version"]
"""Columns that come from the database; the version is that of the process."""


def anew() -> Rows:
    """What a process that has just started would load."""
    rows._snapshots.clear()
    return current()


def told(dates: np.ndarray) -> list[tuple]:
    return sorted(dates.tolist())


def differences(one: Rows, other: Rows) -> list[str]:
    """In what two snapshots are not the same; an empty group is the same as none."""
    groups = [{key: ids for key, ids in which.groups.items() if ids} for which in (one, other)]
    pairs: dict[str, tuple[Any, Any]] = {
        **{name: (one.columns[name].tobytes(), other.columns[name].tobytes()) for name in READ},
        "dates": (told(one.dates), told(other.dates)),
        "groups": (groups[0], groups[1]),
        "order": (one.order.tolist(), other.order.tolist()),
        "position": (one.position.tolist(), other.position.tolist()),
        "everything": (one.everything, other.everything),
        "change": (one.change, other.change),
    }
    return [name for name, (this, that) in pairs.items() if this != that]


def of_database() -> set[int]:
    return set(SearchRow.objects.values_list("pk", flat=True))


# --- what it notices --------------------------------------------------------------------------


def test_what_is_published_and_withdrawn_is_known_at_once(world: cast.World) -> None:
    before = current()
    one = cast.published(world.nord.region, None, title="Vulkan", stages=["kita"])
    after = current()
    assert set(after.everything) == set(before.everything) | {one.pk}
    assert one.pk in after.group("region_id", world.nord.region.pk)
    assert one.pk in after.masked("stages", 1)
    assert one.pk in after.dates["row_id"]
    assert one.pk not in before.everything  # a snapshot never changes
    assert one.pk not in before.group("region_id", world.nord.region.pk)
    offers.withdraw(one)
    assert differences(current(), anew()) == []
    assert set(current().everything) == set(before.everything)
    assert one.pk not in current().dates["row_id"]


def test_a_cancelled_date_is_gone_and_the_order_follows(world: cast.World) -> None:
    first, second = (
        offers.publish(cast.dated(cast.offer(world.nord.region, None), *days))
        for days in ((1, 40), (2,))
    )

    def rank(offer: Offer) -> int:
        known = current()
        return int(known.order[known.position[offer.pk]])

    assert rank(first) < rank(second)
    occurrences.cancel(first.occurrences.order_by("starts_at")[0])
    assert rank(first) > rank(second)
    of_first = current().dates[current().dates["row_id"] == first.pk]
    in_forty_days = day_number(timezone.localdate(first.occurrences.last().starts_at))
    assert of_first["day"].tolist() == [in_forty_days]


def test_a_synonym_is_known_until_it_is_removed(world: cast.World) -> None:
    before = current()
    assert ("vulkanit",) not in before.synonyms
    entry = synonyms.add(["Vulkanit", "Quarkspeise"])
    assert ("quarkspei",) in current().synonyms[("vulkanit",)]
    assert ("vulkanit",) not in before.synonyms
    assert differences(current(), before) == ["change"]
    synonyms.remove(entry)
    assert ("vulkanit",) not in current().synonyms


def test_what_was_remembered_is_asked_again_after_a_change(world: cast.World) -> None:
    def bochum() -> set[int]:
        return set(current().where("bochum", lambda row: row["kreis"] == 5911))

    before = bochum()
    one = live(world.nord, "Vulkan")
    assert bochum() == before | {one}


def test_without_a_change_the_snapshot_stays_and_takes_one_small_query(world: cast.World) -> None:
    known = current()
    with CaptureQueriesContext(connection) as statements:
        assert current() is known
    assert [one["sql"].count("offers_search") for one in statements] == [2]
    assert "offers_searchrow" not in statements[0]["sql"]


def test_the_night_and_a_rebuild_are_noticed(world: cast.World) -> None:
    current()
    one = live(world.nord, "Vulkan")
    projection.refresh_all()
    assert one in current().everything
    SearchRow.objects.filter(pk=one).update(land="BY")
    projection.rebuild()
    assert differences(current(), anew()) == []
    assert one not in current().group("land", rows.LAND_CODES["BY"])


def test_changes_that_are_forgotten_make_it_load_anew(world: cast.World) -> None:
    current()
    one = live(world.nord, "Vulkan")
    two = live(world.nord, "Prisma")
    last = SearchChange.objects.order_by("-number")[0]
    SearchChange.objects.exclude(pk=last.pk).delete()
    assert {one, two} <= set(current().everything)
    assert differences(current(), anew()) == []


# --- what is undone ---------------------------------------------------------------------------


@pytest.mark.parametrize("seen_inside", [True, False])
@pytest.mark.parametrize("after", ["nothing", "publish", "synonym"])
def test_a_rolled_back_transaction_leaves_no_ghost(
    world: cast.World, seen_inside: bool, after: str
) -> None:
    before = set(current().everything)
    gone = world.nord.offers["published"]
    with transaction.atomic():
        ghost = live(world.nord, "Geist")
        offers.withdraw(gone)
        synonyms.add(["Vulkanit", "Quarkspeise"])
        if seen_inside:
            assert ghost in current().everything
            assert ("vulkanit",) in current().synonyms
        transaction.set_rollback(True)
    if after == "publish":
        before |= {live(world.sued, "Danach")}
    elif after == "synonym":
        synonyms.add(["Atom", "Prisma"])
    assert set(current().everything) == before
    assert ("vulkanit",) not in current().synonyms
    assert differences(current(), anew()) == []


# --- many changes -----------------------------------------------------------------------------


def change_something(chance: Random, at: list[tuple]) -> None:
    """One of all the things that change what is published, to some offer, or a new one."""
    known = list(Offer.objects.across_regions().order_by("pk").select_related("region"))
    one = chance.choice(known)
    mine = Offer.objects.in_region(one.region).filter(pk=one.pk)
    kind = chance.choice(["new", "publish", "withdraw", "dates", "cancel", "words", "expire"])
    if kind == "new":
        region, institution = chance.choice(at)
        words = " ".join(chance.sample(WORDS, 3))
        new = cast.offer(region, institution, title=words, by_arrangement=True)
        give_dates(chance, new)
        offers.publish(new)
    elif kind == "publish":
        mine.update(by_arrangement=True, valid_until=None)
        offers.publish(mine.get())
    elif kind == "withdraw":
        offers.withdraw(one)
    elif kind == "dates":
        give_dates(chance, one)
    elif kind == "cancel" and one.occurrences.exists():
        occurrences.cancel(chance.choice(list(one.occurrences.order_by("pk"))))
    elif kind == "words":
        title, text = (" ".join(chance.sample(WORDS, 2)) for _ in range(2))
        stages = chance.sample(["kita", "sek1", "sek2"], 2)
        mine.update(title=title, description=text, stages=stages, land=chance.choice(["NW", "BY"]))
        projection.refresh([one.pk])
    elif kind == "expire":
        mine.update(valid_until=timezone.localdate() - timedelta(days=1))
        projection.refresh([one.pk])


@pytest.mark.parametrize("seed", range(4))
def test_after_many_changes_it_is_the_same_as_one_loaded_anew(world: cast.World, seed: int) -> None:
    chance = Random(seed)
    at = homes(world)
    first = current()
    for _ in range(12):
        for _ in range(chance.randint(1, 6)):
            change_something(chance, at)
        followed = current()
        assert differences(followed, anew()) == []
        rows._snapshots[str(connection.settings_dict["NAME"])] = followed
    assert set(current().everything) == of_database()
    assert {"offer_id", "start", "dates", "groups"} <= set(differences(first, current()))


# --- at the edge ------------------------------------------------------------------------------


def test_an_empty_portal_has_an_empty_snapshot(db: None) -> None:
    SearchRow.objects.all().delete()
    SearchChange.objects.all().delete()
    known = current()
    assert (known.change, len(known.columns), len(known.dates)) == (None, 0, 0)
    assert known.everything == NOTHING
    assert known.group("region_id", 1) == known.masked("stages", 7) == NOTHING
    assert known.where("all", lambda row: row["x"] == row["x"]) == NOTHING
    assert known.at(known.everything).tolist() == []
    assert current() is known


def test_the_first_and_the_last_offer_of_a_portal(world: cast.World) -> None:
    for half in (world.nord, world.sued):
        offers.withdraw(half.offers["published"])
    assert current().everything == NOTHING
    assert differences(current(), anew()) == []
    one = live(world.nord, "Vulkan")
    assert list(current().everything) == [one]
    assert differences(current(), anew()) == []


def test_threads_that_see_different_things_never_get_each_others(world: cast.World) -> None:
    """The transaction of the test is hidden from other connections, as an open one always is."""
    mine = of_database()

    def seen(_: int) -> set[int]:
        try:
            return set(current().everything) | of_database()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        others = pool.map(seen, range(24))
        own = [set(current().everything) for _ in range(24)]
        assert list(others) == [set()] * 24
    assert own == [mine] * 24
    assert mine


def test_threads_share_one_snapshot(db: None) -> None:
    def seen(_: int) -> Rows:
        try:
            return current()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert len({id(one) for one in list(pool.map(seen, range(32)))}) == 1
