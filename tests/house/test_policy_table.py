"""Rule × state × person: exactly which rows each rule gives to each of the cast.

``*`` stands for any words. An offer is named by its region, who offers it and its state: the
``museum``, the ``network`` itself, an ``other`` partner, or as ``guest`` the other region's museum.
A partnership is named by its region and state; the guest's has ended.
"""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from importlib import import_module
from inspect import getmembers, isfunction
from types import ModuleType
from typing import Any

import pytest
from django.db.models import Model, Q

from offers import rules as offer_rules
from offers.actions import offers
from offers.models import Offer
from partners import rules as partner_rules
from partners.actions import partnerships
from partners.models import Institution, Partnership
from regions import rules as region_rules
from regions.actions import reports
from regions.actions.reports import ReportData
from regions.models import Region, Report
from regions.tenancy import across_regions
from tests import cast
from tests.cast import Half, World
from tests.house.sources import PYTHON

Rows = dict[str, Model]
EVERYONE = ("anyone", "nils", "mia", "edda", "ada", "sven", "olga")
STATES = [state.value for state in Offer.Status]

POLICY: dict[Callable[[Any], Q], dict[str, list[str]]] = {
    offer_rules.may_view: {
        "anyone": ["* published"],
        "nils": ["* published"],
        "mia": ["* published", "nord museum *", "sued guest *"],
        "edda": ["* published", "nord *"],
        "ada": ["* published", "nord *"],
        "sven": ["* published", "sued *"],
        "olga": ["*"],
    },
    offer_rules.may_edit: {
        "anyone": [],
        "nils": [],
        "mia": ["nord museum *", "sued guest *"],
        "edda": ["nord *"],
        "ada": ["nord *"],
        "sven": ["sued *"],
        "olga": ["*"],
    },
    partner_rules.may_view_partnership: {
        "anyone": ["* approved"],
        "nils": ["* approved"],
        "mia": ["* approved", "sued guest ended"],
        "edda": ["* approved", "nord *"],
        "ada": ["* approved", "nord *"],
        "sven": ["* approved", "sued *"],
        "olga": ["*"],
    },
    partner_rules.may_decide_partnership: {
        "anyone": [],
        "nils": [],
        "mia": [],
        "edda": [],
        "ada": ["nord *"],
        "sven": ["sued *"],
        "olga": [],
    },
    partner_rules.may_edit_institution: {
        "anyone": [],
        "nils": [],
        "mia": ["nord museum"],
        "edda": [],
        "ada": [],
        "sven": [],
        "olga": ["*"],
    },
    region_rules.may_view: {person: ["*"] for person in EVERYONE},
    region_rules.may_edit: {
        "anyone": [],
        "nils": [],
        "mia": [],
        "edda": ["nord"],
        "ada": ["nord"],
        "sven": ["sued"],
        "olga": ["*"],
    },
    region_rules.may_handle_report: {
        "anyone": [],
        "nils": [],
        "mia": [],
        "edda": ["nord *"],
        "ada": ["nord *"],
        "sven": ["sued *"],
        "olga": ["*"],
    },
}
MODELS = {
    offer_rules.may_view: Offer,
    offer_rules.may_edit: Offer,
    partner_rules.may_view_partnership: Partnership,
    partner_rules.may_decide_partnership: Partnership,
    partner_rules.may_edit_institution: Institution,
    region_rules.may_view: Region,
    region_rules.may_edit: Region,
    region_rules.may_handle_report: Report,
}


def _offers(name: str, half: Half, guest: Half) -> Iterator[tuple[str, Model]]:
    """An offer of everyone who may offer something in this region, in every state."""
    partnerships.approve(partnerships.request(half.region, guest.museum))
    other = Partnership.objects.get(region=half.region, status="requested").institution
    partnership = partnerships.approve(partnerships.request(half.region, other))
    owners = {"museum": half.museum, "guest": guest.museum, "network": None, "other": other}
    for owner, institution in owners.items():
        for state in STATES:
            offer = cast.offer(half.region, institution, by_arrangement=True)
            if state != "draft":
                offer = offers.publish(offer)
            yield (
                f"{name} {owner} {state}",
                offer if state != "withdrawn" else offers.withdraw(offer),
            )
    Partnership.objects.in_region(half.region).filter(institution=guest.museum).update(
        status="ended"
    )
    Partnership.objects.in_region(half.region).filter(pk=partnership.pk).update(status="requested")


@pytest.fixture
def rows(world: World) -> dict[type[Model], Rows]:
    """Every row that a rule may give, by model and name; nothing else is there."""
    Offer.objects.across_regions().delete()
    made: dict[type[Model], Rows] = {
        model: {} for model in (Offer, Partnership, Institution, Region, Report)
    }
    pairs = (("nord", world.nord, world.sued), ("sued", world.sued, world.nord))
    for name, half, guest in pairs:
        made[Region][name] = half.region
        made[Report].update({f"{name} {state}": one for state, one in half.reports.items()})
        made[Offer].update(_offers(name, half, guest))
        for one in Partnership.objects.in_region(half.region).select_related("institution"):
            is_guest = one.institution == guest.museum
            made[Partnership][f"{name}{' guest' if is_guest else ''} {one.status}"] = one
            if not is_guest:
                kind = "museum" if one.institution == half.museum else one.status
                made[Institution][f"{name} {kind}"] = one.institution
    made[Report]["portal open"] = reports.receive(ReportData("barrier", "/", "Es klemmt."))
    assert [len(one) for one in made.values()] == [24, 10, 8, 2, 5]
    return made


def _name(rule: Callable[[Any], Q]) -> str:
    return f"{rule.__module__}.{rule.__name__}"


@pytest.mark.parametrize("rule", POLICY, ids=_name)
def test_rule_gives_exactly_these_rows(
    world: World, rows: dict[type[Model], Rows], rule: Callable[[Any], Q]
) -> None:
    model = MODELS[rule]
    names = {row.pk: name for name, row in rows[model].items()}
    everything = across_regions(model._base_manager.all())
    given, wanted = {}, {}
    for person, patterns in POLICY[rule].items():
        found = everything.filter(rule(world.people.get(person))).values_list("pk", flat=True)
        given[person] = sorted(names[pk] for pk in found)
        wanted[person] = sorted(
            name for name in names.values() if any(fnmatchcase(name, one) for one in patterns)
        )
    assert given == wanted


def test_patterns_name_rows_that_exist(rows: dict[type[Model], Rows]) -> None:
    for rule, row in POLICY.items():
        for pattern in {pattern for patterns in row.values() for pattern in patterns}:
            assert any(fnmatchcase(name, pattern) for name in rows[MODELS[rule]]), pattern


def rule_modules() -> list[ModuleType]:
    """Every ``rules.py`` of the project."""
    found = [path for path in PYTHON if path.name == "rules.py"]
    return [import_module(".".join(path.with_suffix("").parts)) for path in found]


def test_every_rule_stands_in_the_table_for_everyone() -> None:
    rules = {
        function
        for module in rule_modules()
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and not name.startswith(("_", "works_for_"))
    }
    assert {module.__name__ for module in rule_modules()} >= {
        "offers.rules",
        "partners.rules",
        "regions.rules",
    }
    assert {_name(rule) for rule in rules} == {_name(rule) for rule in POLICY}
    assert all(rule.__name__.startswith("may_") for rule in rules)
    assert all(tuple(sorted(row)) == tuple(sorted(EVERYONE)) for row in POLICY.values())
    assert set(MODELS) == set(POLICY)


def test_someone_who_left_loses_the_rows(world: World) -> None:
    edda = world.people["edda"]
    assert Region.objects.filter(region_rules.may_edit(edda)).count() == 1
    edda.region_memberships.across_regions().delete()
    assert not Region.objects.filter(region_rules.may_edit(edda)).exists()
