"""The floor: the least that a program needs for the portal's answers, without any framework.

A bare WSGI callable, one connection that stays open, one hand-written statement for a request, a
page put together by string formatting. No forms, no languages, no checks, no errors made kind.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import psycopg2
from psycopg2.extensions import connection as Connection

from bench.asked import Column, read_plan
from bench.floor_html import detail_body, page, search_body
from bench.floor_sql import DETAIL, search_sql

# What a careful hand would set for these statements; measured, not guessed.
OPTIONS = (
    "-c jit=off -c max_parallel_workers_per_gather=0 -c work_mem=64MB -c random_page_cost=1.1"
    " -c plan_cache_mode=force_generic_plan -c timezone=Europe/Berlin"
)
HTML = [("Content-Type", "text/html; charset=utf-8")]
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Floor:
    """The application. ``bytes`` in an address is the size that the page shall have."""

    def __init__(self, connect: Callable[[], Connection], columns: Iterable[Column]) -> None:
        self.connect = connect
        self.columns = tuple(columns)
        self.names = {column.name for column in self.columns}
        self._connection: Connection | None = None
        self._prepared: set[str] = set()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        path = environ["PATH_INFO"]
        asked = dict(parse_qsl(environ["QUERY_STRING"]))
        body: bytes | None
        if path == "/angebote/":
            body = self.search(asked)
        elif path.startswith("/angebot/"):
            body = self.detail(int(path.removeprefix("/angebot/")), asked)
        else:
            body = b"" if path == "/gesund/" else None
        status = "404 Not Found" if body is None else "200 OK"
        start_response(status, [*HTML, ("Content-Length", str(len(body or b"")))])
        return [body or b""]

    def search(self, asked: dict[str, str]) -> bytes:
        """The page of a search: ``t`` is the tsquery, every other name a column with its mask."""
        masks = {name: int(mask) for name, mask in asked.items() if name in self.names}
        sql = search_sql(self.columns, list(masks))
        rows = self._rows(f"search_{'_'.join(masks)}", sql, [asked["t"], *masks.values()])
        return page("Angebote", search_body(self.columns, rows), _size(asked))

    def detail(self, offer: int, asked: dict[str, str]) -> bytes | None:
        """The page of an offer, None if there is none."""
        rows = self._rows("detail", DETAIL, [offer])
        return page("Angebot", detail_body(rows[0]), _size(asked)) if rows else None

    def _rows(self, name: str, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            self._connection = self.connect()
        with self._connection.cursor() as cursor:
            if name not in self._prepared:
                cursor.execute(f"PREPARE {name} AS {sql}")
                self._prepared.add(name)
            marks = ", ".join(["%s"] * len(values))
            cursor.execute(f"EXECUTE {name}({marks})", values)
            return cursor.fetchall()


def _size(asked: dict[str, str]) -> int:
    return int(asked.get("bytes", 0))


def connect(address: str) -> Connection:
    """A connection that stays open, each statement on its own."""
    connection = psycopg2.connect(address, options=OPTIONS)
    connection.autocommit = True
    return connection


def from_environment() -> Floor:
    """What gunicorn serves: ``bench.floor:from_environment()``."""
    columns = read_plan(Path(os.environ["FLOOR_PLAN"])).columns
    return Floor(lambda: connect(os.environ["DATABASE_URL"]), columns)
