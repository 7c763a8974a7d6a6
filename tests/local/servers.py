"""What the launcher's tests need to know of a running server."""

from contextlib import closing
from dataclasses import dataclass

import psycopg2

from mintportal.local import roles
from mintportal.local.postgres import Cluster
from mintportal.local.processes import Child


@dataclass
class Server:
    """A running cluster and its process."""

    cluster: Cluster
    child: Child

    @property
    def admin_url(self) -> str:
        return self.cluster.url("postgres", "postgres")

    @property
    def owner_url(self) -> str:
        return self.cluster.url(roles.OWNER, roles.DATABASE)

    @property
    def app_url(self) -> str:
        return self.cluster.url(roles.APP, roles.DATABASE)


def ask(url: str, question: str) -> list[tuple]:
    """What the database answers to one statement."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(question)
        return cursor.fetchall() if cursor.description else []
