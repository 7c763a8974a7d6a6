"""Database and broker: the ones named in the environment, else the embedded ones."""

import os
from contextlib import ExitStack
from dataclasses import dataclass, field

from mintportal.local import roles, valkey
from mintportal.local.console import Problem, Step, step
from mintportal.local.place import Place
from mintportal.local.postgres import Cluster
from mintportal.local.postgres import version as postgres_version
from mintportal.local.processes import Child, Interruption

HALF_A_DATABASE = """DATABASE_URL und DATABASE_OWNER_URL gehören zusammen:
bitte beide setzen oder keine.
DATABASE_URL nennt die Rolle der Anwendung, DATABASE_OWNER_URL die der Migrationen."""
EMPTY_URL = "REDIS_URL ist leer: Aufgaben laufen im Prozess"
NO_VALKEY = "auf diesem System gibt es kein mitgeliefertes Valkey: Aufgaben laufen im Prozess"


@dataclass
class Servers:
    """What runs, and the variables that tell the portal about it."""

    environment: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    is_new: bool = False

    @property
    def has_broker(self) -> bool:
        """Is there something for a Celery worker to listen to?"""
        return bool(self.environment["REDIS_URL"])


def start(
    place: Place,
    interruption: Interruption,
    stack: ExitStack,
    *,
    broker: bool = True,
    throwaway: bool = False,
) -> Servers:
    """Start what is needed; the stack stops it again, last first."""
    servers = Servers()
    if _given_database():
        _use_database(servers)
    else:
        _start_database(servers, place, interruption, stack, throwaway=throwaway)
    servers.environment["REDIS_URL"] = ""
    if broker:
        with step("Valkey") as running:
            _broker(servers, place, interruption, stack, running)
    return servers


def _given_database() -> bool:
    given = [bool(os.environ.get(name)) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")]
    if any(given) and not all(given):
        raise Problem(HALF_A_DATABASE)
    return all(given)


def _use_database(servers: Servers) -> None:
    """Take the database from the environment; with an administrator's address, prepare it."""
    app, owner = os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"]
    with step("PostgreSQL") as running:
        running.note = "aus DATABASE_URL"
        if os.environ.get("DATABASE_ADMIN_URL"):
            roles.provision(os.environ["DATABASE_ADMIN_URL"], owner, app)
    servers.environment |= {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner}


def _start_database(
    servers: Servers,
    place: Place,
    interruption: Interruption,
    stack: ExitStack,
    *,
    throwaway: bool,
) -> None:
    # Someone's own PGPORT or PGSERVICE must not lead our processes elsewhere.
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
    with step("PostgreSQL") as running:
        cluster = Cluster(place, throwaway=throwaway)
        servers.is_new = cluster.is_new
        running.note = f"{postgres_version()}, {'neu eingerichtet' if cluster.is_new else 'läuft'}"
        if cluster.is_new:
            cluster.initialise()
        child = cluster.start(interruption)
        stack.callback(child.stop)
        servers.children.append(child)
        servers.environment |= {
            "DATABASE_URL": cluster.url(roles.APP, roles.DATABASE),
            "DATABASE_OWNER_URL": cluster.url(roles.OWNER, roles.DATABASE),
        }
        roles.provision(
            cluster.url("postgres", "postgres"),
            servers.environment["DATABASE_OWNER_URL"],
            servers.environment["DATABASE_URL"],
        )


def _broker(
    servers: Servers, place: Place, interruption: Interruption, stack: ExitStack, running: Step
) -> None:
    given = os.environ.get("REDIS_URL")
    if given is not None:
        running.note = "aus REDIS_URL" if given else EMPTY_URL
        servers.environment["REDIS_URL"] = given
        return
    program = valkey.program()
    if program is None:
        running.note = NO_VALKEY
        return
    child, servers.environment["REDIS_URL"] = valkey.start(place, program, interruption)
    stack.callback(child.stop)
    servers.children.append(child)
    running.note = f"{valkey.version()}, läuft"
