"""Reads SQL: does a statement on region-owned tables say whose rows it means?

The hooks of regions/tenancy.py cannot see joins and subqueries that start from a shared table, so
in tests this looks at every statement of the app's connection. In each SELECT of it each
region-owned table must name a region (``region_id`` = or IN), a row (``id``), a thing of one region
(``offer_id``), or be joined by such columns to a table that does; an INSERT names the region as a
column. ``/* across regions */`` says in one SELECT, and only there, that all are meant.
The projection of published offers (offers_search…) is public and no table of a region.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection

from offers.models import SearchRow
from regions.models import Region
from regions.tenancy import MARK
from tests.house.models import REGION_OWNED, keys_between_region_owned

OWNED = {model._meta.db_table for model in REGION_OWNED}
# Columns whose value lies in one region, by table.
HOME = {table: {"id", "region_id"} for table in OWNED}
HOME[Region._meta.db_table] = {"id", "slug"}
HOME[SearchRow._meta.db_table] = {"offer_id", "region_id"}
for key in keys_between_region_owned():
    HOME[key.model._meta.db_table].add(key.column)

TOKEN = re.compile(r"'(?:[^']|'')*'|/\*.*?\*/|[()]|[^'()/]+|/")
SELECT = re.compile(r"\s*SELECT\b")
BRANCH = re.compile(r"\b(?:OR|UNION|INTERSECT|EXCEPT)\b")
TABLE = re.compile(rf"(?<![\w.])({'|'.join(sorted(HOME))})(?![\w.])(?:\s+(?:AS\s+)?(\w+))?")
CONDITION = re.compile(r"(\w+)\.(\w+)\s*(?:=|\bIN\b)\s*\(?\s*(?:(\w+)\.(\w+))?")
COMPARES = re.compile(r"[=<>]|\b(?:IN|IS|AND|OR|LIKE)\b")
INSERT = re.compile(r"\s*INSERT INTO \w+\s*\(([^)]*)\)")
KEYWORDS = {
    *("ON", "WHERE", "SET", "INNER", "LEFT", "CROSS", "JOIN", "ORDER", "GROUP", "LIMIT", "FOR"),
    *("UNION", "INTERSECT", "EXCEPT", "VALUES", "DEFAULT", "RETURNING", "NOWAIT", "SKIP"),
}
Link = tuple[str, ...]  # (alias, column) is said, or (alias, column, alias, column) are equal


class UnscopedStatement(AssertionError):
    """A statement on a region-owned table that does not say whose rows it means."""


class Group:
    """What stands between brackets (``select``, ``not`` or plain): texts and groups in order."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.parts: list[str | Group] = []

    def text(self) -> str:
        """Its words, without those of its subqueries."""
        return "".join(one if isinstance(one, str) else one.bracket() for one in self.parts)

    def bracket(self) -> str:
        """How it reads inside of the group around it."""
        return "( )" if self.kind == "select" else f"({self.text()})"

    def subqueries(self) -> "Iterator[Group]":
        """Its subqueries, at any depth of plain brackets."""
        for one in self.parts:
            if isinstance(one, Group):
                yield from [one] if one.kind == "select" else one.subqueries()

    def conditions(self) -> "Group":
        """What follows FROM (of an UPDATE: WHERE), where rows are chosen."""
        word = "WHERE" if self.text().lstrip().startswith("UPDATE") else "FROM"
        chosen = Group(self.kind)
        for place, one in enumerate(self.parts):
            if isinstance(one, str) and (found := re.search(rf"\b{word}\b", one)):
                chosen.parts = [one[found.end() :], *self.parts[place + 1 :]]
                break
        return chosen

    def links(self) -> set[Link]:
        """What holds for every row: of several branches (OR, UNION) what all of them say."""
        branches: list[set[Link]] = [set()]
        text = ""
        for one in [*self.parts, " OR "]:
            if isinstance(one, str):
                *ended, rest = BRANCH.split(one)
                for words in ended:
                    branches[-1] |= _conditions(text + words)
                    branches.append(set())
                    text = ""
                text += rest
            elif one.kind == "select" or not COMPARES.search(one.text()):
                text += one.bracket()
            else:
                text += " , "
                branches[-1] |= set() if one.kind == "not" else one.links()
        return set.intersection(*branches[:-1])


def _conditions(text: str) -> set[Link]:
    return {tuple(filter(None, found)) for found in CONDITION.findall(text)}


def parse(sql: str) -> Group:
    """The statement as a tree of brackets."""
    sql = sql.replace('"', "").replace("\n", " ")
    groups = [Group("select")]
    for found in TOKEN.finditer(sql):
        parts = groups[-1].parts
        if found[0] == "(":
            negated = bool(parts) and str(parts[-1]).rstrip().endswith("NOT")
            is_select = SELECT.match(sql, found.end())
            groups.append(Group("select" if is_select else "not" if negated else "plain"))
            parts.append(groups[-1])
        elif found[0] == ")":
            groups.pop()
        else:
            parts.append("''" if found[0].startswith("'") else found[0])
    return groups[0]


def _unscoped(group: Group, outer: dict[str, str]) -> set[str]:
    """The aliases of region-owned tables, here and in subqueries, that nothing ties to a region."""
    text = group.text()
    tables = {
        (alias if alias and alias.upper() not in KEYWORDS else table): table
        for table, alias in TABLE.findall(text)
    }
    scope = outer | tables
    below = set().union(*(_unscoped(one, scope) for one in group.subqueries()))
    inserted = INSERT.match(text)
    if MARK in text or (inserted and "region_id" in inserted[1].split(", ")):
        return below
    tied = _tied(group.conditions().links(), scope, set(outer))
    return below | {alias for alias, table in tables.items() if table in OWNED} - tied


def _tied(links: set[Link], scope: dict[str, str], tied: set[str]) -> set[str]:
    """The aliases that a condition ties to a region, directly or over joins."""
    home = [
        link
        for link in links
        if all(
            column in HOME.get(scope.get(alias, ""), ())
            for alias, column in zip(link[::2], link[1::2], strict=True)
        )
    ]
    tied = tied | {link[0] for link in home if len(link) == 2}
    for _ in home:
        tied |= {one for link in home for one in link[::2] if tied & set(link[::2])}
    return tied


@lru_cache(maxsize=4096)
def unscoped_tables(sql: str) -> frozenset[str]:
    """The aliases of region-owned tables for which the statement names no region."""
    return frozenset(_unscoped(parse(sql), {}))


def refuse_unscoped(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """An execute wrapper (UnscopedStatement instead of an answer)."""
    if unscoped := unscoped_tables(str(sql)):
        raise UnscopedStatement(f"Whose {', '.join(sorted(unscoped))}? {sql}")
    return execute(sql, params, many, context)


@contextmanager
def every_statement_names_its_region() -> Iterator[None]:
    """Inside of it the app's connection refuses statements that name no region."""
    with connection.execute_wrapper(refuse_unscoped):
        yield
