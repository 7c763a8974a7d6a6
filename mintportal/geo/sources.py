"""Where the data come from: what the page /datenquellen/ and the corner of every map say."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAP_ATTRIBUTION = "© GeoBasis-DE / BKG 2016 (Daten verändert)"
"""Stands at every map with borders (GeoNutzV § 3: source and note of change). Not translated."""

DOTS_ATTRIBUTION = "Natural Earth (gemeinfrei)"
"""Stands at the dot map. Natural Earth is public domain and asks for nothing."""

_CC_BY = "https://creativecommons.org/licenses/by/4.0/deed.de"
_ODBL = "https://opendatacommons.org/licenses/odbl/1-0/"


@dataclass(frozen=True, slots=True)
class Source:
    """A source of data: what it gave, who made it, under which licence, and what became of it.

    `version` is empty where the source names none; `files` lie below `mintportal/geo/data`.
    """

    what: str | Promise
    source: str
    url: str
    version: str
    licence: str | Promise
    licence_url: str
    changes: str | Promise
    files: tuple[str, ...]
    attribution: str


SOURCES: tuple[Source, ...] = (
    Source(
        _("Grenzen und Mittelpunkte der Länder und Kreise"),
        "Bundesamt für Kartographie und Geodäsie, Verwaltungsgebiete 1:250 000 (VG250)",
        "https://gdz.bkg.bund.de/",
        "1.1.2016",
        "GeoNutzV",
        "https://www.gesetze-im-internet.de/geonutzv/",
        _(
            "Gebietsreformen bis heute nachgetragen, Gewässer weggelassen, auf eine flächentreue "
            "Ebene gebracht, Grenzen in drei Stufen vereinfacht, kleine Inseln weggelassen."
        ),
        ("bkg/kreise-*.json.gz", "bkg/laender-*.json.gz", "bkg/laender.csv"),
        MAP_ATTRIBUTION,
    ),
    Source(
        _("Namen, Art, NUTS-Schlüssel, Fläche und Einwohnerzahl der Kreise"),
        "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis",
        "https://www.destatis.de/gemeindeverzeichnis",
        "31.12.2018",
        "CC BY 4.0",
        _CC_BY,
        _(
            "Eisenach zum Wartburgkreis gezählt, NUTS-Schlüssel auf den Stand 2024 gebracht, "
            "Titel wie „Landeshauptstadt“ von den Namen genommen."
        ),
        ("destatis/kreise.csv",),
        "© Statistisches Bundesamt (Destatis), 31.12.2018, CC BY 4.0",
    ),
    Source(
        _("Postleitzahlen mit ihren Orten und einem Punkt"),
        "OpenStreetMap, über suche-postleitzahl.org (2021) und opendatasoft (September 2023)",
        "https://www.openstreetmap.org/copyright",
        "2021 / 9.2023",
        "ODbL 1.0",
        _ODBL,
        _(
            "Zusammengeführt, Kreis nach der Lage ergänzt, Orte ihren Gemeinden zugeordnet, "
            "ungefähre Größe der Orte aus der Einwohnerzahl des Kreises geschätzt."
        ),
        ("plz/plz.csv", "plz/orte.csv"),
        "© OpenStreetMap-Mitwirkende, ODbL 1.0",
    ),
    Source(
        _("154 Postleitzahlen, die bei OpenStreetMap fehlen"),
        "GeoNames",
        "https://www.geonames.org/",
        "1.9.2023",
        "CC BY 4.0",
        _CC_BY,
        _("Auf die fehlenden beschränkt, Ort und Kreis nach der Lage ergänzt."),
        ("geonames/plz.csv",),
        "GeoNames (geonames.org), CC BY 4.0",
    ),
    Source(
        _("Deutschland als Punktekarte"),
        "Natural Earth",
        "https://www.naturalearthdata.com/",
        "",
        _("gemeinfrei"),
        "https://www.naturalearthdata.com/about/terms-of-use/",
        _("Landfläche in ein Raster aus Punkten umgerechnet."),
        ("dots/germany.json",),
        DOTS_ATTRIBUTION,
    ),
    Source(
        _("Schulferien und Feiertage"),
        "Kultusministerkonferenz (KMK), über das Programmpaket „holidays“",
        "https://www.kmk.org/service/ferien.html",
        "holidays 0.109",
        "MIT",
        "https://opensource.org/license/mit",
        _("Einzelne Tage zu Zeiträumen zusammengefasst."),
        (),
        "Ferien: KMK, über das Paket „holidays“ (MIT)",
    ),
)
"""All sources, in the order of the page."""
