"""Networks from a table: name, bundesland, ort_or_kreis, founded, website.

Facts only: what the table does not know stays empty, and what somebody wrote here stays.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mintportal.geo.areas import KREISE, LAENDER
from mintportal.geo.resolve import resolve
from mintportal.web.slugs import german_slug
from regions.actions import regions
from regions.actions.regions import RegionFacts
from regions.models import Region
from regions.models.region import RegionKind

COLUMNS = {"name", "bundesland", "ort_or_kreis", "founded", "website"}
FAMILIES = ("zdi-Netzwerk ", "zdi-Zentrum ", "MINT-Cluster ")


@dataclass(frozen=True)
class Result:
    """What became of one row: ``new``, ``completed``, ``unchanged`` or ``error``, and why."""

    line: int
    name: str
    outcome: str
    note: str = ""


def short_name(name: str, place: str) -> str:
    """The name without brackets, and without its family unless only a place would remain."""
    plain = re.sub(r"\s*\(.*\)\s*$", "", name).strip()
    for family in FAMILIES:
        rest = plain.removeprefix(family)
        if rest != plain and rest.casefold() not in place.casefold():
            return rest
    return plain


def kind_of(name: str, place: str) -> RegionKind:
    """The family that a name tells."""
    if "zdi" in name.casefold():
        return RegionKind.ZDI
    if name.startswith("MINT-Cluster"):
        return RegionKind.CLUSTER
    if place in {land.name for land in LAENDER.values()}:
        return RegionKind.LAND
    if name.startswith(("MINT-Region", "MINTregion", "MINT-Nationalparkregion")):
        return RegionKind.REGION
    return RegionKind.OTHER


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not re.fullmatch(r"\d{4}", text.strip()):
        raise ValidationError(_("„%(text)s“ ist kein Jahr.") % {"text": text})
    return int(text)


def _facts(row: dict[str, str]) -> tuple[RegionFacts, tuple[str, ...], str]:
    """The row's facts, the Kreise it names, and what could not be understood."""
    land = next((one for one in LAENDER.values() if one.name == row["bundesland"].strip()), None)
    if land is None:
        raise ValidationError(_("Das Land „%(land)s“ gibt es nicht.") % {"land": row["bundesland"]})
    if not row["name"].strip():
        raise ValidationError(_("Der Name fehlt."))
    place = row["ort_or_kreis"].strip()
    found = resolve(place, land.iso)
    centres = [KREISE[kreis] for kreis in found.kreise] or [land]
    facts = RegionFacts(
        name=short_name(row["name"], place),
        kind=kind_of(row["name"], place),
        land=land.iso,
        place=place,
        founded=_year(row["founded"]),
        website=row["website"].strip(),
        lat=round(sum(one.lat for one in centres) / len(centres), 5),
        lon=round(sum(one.lon for one in centres) / len(centres), 5),
    )
    missing = ", ".join(found.unresolved)
    return facts, found.kreise, _("nicht zugeordnet: %s") % missing if missing else ""


def _take(row: dict[str, str], by: Any) -> tuple[str, str]:
    facts, kreise, note = _facts(row)
    region = Region.objects.filter(slug=german_slug(facts.name, 75)).first()
    if region is None:
        regions.found(facts, kreise, by=by)
        return "new", note
    return ("completed" if regions.complete(region, facts, by=by) else "unchanged"), note


def rows(path: Path) -> list[dict[str, str]]:
    """The table's rows with the columns we know; missing values are "".

    Raises ValidationError if the file is no such table.
    """
    return [row for _, row in _numbered(path)]


def _numbered(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows, each with the number of its line in the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        try:
            return list(_lines(table))
        except csv.Error as problem:
            where = {"line": table.line_num, "problem": problem}
            raise ValidationError(
                _("Zeile %(line)s ist keine Tabelle: %(problem)s") % where
            ) from None


def _lines(table: csv.DictReader) -> Iterator[tuple[int, dict[str, str]]]:
    if missing := COLUMNS - set(table.fieldnames or ()):
        raise ValidationError(_("Diese Spalten fehlen: %s") % ", ".join(sorted(missing)))
    for row in table:
        yield table.line_num, {name: row.get(name) or "" for name in COLUMNS}


def read(path: Path, *, by: Any = None) -> Iterator[Result]:
    """Take the rows one by one; a wrong row is reported and does not stop the others."""
    for line, row in _numbered(path):
        try:
            with transaction.atomic():
                outcome, note = _take(row, by)
        except ValidationError as problem:
            outcome, note = "error", " ".join(problem.messages)
        yield Result(line, row["name"], outcome, note)
