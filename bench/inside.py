"""What a run does inside of Django: choose the questions, compare the answers, count statements.

`main` writes plan.json and counted.json into the folder named first; it ends with 1 when portal,
floor and oracle do not agree.
"""

import json
import os
import sys
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from statistics import fmean

import psycopg2
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import choice, floor
from bench.asked import SERVERS, Plan, addresses
from bench.equality import differences
from mintportal.local.console import say

SHOWN = 10
MOST_COUNTED = 300
DIFFERENT = "Portal, Floor und Orakel sind sich nicht einig ({count} Abweichungen). Die ersten:"
SETTINGS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Counted:
    """What requests of one kind ask of the database at most, and the mean bytes of a page."""

    statements: int
    bytes: int


def count(pairs: list[tuple[str, str]]) -> tuple[Counted, list[tuple[str, str]]]:
    """Ask the portal for each page once, in this process; of very many for the first.

    Also returns the addresses, of which the floor's now name the size of the portal's page.
    """
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(pairs[0][0])  # what is read once in a process is no part of a request
    statements, sizes = [], []
    for portal, _ in pairs[:MOST_COUNTED]:
        reset_queries()
        with CaptureQueriesContext(connection) as asked:
            response = client.get(portal)
        if response.status_code != 200:
            raise SystemExit(f"{portal}: {response.status_code}")
        statements.append(sum(not one["sql"].startswith(SETTINGS) for one in asked))
        sizes.append(len(response.content))
    usual = round(fmean(sizes))
    sized = [
        (portal, f"{least}{'&' if '?' in least else '?'}bytes={size}")
        for (portal, least), size in zip_longest(pairs, sizes, fillvalue=usual)
    ]
    return Counted(max(statements), usual), sized


def write(folder: Path, plan: Plan) -> None:
    """The addresses of each kind of load in files for wrk, and what was counted."""
    found = {}
    for kind, pairs in plan.addresses().items():
        counted, sized = count(pairs)
        files = addresses(folder, kind)
        for server, lines in zip(SERVERS, zip(*sized, strict=True), strict=True):
            files[server].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        found[kind] = asdict(counted)
    (folder / "counted.json").write_text(json.dumps(found), encoding="utf-8")


def agreement(plan: Plan) -> list[str]:
    """How portal and floor differ from the oracle."""
    address = os.environ["DATABASE_URL"]
    least = floor.Floor(lambda: floor.connect(address), plan.columns)
    with closing(psycopg2.connect(address)) as plain, plain.cursor() as cursor:
        return list(differences(plan.all_searches(), plan.columns, least, cursor))


def main() -> int:
    """Entry point, called when Django is set up."""
    folder = Path(sys.argv[1])
    started = time.monotonic()
    plan = choice.plan()
    plan.write(folder / "plan.json")
    say(f"{len(plan.all_searches())} Suchen und {len(plan.details)} Angebote ausgewählt")
    wrong = agreement(plan)
    if wrong:
        say("\n".join([DIFFERENT.format(count=len(wrong)), *wrong[:SHOWN]]))
        return 1
    say(f"Portal, Floor und Orakel sind sich einig, {time.monotonic() - started:.0f} s")
    write(folder, plan)
    return 0
