"""The second wall: PostgreSQL itself shows and changes only what is within a transaction's scope.

Everything here is raw SQL as the app's role, so no queryset, rule or view stands in between.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import psycopg2
import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.utils import DataError, ProgrammingError

from mintportal.web.rowsecurity import in_regions
from mintportal.web.scope import (
    PUBLISHED,
    SETTINGS,
    SYSTEM,
    OutsideOfTransaction,
    Scope,
    enter,
    scope_of,
    within,
)
from regions.actions import hosts, themes
from tests.cast import Half, World
from tests.house.models import REGION_OWNED

PROJECTION = {"offers_searchrow", "offers_searchtext", "offers_searchposting", "offers_searchdate"}
PROJECTION |= {"offers_searchform", "offers_searchchange"}
SHARED = {"partners_institution", "partners_institutionmembership", "regions_region"}
PROTECTED = {model._meta.db_table for model in REGION_OWNED} | SHARED | {"mail_mail", "audit_entry"}
PEOPLE = ("anyone", "nils", "mia", "edda", "ada", "sven", "olga")


@dataclass(frozen=True)
class Reach:
    """What a person reaches of one half: rows that everyone sees, and the others."""

    region: bool = False
    institution: bool = False
    own: frozenset[str] = frozenset()


REACH = {
    "nord": {
        "anyone": Reach(),
        "nils": Reach(),
        "mia": Reach(institution=True),
        "edda": Reach(region=True, own=frozenset({"edda"})),
        "ada": Reach(region=True, own=frozenset({"ada"})),
        "sven": Reach(),
        "olga": Reach(region=True, institution=True),
    },
    "sued": {
        **dict.fromkeys(("anyone", "nils", "mia", "edda", "ada"), Reach()),
        "sven": Reach(region=True, own=frozenset({"sven"})),
        "olga": Reach(region=True, institution=True),
    },
}


def scope(world: World, person: str) -> Scope:
    """The person's scope as a request would find it."""
    with within(PUBLISHED):
        return scope_of(world.people.get(person))


def ids(table: str, condition: str = "true", *values: object) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE {condition} /* across regions */", values)
        return {pk for (pk,) in cursor.fetchall()}


def seen(world: World, person: str, table: str, half: Half) -> set[int]:
    """The rows of one half that the person sees with a statement that filters by region alone."""
    with within(scope(world, person)):
        return ids(table, "region_id = %s", half.region.pk)


@contextmanager
def refused() -> Iterator[None]:
    """PostgreSQL refuses what happens inside, and it leaves nothing behind."""
    with (
        pytest.raises(ProgrammingError, match="violates row-level security policy"),
        transaction.atomic(),
    ):
        yield


# --- which tables ------------------------------------------------------------------------------


def test_every_table_of_a_region_is_protected_from_everyone_even_its_owner(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
            " AND relkind = 'r'"
        )
        forced = {name for (name,) in cursor.fetchall()}
    assert forced == PROTECTED


def test_the_projection_has_no_policy(db: None) -> None:
    """Under one, PostgreSQL would use none of its search indexes."""
    tables = {model._meta.db_table for model in apps.get_models()}
    assert tables >= PROJECTION
    assert PROJECTION.isdisjoint(PROTECTED)


def test_the_app_is_neither_superuser_nor_owner_nor_beyond_policies(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class"
            " WHERE relowner = pg_roles.oid) FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, 0)


# --- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", ["nord", "sued"])
def test_offers_and_their_dates(world: World, person: str, name: str) -> None:
    half: Half = getattr(world, name)
    reach = REACH[name][person]
    states = {"published"}
    if reach.region or reach.institution:
        states = set(half.offers)
    expected = {half.offers[state].pk for state in states}
    assert seen(world, person, "offers_offer", half) == expected
    dates = {one.pk for state in states for one in half.offers[state].occurrences.all()}
    assert seen(world, person, "offers_occurrence", half) == dates


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", ["nord", "sued"])
def test_partnerships(world: World, person: str, name: str) -> None:
    half: Half = getattr(world, name)
    states = set(half.partnerships) if REACH[name][person].region else {"approved"}
    expected = {half.partnerships[state].pk for state in states}
    assert seen(world, person, "partners_partnership", half) == expected


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", ["nord", "sued"])
def test_memberships_of_regions(world: World, person: str, name: str) -> None:
    half: Half = getattr(world, name)
    reach = REACH[name][person]
    everyone = {one.user.name: one.pk for one in half.region.regionmemberships.select_related()}
    assert set(everyone) == ({"edda", "ada"} if name == "nord" else {"sven"})
    expected = {pk for who, pk in everyone.items() if reach.region or who in reach.own}
    assert seen(world, person, "regions_regionmembership", half) == expected


@pytest.mark.parametrize("person", PEOPLE)
def test_memberships_of_institutions(world: World, person: str) -> None:
    with within(scope(world, person)):
        there = ids("partners_institutionmembership")
    assert len(there) == (person in {"mia", "olga"})


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("table", ["regions_profilesection", "regions_profilepoint"])
def test_profiles_are_public(world: World, person: str, table: str) -> None:
    assert seen(world, person, table, world.nord) == ids(table, "region_id = %s", 0) | seen(
        world, "olga", table, world.nord
    )


# --- writing -----------------------------------------------------------------------------------

FOREIGN = {
    "offers_offer": ("summary = ''", "title LIKE '%%Süd'"),
    "offers_occurrence": ("seats = 1", "region_id = {sued}"),
    "partners_partnership": ("since = NULL", "region_id = {sued}"),
    "regions_region": ("name = ''", "id = {sued}"),
    "regions_regionarea": ("kreis = '00000'", "region_id = {sued}"),
    "regions_regionmembership": ("role = 'editor'", "region_id = {sued}"),
    "regions_regionhost": ("name = 'neu'", "region_id = {sued}"),
    "regions_regiontheme": ("accent = ''", "region_id = {sued}"),
    "partners_institution": ("name = ''", "id = {museum}"),
}


@pytest.mark.parametrize("person", ["anyone", "nils", "mia", "edda", "ada"])
@pytest.mark.parametrize("table", sorted(FOREIGN))
def test_a_foreign_row_is_neither_changed_nor_removed(
    world: World, person: str, table: str
) -> None:
    hosts.add_subdomain(world.sued.region, "sued")
    themes.choose(world.sued.region, "#a3195b")
    change, which = FOREIGN[table]
    which = which.format(sued=world.sued.region.pk, museum=world.sued.museum.pk)
    assert ids(table, which)
    with within(scope(world, person)), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change} WHERE {which} /* across regions */")
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {table} WHERE {which} /* across regions */")
        assert cursor.rowcount == 0


COPY = """
INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = %s /* across regions */
"""


def copy(table: str, pk: int, **changes: object) -> None:
    """Insert a copy of a row, with some columns changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND column_name <> 'id'",
            [table],
        )
        columns = [name for (name,) in cursor.fetchall()]
        values = ", ".join("%s" if name in changes else name for name in columns)
        given = [changes[name] for name in columns if name in changes]
        sql = COPY.format(table=table, columns=", ".join(columns), values=values)
        cursor.execute(sql, [*given, pk])


@pytest.mark.parametrize("person", ["anyone", "nils", "mia", "edda", "ada"])
def test_nothing_is_added_to_a_foreign_region(world: World, person: str) -> None:
    offer, sued = world.nord.offers["published"], world.sued.region.pk
    with within(scope(world, person)):
        with refused():
            copy("offers_offer", offer.pk, slug="neu", region_id=sued, institution_id=None)
        with refused(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO regions_regionmembership (region_id, user_id, role)"
                " VALUES (%s, %s, 'coordinator')",
                [sued, world.people["nils"].pk],
            )
        with refused(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO regions_regionhost (region_id, name, token) VALUES (%s, 'neu', '')",
                [sued],
            )


def test_one_adds_to_ones_own(world: World) -> None:
    """Else the test above would hold because nothing works."""
    for person in ("edda", "mia", "olga"):
        with within(scope(world, person)):
            copy("offers_offer", world.nord.offers["published"].pk, slug=f"neu-{person}")
    assert len(ids("offers_offer", "slug LIKE 'neu-%%'")) == 3


def test_a_row_does_not_move_to_a_foreign_region(world: World) -> None:
    with within(scope(world, "edda")), refused(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE offers_offer SET region_id = %s, institution_id = NULL WHERE id = %s",
            [world.sued.region.pk, world.nord.offers["draft"].pk],
        )


# --- the scope ---------------------------------------------------------------------------------


def drafts() -> int:
    return len(ids("offers_offer", "status = 'draft'"))


def test_a_scope_ends_where_it_ends(world: World) -> None:
    with within(PUBLISHED):
        assert drafts() == 0
        with within(SYSTEM):
            assert drafts() == 2
            with within(scope(world, "edda")):
                assert drafts() == 1
            assert drafts() == 2
        assert drafts() == 0


def test_a_scope_ends_with_an_error_too(world: World) -> None:
    with within(PUBLISHED):
        with pytest.raises(ZeroDivisionError):
            _fail_within(SYSTEM)
        assert drafts() == 0


def _fail_within(one: Scope) -> None:
    with within(one):
        assert drafts() == 2
        _ = 1 / 0


def test_what_was_set_once_leaves_an_empty_text_behind(world: World) -> None:
    """PostgreSQL gives '' and not NULL then; a policy that compared with NULL would fail."""
    with within(PUBLISHED), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('portal.regions', true)")
        assert cursor.fetchone() == ("",)
        assert drafts() == 0


@pytest.mark.django_db(transaction=True)
def test_a_scope_needs_a_transaction() -> None:
    with pytest.raises(OutsideOfTransaction, match=r"within\(scope\)"):
        enter(SYSTEM)


def test_a_membership_taken_away_counts_from_the_next_question_on(world: World) -> None:
    assert scope(world, "edda").regions == (world.nord.region.pk,)
    world.nord.region.regionmemberships.filter(user=world.people["edda"]).delete()
    assert scope(world, "edda") == Scope(user=world.people["edda"].pk)


# --- pitfalls ----------------------------------------------------------------------------------


@pytest.fixture
def owner(transactional_db: None) -> Iterator[psycopg2.extensions.connection]:
    """The tables' owner without the setting that migrations have, outside of any transaction."""
    known = connections["owner"].get_connection_params() | {"options": ""}
    names = ("host", "port", "user", "password", "dbname", "options")
    with closing(psycopg2.connect(**{name: known[name] for name in names if name in known})) as one:
        one.autocommit = True
        with one.cursor() as cursor:
            cursor.execute("CREATE TABLE trial (id bigint, region_id bigint)")
            cursor.execute("INSERT INTO trial VALUES (1, 1), (2, 2)")
            cursor.execute("ALTER TABLE trial ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"CREATE POLICY see ON trial USING ({in_regions()})")
        yield one
        with one.cursor() as cursor:
            cursor.execute("DROP TABLE trial CASCADE")


def rows(one: psycopg2.extensions.connection, table: str = "trial") -> int:
    with one.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_an_owner_sees_everything_unless_it_is_forced(owner) -> None:
    assert rows(owner) == 2
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE trial FORCE ROW LEVEL SECURITY")
    assert rows(owner) == 0


def test_a_view_shows_what_its_owner_sees_unless_it_asks_as_the_caller(owner) -> None:
    app = connections["default"].settings_dict["USER"]
    with owner.cursor() as cursor:
        cursor.execute("CREATE VIEW leaky AS SELECT * FROM trial")
        cursor.execute("CREATE VIEW tight WITH (security_invoker) AS SELECT * FROM trial")
        cursor.execute(f"GRANT SELECT ON leaky, tight, trial TO {app}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM leaky), (SELECT count(*) FROM tight)")
        assert cursor.fetchone() == (2, 0)


def test_no_view_and_no_function_of_ours_asks_as_someone_else(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind IN ('v', 'm') AND nspname = 'public'"
            " AND NOT coalesce(reloptions @> '{security_invoker=true}', false)"
            " UNION ALL SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
            " WHERE prosecdef AND nspname = 'public'"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("setting", SETTINGS)
def test_nonsense_in_a_setting_is_an_error_and_no_open_door(world: World, setting: str) -> None:
    with within(PUBLISHED):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, 'unsinn', true)", [setting])
        table = "regions_regionmembership" if setting.endswith("user_id") else "offers_offer"
        table = "partners_partnership" if setting.endswith("institutions") else table
        with pytest.raises(DataError), transaction.atomic():
            ids(table)
